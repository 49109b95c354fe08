package org.poolproof.specs.script;

/**
 * The final counters of a recording.
 *
 * @param line its 1-based line
 * @param allocatedBlockCount the blocks in use, as CPython counts them
 * @param arenaGrantCount the arenas ever granted
 * @param arenaReleaseCount the arenas given back
 * @param arenaHighWaterCount the most arenas at a time
 */
public record Counters(
    long line,
    long allocatedBlockCount,
    long arenaGrantCount,
    long arenaReleaseCount,
    long arenaHighWaterCount)
    implements Statement {}
