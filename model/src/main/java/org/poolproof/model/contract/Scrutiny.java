package org.poolproof.model.contract;

import org.poolproof.model.geometry.ByteCount;

/**
 * How much of the contents is looked at. It bounds the cost of an operation: at most twice {@code
 * edgeBytes} of each block concerned and of each block visited.
 *
 * @param edgeBytes of a block of more than twice as many bytes only the first and the last that
 *     many are written and verified, a positive multiple of 8; the last may begin up to 7 earlier
 * @param visitedBlockCount how many live blocks are verified after every operation, in turn by
 *     address, round and round; of fewer live blocks each more than once
 */
public record Scrutiny(long edgeBytes, int visitedBlockCount) {

  private static final long GREATEST_EDGE_BYTES = 1L << 60;

  /** Every byte of every block. A large block costs its size in time, and is made resident. */
  public static final Scrutiny WHOLE = new Scrutiny(GREATEST_EDGE_BYTES, 1);

  /** The first and last 4 KiB of each block: for runs with large requests, at full speed. */
  public static final Scrutiny EDGES = new Scrutiny(4096, 1);

  public Scrutiny {
    if (edgeBytes <= 0 || edgeBytes > GREATEST_EDGE_BYTES || edgeBytes % Long.BYTES != 0) {
      throw new IllegalArgumentException(
          "edge=" + edgeBytes + " is not a multiple of 8 in 8.." + GREATEST_EDGE_BYTES);
    }
    if (visitedBlockCount < 0) {
      throw new IllegalArgumentException("visited=" + visitedBlockCount + " is negative");
    }
  }

  /** Where the first edge of a block of {@code size} ends: an offset from its start, exclusive. */
  long firstEdgeEndOffset(ByteCount size) {
    return size.exceeds(2 * edgeBytes) ? edgeBytes : size.value();
  }

  /** Where the last edge starts, a multiple of 8; the size itself if the first is all. */
  long lastEdgeStartOffset(ByteCount size) {
    return size.exceeds(2 * edgeBytes) ? (size.value() - edgeBytes) & -Long.BYTES : size.value();
  }
}
