package org.poolproof.impl.pymalloc;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.RadixNode;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * The index from 3.10 on (PYMALLOC.md 7): for every frame, an aligned piece of addresses as long as
 * an arena, a leaf says what of it lies in arenas. An arena that is not aligned shares two frames:
 *
 * <pre>
 *     frame f                       frame f + 1
 *     |------------+================|==========+-------------------|
 *                  t = arena mod frame         t
 *                  hi(f) = t                   lo(f + 1) = t
 * </pre>
 */
abstract sealed class FrameIndex extends AddressIndex permits RadixIndex, FlatIndex {
  final Memory memory;
  final @Unsigned @Address long rootAddress;
  private final @SignedPositive @ByteSize long arenaBytes;
  private final @SignedPositive @ByteSize long offsetMask;

  FrameIndex(Geometry geometry, Radix radix, Memory memory, ControlBlock control) {
    super(frameShift(geometry) + radix.topBits() + radix.middleBits() + radix.bottomBits());
    this.memory = memory;
    this.rootAddress = control.rootAddress();
    this.arenaBytes = geometry.arenaBytes();
    this.offsetMask = arenaBytes - 1;
  }

  /** How far an address is shifted to give its frame. */
  static @SignedPositive int frameShift(Geometry geometry) {
    return Integer.numberOfTrailingZeros(geometry.arenaBytes());
  }

  /** The leaf of the frame of an address, or 0 when no arena was ever near. */
  abstract @Unsigned @Address long leaf(@Unsigned @Address long p);

  /** The leaf of the frame of an address, made if need be; 0 when raw memory is refused. */
  abstract @Unsigned @Address long leafMade(@Unsigned @Address long p);

  @Override
  final boolean contains(@Unsigned @Address long p) {
    long leaf = leaf(p);
    if (leaf == 0) {
      return false;
    }
    int offset = offsetOf(p);
    int high = RadixNode.high(memory, leaf);
    return offset < RadixNode.low(memory, leaf) || (high != 0 && offset >= high);
  }

  @Override
  final boolean mark(@Unsigned @Address long arena) {
    long leaf = leafMade(arena);
    if (leaf == 0) {
      return false;
    }
    int offset = offsetOf(arena);
    if (offset == 0) {
      RadixNode.setHigh(memory, leaf, RadixNode.WHOLE_FRAME);
      return true;
    }
    RadixNode.setHigh(memory, leaf, offset);
    long nextLeaf = leafMade(arena + arenaBytes);
    if (nextLeaf == 0) {
      RadixNode.setHigh(memory, leaf, 0);
      return false;
    }
    RadixNode.setLow(memory, nextLeaf, offset);
    return true;
  }

  @Override
  final void unmark(@Unsigned @Address long arena) {
    RadixNode.setHigh(memory, leaf(arena), 0);
    if (offsetOf(arena) != 0) {
      RadixNode.setLow(memory, leaf(arena + arenaBytes), 0);
    }
  }

  @SuppressWarnings("signedness") // less than an arena, which is an int
  private @SignedPositive int offsetOf(@Unsigned @Address long p) {
    return (int) (p & offsetMask);
  }
}
