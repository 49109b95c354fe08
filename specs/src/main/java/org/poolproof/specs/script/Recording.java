package org.poolproof.specs.script;

/** Where the operations of a script come from, with all that their source says besides. */
public sealed interface Recording {

  /** Not a recording. */
  Recording NONE = new None();

  /** Not a recording. */
  record None() implements Recording {}

  /**
   * A golden log, version 1: every call and every answer of a real pymalloc.
   *
   * @param python the version of CPython, such as 3.8.18 or 3.9.2-i386
   * @param seed the seed of its random choices, unsigned
   * @param arenaMode how arenas were aligned: 0 by their size, 1 by pools, 4 at random
   * @param refusals how often the layers below refused: arenas in twice as many of a hundred
   *     requests, raw memory in as many of a thousand
   * @param regions where arenas and raw memory lie
   */
  record Golden(String python, long seed, int arenaMode, int refusals, Regions regions)
      implements Recording {}

  /** A PAT1 trace: what one run of a real program asked for, and a summary of what it got. */
  record Trace(Summary summary) implements Recording {}
}
