package org.poolproof.model.geometry;

/** How it is decided whether an address lies in an arena. PYMALLOC.md 6 and 7. */
public sealed interface Ownership {

  /** The pool header names a record of the arena table (up to 3.9). */
  record Table() implements Ownership {}

  /**
   * A tree over arena-sized frames (from 3.10). The bits of an address above those of a frame are
   * cut into three indexes; bits above the top one are ignored. With no top and no middle bits the
   * root is the only node, and it is static.
   *
   * @param topBits width of the index into the static root
   * @param middleBits width of the index into a middle node
   * @param bottomBits width of the index into a bottom node
   */
  record Radix(int topBits, int middleBits, int bottomBits) implements Ownership {

    /** What one entry of a bottom node takes: two signed 32-bit marks. */
    public static final int MARK_BYTES = 8;

    public Radix {
      require(topBits >= 0 && middleBits >= 0 && bottomBits >= 1, "bits below zero");
      require((topBits == 0) == (middleBits == 0), "top and middle bits go together");
      require(topBits + middleBits + bottomBits <= 44, "more than 44 bits of frames");
    }

    private static void require(boolean holds, String reason) {
      if (!holds) {
        throw new GeometryRefused("radix: " + reason);
      }
    }

    /** Whether there are nodes below the root, to be had from the raw domain. */
    public boolean hasInteriorNodes() {
      return topBits > 0;
    }

    public int frameBits() {
      return topBits + middleBits + bottomBits;
    }

    /** The number of the frame of {@code frameBytes} bytes that {@code address} lies in. */
    public long frameIndex(Address address, long frameBytes) {
      long frame = address.value() >>> Long.numberOfTrailingZeros(frameBytes);
      return frame & ((1L << frameBits()) - 1);
    }

    /** Which entry of the root leads to {@code frame}: the number of its middle node. */
    public long middleNodeIndex(long frameIndex) {
      return frameIndex >>> (middleBits + bottomBits);
    }

    /** The number, over all middle nodes, of the bottom node that holds {@code frame}. */
    public long bottomNodeIndex(long frameIndex) {
      return frameIndex >>> bottomBits;
    }

    public long rootBytes(int wordBytes) {
      return hasInteriorNodes() ? (long) wordBytes << topBits : bottomNodeBytes();
    }

    public long middleNodeBytes(int wordBytes) {
      return (long) wordBytes << middleBits;
    }

    public long bottomNodeBytes() {
      return (long) MARK_BYTES << bottomBits;
    }
  }
}
