package org.poolproof.specs.subject.impl;

import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.Owning;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.memory.CheckedMemory;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.system.ReservedRange;
import org.poolproof.model.geometry.Address;
import org.poolproof.specs.subject.CannotHold;

/**
 * The piece of the logical address space that a heap lives in, backed by reserved memory: with
 * 8-byte words those 2^44 addresses that differ from the first arena's in their lower 44 bits only,
 * with 4-byte words all 2^32. Arenas lie where they are granted. Raw memory outside the window
 * keeps its lower 44 bits; pymalloc treats all places that are in no arena alike.
 *
 * <pre>
 *   0            lower                                          lower + 2^44
 *   |    raw       | raw     arenas ...                  control |
 *   +---+--------+-+---------------------------------------------+
 *        |           ^
 *        +-----------+   lower 44 bits kept
 * </pre>
 */
@InheritableMustCall("close")
final class Window implements AutoCloseable {

  private static final int WIDE_BITS = 44;
  private static final int NARROW_BITS = 32;
  private static final long PAGE_BYTES = 4096;

  /** More than any operation needs, a table that grows to a hundred thousand records included. */
  private static final int STEP_BUDGET = 1 << 18;

  private final Geometry geometry;
  private final @Owning ReservedRange range;
  private final long mask;
  private final long control;

  /**
   * Reserves the window around {@code firstArena}.
   *
   * @throws CannotHold if the system has no such address space
   */
  Window(Geometry geometry, Address firstArena) {
    this.geometry = geometry;
    mask = (1L << (geometry.wordBytes() == Integer.BYTES ? NARROW_BITS : WIDE_BITS)) - 1;
    try {
      range = new ReservedRange(firstArena.value() & ~mask, mask + 1);
    } catch (OutOfMemoryError refused) {
      throw new CannotHold("impl needs address space that the system refuses: " + refused);
    }
    long bytes = ControlBlock.bytes(geometry) + PAGE_BYTES;
    control = range.lower() + (mask + 1 - bytes & -PAGE_BYTES);
  }

  /** The memory of the window. */
  Memory memory(Variant variant) {
    Memory plain = geometry.memory(range.displacement());
    return switch (variant) {
      case PRODUCTION -> plain;
      case CHECKED -> new CheckedMemory(plain, range.lower(), range.bytes(), STEP_BUDGET);
    };
  }

  /** Where the control block lies, behind everything else. */
  long control() {
    return control;
  }

  /** Where raw memory granted at {@code address} lies; the null address stays null. */
  long place(long address) {
    return address == 0 ? 0 : range.lower() | (address & mask);
  }

  /** Real address minus logical address. */
  long displacement() {
    return range.displacement();
  }

  /**
   * Passes when {@code bytes} bytes granted at {@code address} can be held at {@code place}.
   *
   * @throws CannotHold otherwise
   */
  void require(String what, long address, long place, long bytes) {
    boolean isInside =
        Long.compareUnsigned(place - range.lower(), control - range.lower()) <= 0
            && Long.compareUnsigned(bytes, control - place) <= 0;
    boolean isDistinct =
        !(geometry.index() instanceof Radix radix) || place >>> distinctBits(radix) == 0;
    if (!isInside || !isDistinct) {
      throw new CannotHold(
          what
              + " of "
              + Long.toUnsignedString(bytes)
              + " bytes at 0x"
              + Long.toHexString(address)
              + ": impl holds what lies between 0x"
              + Long.toHexString(range.lower())
              + " and 0x"
              + Long.toHexString(control)
              + (isDistinct ? "" : ", and the radix tree tells addresses by their lower bits"));
    }
  }

  private int distinctBits(Radix radix) {
    int frameBits = Integer.numberOfTrailingZeros(geometry.arenaBytes());
    return Math.min(
        Long.SIZE - 1, frameBits + radix.topBits() + radix.middleBits() + radix.bottomBits());
  }

  @Override
  @EnsuresCalledMethods(value = "range", methods = "close")
  public void close() {
    range.close();
  }
}
