package org.poolproof.impl.pymalloc;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.RadixNode;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.raw.RawSource;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/** A tree of three levels whose lower nodes are made on demand and stay as long as the heap. */
final class RadixIndex extends FrameIndex {
  private final ControlBlock control;
  private final RawSource raw;
  private final @SignedPositive int topShift;
  private final @SignedPositive long topMask;
  private final @SignedPositive int middleShift;
  private final @SignedPositive long middleMask;
  private final @SignedPositive int bottomShift;
  private final @SignedPositive long bottomMask;
  private final @SignedPositive @ByteSize int middleBytes;
  private final @SignedPositive @ByteSize int bottomBytes;

  private RadixIndex(
      Geometry geometry, Radix radix, Memory memory, ControlBlock control, RawSource raw) {
    super(geometry, radix, memory, control);
    this.control = control;
    this.raw = raw;
    this.bottomShift = frameShift(geometry);
    this.bottomMask = (1L << radix.bottomBits()) - 1;
    this.middleShift = bottomShift + radix.bottomBits();
    this.middleMask = (1L << radix.middleBits()) - 1;
    this.topShift = middleShift + radix.middleBits();
    this.topMask = (1L << radix.topBits()) - 1;
    this.middleBytes = RadixNode.middleBytes(radix, geometry.wordBytes());
    this.bottomBytes = RadixNode.bottomBytes(radix);
  }

  /** The index of this kind, for {@link AddressIndex#of}. */
  static AddressIndex over(
      Geometry geometry, Radix radix, Memory memory, ControlBlock control, RawSource raw) {
    return new RadixIndex(geometry, radix, memory, control, raw);
  }

  @Override
  public @Unsigned @Address long leaf(@Unsigned @Address long p) {
    long middle = RadixNode.child(memory, rootAddress, topIndex(p));
    if (middle == 0) {
      return 0;
    }
    long bottom = RadixNode.child(memory, middle, middleIndex(p));
    return bottom == 0 ? 0 : RadixNode.leaf(bottom, bottomIndex(p));
  }

  @Override
  public @Unsigned @Address long leafMade(@Unsigned @Address long p) {
    long middle = RadixNode.child(memory, rootAddress, topIndex(p));
    if (middle == 0) {
      middle = newNode(middleBytes);
      if (middle == 0) {
        return 0;
      }
      RadixNode.setChild(memory, rootAddress, topIndex(p), middle);
      control.setMiddleNodeCount(control.middleNodeCount() + 1);
    }
    long bottom = RadixNode.child(memory, middle, middleIndex(p));
    if (bottom == 0) {
      bottom = newNode(bottomBytes);
      if (bottom == 0) {
        return 0;
      }
      RadixNode.setChild(memory, middle, middleIndex(p), bottom);
      control.setBottomNodeCount(control.bottomNodeCount() + 1);
    }
    return RadixNode.leaf(bottom, bottomIndex(p));
  }

  @Override
  void dissolve() {
    for (int top = 0; top <= topMask; top++) {
      long middle = RadixNode.child(memory, rootAddress, top);
      if (middle != 0) {
        dissolveMiddle(middle);
      }
    }
  }

  private void dissolveMiddle(@Unsigned @Address long middle) {
    for (int index = 0; index <= middleMask; index++) {
      long bottom = RadixNode.child(memory, middle, index);
      if (bottom != 0) {
        memory.disown(bottom, bottomBytes);
        raw.free(bottom);
      }
    }
    memory.disown(middle, middleBytes);
    raw.free(middle);
  }

  private @Unsigned @Address long newNode(@SignedPositive @ByteSize int bytes) {
    long node = raw.calloc(1, bytes);
    if (node != 0) {
      requireDistinct(node);
      memory.ownZeroed(node, bytes);
    }
    return node;
  }

  private @Unsigned long topIndex(@Unsigned @Address long p) {
    return p >>> topShift & topMask;
  }

  private @Unsigned long middleIndex(@Unsigned @Address long p) {
    return p >>> middleShift & middleMask;
  }

  private @Unsigned long bottomIndex(@Unsigned @Address long p) {
    return p >>> bottomShift & bottomMask;
  }
}
