/**
 * What a pair of malloc and free costs, in nanoseconds, measured by JMH ({@code mvn -q -Pbench}):
 * on a heap as {@code Pymalloc.open()} gives it, unchecked memory, mmap and the C library below.
 * Imports impl.pymalloc, impl.raw and, for the number of blocks of a pool, impl.layout; nothing
 * imports it.
 *
 * <p>How to read the figures: every row is a whole pair. A ratio is the row of what is compared
 * divided by the row of {@code PairBenchmark.pair} with the same size, of one and the same run;
 * ratios of different runs say little, because machines differ and so do the minutes of one. An
 * error that JMH gives is half of a 99.9 % confidence interval: where the intervals of two rows
 * overlap, no ratio is shown. Say how busy the machine was ({@code /proc/loadavg}).
 *
 * <p>Every benchmark method is called, not inlined into JMH's loop, unless it says otherwise; the
 * call is part of every row.
 */
package org.poolproof.bench;
