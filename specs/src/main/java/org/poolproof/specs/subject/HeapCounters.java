package org.poolproof.specs.subject;

/**
 * The counters of a heap.
 *
 * @param allocatedBlockCount live blocks, those passed on to raw memory included
 * @param arenasEverCount arenas ever allocated
 * @param arenasFreedCount of these, given back
 * @param highwaterArenaCount the most arenas at a time
 */
public record HeapCounters(
    long allocatedBlockCount,
    long arenasEverCount,
    long arenasFreedCount,
    long highwaterArenaCount) {}
