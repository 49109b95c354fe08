package org.poolproof.model.geometry;

/**
 * A number of bytes as a C caller passes it: unsigned, up to 2^64 - 1, so that requests beyond
 * every limit can be said.
 */
public record ByteCount(long value) implements Comparable<ByteCount> {

  public static final ByteCount ZERO = new ByteCount(0);

  public boolean isZero() {
    return value == 0;
  }

  public boolean exceeds(long limitBytes) {
    return Long.compareUnsigned(value, limitBytes) > 0;
  }

  /** Whether {@code count} times this exceeds {@code limitBytes}, without computing the product. */
  public boolean timesExceeds(long count, long limitBytes) {
    return value != 0 && Long.compareUnsigned(count, Long.divideUnsigned(limitBytes, value)) > 0;
  }

  /** Unsigned order. */
  @Override
  public int compareTo(ByteCount other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(value);
  }
}
