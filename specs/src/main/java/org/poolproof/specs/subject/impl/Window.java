package org.poolproof.specs.subject.impl;

import java.lang.foreign.MemorySegment;
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
  private static final long LEAST_RENEWED_BYTES = 1 << 16;
  private static final long COPIED_HEAD_BYTES = 1 << 26;
  private static final long COPIED_TAIL_BYTES = 1 << 16;

  /** More than any operation needs, a table that grows to millions of records included. */
  private static final int STEP_BUDGET = 1 << 24;

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
    boolean isNarrow = geometry.wordBytes() == Integer.BYTES;
    mask = (1L << (isNarrow ? NARROW_BITS : WIDE_BITS)) - 1;
    try {
      range = new ReservedRange(isNarrow ? 0 : firstArena.value() & ~mask, mask + 1);
    } catch (OutOfMemoryError refused) {
      throw new CannotHold(
          "impl reserves " + (mask + 1 >>> 30) + " GiB of address space, which the system refuses");
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

  /**
   * Passes when {@code bytes} bytes granted at {@code address} can be held at {@code place}.
   *
   * @throws CannotHold otherwise
   */
  void require(String what, long address, long place, long bytes) {
    boolean isInside =
        place != 0
            && Long.compareUnsigned(place - range.lower(), control - range.lower()) <= 0
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

  /** Makes {@code bytes} bytes zero; whole pages of them cost no memory then. */
  void clear(long place, long bytes) {
    long firstPage = place + PAGE_BYTES - 1 & -PAGE_BYTES;
    long lastPage = place + bytes & -PAGE_BYTES;
    if (lastPage - firstPage < LEAST_RENEWED_BYTES) {
      bytesAt(place, bytes).fill((byte) 0);
    } else {
      bytesAt(place, firstPage - place).fill((byte) 0);
      range.giveBack(firstPage, lastPage - firstPage);
      bytesAt(lastPage, place + bytes - lastPage).fill((byte) 0);
    }
  }

  /**
   * Copies {@code bytes} bytes, of very many the first and the last: of those a client looks only
   * at the ends, and the heap's own table is shorter. Pages that were not written to stay
   * untouched.
   */
  void copy(long from, long to, long bytes) {
    long head = Math.min(bytes, COPIED_HEAD_BYTES);
    copyPages(from, to, head);
    long tail = Math.min(bytes - head, COPIED_TAIL_BYTES);
    copyPages(from + bytes - tail, to + bytes - tail, tail);
  }

  private void copyPages(long from, long to, long bytes) {
    MemorySegment source = bytesAt(from, bytes);
    MemorySegment target = bytesAt(to, bytes);
    for (long at = 0; at < bytes; at += PAGE_BYTES) {
      long end = Math.min(bytes, at + PAGE_BYTES);
      if (MemorySegment.mismatch(source, at, end, target, at, end) >= 0) {
        MemorySegment.copy(source, at, target, at, end - at);
      }
    }
  }

  /** All of the window's bytes. */
  @SuppressWarnings("restricted") // the range is reserved memory, which is no segment
  MemorySegment segment() {
    return MemorySegment.ofAddress(range.lower() + range.displacement()).reinterpret(mask + 1);
  }

  /** Where the byte at {@code address} is in the {@link #segment}. */
  long offsetOf(long address) {
    return address & mask;
  }

  @SuppressWarnings("restricted") // a layer below has addresses, no segments
  private MemorySegment bytesAt(long place, long bytes) {
    return MemorySegment.ofAddress(place + range.displacement()).reinterpret(bytes);
  }

  @Override
  @EnsuresCalledMethods(value = "range", methods = "close")
  public void close() {
    range.close();
  }
}
