package org.poolproof.impl.pymalloc;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.RadixNode;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;

/** All leaves in one static node: the index of 32-bit CPython, which asks for no raw memory. */
final class FlatIndex extends FrameIndex {
  private final @SignedPositive int frameShift;
  private final @SignedPositive long frameMask;

  private FlatIndex(Geometry geometry, Radix radix, Memory memory, ControlBlock control) {
    super(geometry, radix, memory, control);
    this.frameShift = frameShift(geometry);
    this.frameMask = (1L << radix.bottomBits()) - 1;
  }

  /** The index of this kind, for {@link AddressIndex#of}. */
  static AddressIndex over(Geometry geometry, Radix radix, Memory memory, ControlBlock control) {
    return new FlatIndex(geometry, radix, memory, control);
  }

  @Override
  public @Unsigned @Address long leaf(@Unsigned @Address long p) {
    return RadixNode.leaf(rootAddress, p >>> frameShift & frameMask);
  }

  @Override
  public @Unsigned @Address long leafMade(@Unsigned @Address long p) {
    return leaf(p);
  }

  @Override
  void dissolve() {}
}
