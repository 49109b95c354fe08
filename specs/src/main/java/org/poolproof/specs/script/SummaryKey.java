package org.poolproof.specs.script;

import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What the header of a PAT1 trace announces, in the order of the recordings. */
public enum SummaryKey {
  FORMAT(Shape.FORMAT, false),
  NAME(Shape.TEXT, false),
  PYTHON(Shape.TEXT, true),
  PLATFORM(Shape.TEXT, false),
  OPS(Shape.NUMBER, true),
  BLOCKS(Shape.NUMBER, true),
  OPS_BY_KIND(Shape.KINDS, true),
  THREADS(Shape.NUMBER, false),
  LIVE_PEAK_BYTES(Shape.NUMBER, true),
  LIVE_PEAK_BLOCKS(Shape.NUMBER, true),
  PEAK_AT_OP(Shape.NUMBER, true),
  LIVE_AT_END_BLOCKS(Shape.NUMBER, true),
  LIVE_AT_END_BYTES(Shape.NUMBER, true),
  BYTES_REQUESTED(Shape.NUMBER, true),
  SHARE_SMALL_COUNT(Shape.TEXT, true),
  SHARE_SMALL_BYTES(Shape.TEXT, true),
  LIFETIME_OPS(Shape.TEXT, true),
  DROPPED_UNKNOWN_FREES(Shape.NUMBER, true),
  UNKNOWN_REALLOCS(Shape.NUMBER, true),
  IMPLICIT_FREES(Shape.NUMBER, true),
  ARENA_SIZE(Shape.NUMBER, true),
  ARENAS_ALLOCATED(Shape.NUMBER, true),
  ARENAS_FREED(Shape.NUMBER, true),
  ARENAS_HIGHWATER(Shape.NUMBER, true),
  ARENA_BASES(Shape.ADDRESSES, true),
  PYMALLOC_SERVED(Shape.NUMBER, true),
  ADDR_HASH(Shape.HASH, true),
  SIZE_HIST16(Shape.TEXT, true);

  /** What a value looks like; it is kept verbatim in any case. */
  enum Shape {
    /** {@code pat 1}. */
    FORMAT,
    /** Any printable ASCII. */
    TEXT,
    /** A decimal number below 2^63. */
    NUMBER,
    /** Sixteen hexadecimal digits. */
    HASH,
    /** Hexadecimal addresses with commas between. */
    ADDRESSES,
    /** {@code KIND=NUMBER} with spaces between. */
    KINDS
  }

  private final Shape shape;
  private final boolean required;

  SummaryKey(Shape shape, boolean required) {
    this.shape = shape;
    this.required = required;
  }

  Shape shape() {
    return shape;
  }

  boolean isRequired() {
    return required;
  }

  /** The key spelled {@code text}, null if there is none. */
  static @Nullable SummaryKey named(String text) {
    for (SummaryKey key : values()) {
      if (key.toString().equals(text)) {
        return key;
      }
    }
    return null;
  }

  /** The spelling in a file. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
