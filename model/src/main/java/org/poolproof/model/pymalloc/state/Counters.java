package org.poolproof.model.pymalloc.state;

/**
 * What is counted and never looked at by a rule.
 *
 * @param arenaCount arenas now
 * @param arenasEverCount arenas ever allocated
 * @param highwaterArenaCount the most arenas at a time
 * @param rawBlockCount live blocks that pymalloc's functions passed on to raw memory
 */
public record Counters(
    long arenaCount, long arenasEverCount, long highwaterArenaCount, long rawBlockCount) {

  public static final Counters ZERO = new Counters(0, 0, 0, 0);

  public Counters arenaAllocated() {
    long now = arenaCount + 1;
    return new Counters(
        now, arenasEverCount + 1, Math.max(highwaterArenaCount, now), rawBlockCount);
  }

  public Counters arenaFreed() {
    return new Counters(arenaCount - 1, arenasEverCount, highwaterArenaCount, rawBlockCount);
  }

  public Counters withRawBlocks(long change) {
    return new Counters(arenaCount, arenasEverCount, highwaterArenaCount, rawBlockCount + change);
  }
}
