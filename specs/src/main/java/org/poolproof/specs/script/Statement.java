package org.poolproof.specs.script;

/** What a script consists of after its header. */
public sealed interface Statement permits Step, Counters, StatisticsLine {

  /** Its 1-based line; in a PAT1 trace, which has no lines, the 1-based number of the operation. */
  long line();
}
