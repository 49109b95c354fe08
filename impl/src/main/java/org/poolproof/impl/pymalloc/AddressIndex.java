package org.poolproof.impl.pymalloc;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.raw.RawSource;
import org.poolproof.types.Address;

/** How an address is found to lie in a live arena. */
abstract sealed class AddressIndex permits TableIndex, FrameIndex {
  private final @SignedPositive int distinctBits;

  /** An index that knows addresses by so many of their lower bits. */
  AddressIndex(@SignedPositive int distinctBits) {
    this.distinctBits = distinctBits;
  }

  /**
   * The index that a geometry asks for. Each kind constructs itself, as those of {@link
   * Memory#plain} do; otherwise malloc and free of a PairBenchmark take 0.3 ns more.
   */
  static AddressIndex of(Geometry geometry, Memory memory, ControlBlock control, RawSource raw) {
    return switch (geometry.index()) {
      case Table _ -> TableIndex.over(geometry, memory, control);
      case Radix radix when radix.isFlat() -> FlatIndex.over(geometry, radix, memory, control);
      case Radix radix -> RadixIndex.over(geometry, radix, memory, control, raw);
    };
  }

  /** Whether an address, anybody's, lies in a live arena. */
  abstract boolean contains(@Unsigned @Address long p);

  /** Makes an arena's addresses known; false, and nothing known, when raw memory is refused. */
  abstract boolean mark(@Unsigned @Address long arena);

  /** Makes an arena's addresses unknown. */
  abstract void unmark(@Unsigned @Address long arena);

  /** Gives all raw memory of the index back; no arena is marked. */
  abstract void dissolve();

  /**
   * Passes when the index can tell this address, just granted by a layer below, from all others:
   * the bits that it ignores must be zero in all of them. The control block is no grant and is not
   * looked up, so it may lie anywhere.
   *
   * @throws IllegalStateException otherwise, because that source is not for this heap
   */
  final void requireDistinct(@Unsigned @Address long granted) {
    if (distinctBits < Long.SIZE && granted >>> distinctBits != 0) {
      throw new IllegalStateException(
          "this heap knows addresses by their lower "
              + distinctBits
              + " bits, too few for 0x"
              + Long.toHexString(granted));
    }
  }
}
