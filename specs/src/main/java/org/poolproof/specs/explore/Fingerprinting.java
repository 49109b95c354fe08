package org.poolproof.specs.explore;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Fingerprints of nodes. Nodes with the same one are taken for the same. */
public final class Fingerprinting {

  public static final int NARROW_BITS = 64;
  public static final int WIDE_BITS = 128;

  /** A fingerprint; the high half of a narrow one is 0. */
  record Fingerprint(long high, long low) {}

  private final int bits;
  private final long seed;
  private final Hasher64 narrow;
  private final Hasher128 wide;

  /**
   * @param bits 64 or 128
   * @param seed of the hash function: under another one other nodes collide
   */
  public Fingerprinting(int bits, long seed) {
    if (bits != NARROW_BITS && bits != WIDE_BITS) {
      throw new IllegalArgumentException(bits + " bits; expected 64 or 128");
    }
    this.bits = bits;
    this.seed = seed;
    narrow = Hashing.xxh3_64(seed);
    wide = Hashing.xxh3_128(seed);
  }

  long seed() {
    return seed;
  }

  public int bits() {
    return bits;
  }

  Fingerprint of(byte[] node) {
    if (bits == NARROW_BITS) {
      return new Fingerprint(0, narrow.hashBytesToLong(node));
    }
    HashValue128 value = wide.hashBytesTo128Bits(node);
    return new Fingerprint(value.getMostSignificantBits(), value.getLeastSignificantBits());
  }

  Fingerprint of(String text) {
    return of(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** At most so probable it is that two of {@code count} nodes share a fingerprint. */
  public double collisionOdds(long count) {
    return Math.min(1, (double) count * count / 2 * Math.pow(2, -bits));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fingerprinting that && bits == that.bits && seed == that.seed;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(seed) + bits;
  }

  @Override
  public String toString() {
    return bits + " bits with seed " + seed;
  }
}
