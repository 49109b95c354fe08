package org.poolproof.impl.memory;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/** Unchecked memory of 4-byte words, for the 32-bit geometries. */
final class NarrowMemory extends Memory {
  static final @SignedPositive @ByteSize int WORD_BYTES = 4;

  private final @Unsigned @ByteSize long displacement;

  private NarrowMemory(@Unsigned @ByteSize long displacement) {
    this.displacement = displacement;
  }

  /** This kind with a displacement, for {@link Memory#plain}. */
  static Memory displacedBy(@Unsigned @ByteSize long displacement) {
    return new NarrowMemory(displacement);
  }

  @Override
  public @SignedPositive @ByteSize int wordBytes() {
    return WORD_BYTES;
  }

  @Override
  public @Unsigned @ByteSize long displacement() {
    return displacement;
  }

  @Override
  public @Unsigned @Address long readAddress(@Unsigned @Address long at) {
    return (@Address long) DirectBytes.readHalf(at + displacement);
  }

  @Override
  public void writeAddress(@Unsigned @Address long at, @Unsigned @Address long value) {
    DirectBytes.writeHalf(at + displacement, value);
  }

  @Override
  public @Unsigned long readWord(@Unsigned @Address long at) {
    return DirectBytes.readHalf(at + displacement);
  }

  @Override
  public void writeWord(@Unsigned @Address long at, @Unsigned long value) {
    DirectBytes.writeHalf(at + displacement, value);
  }

  @Override
  public @SignedPositive long readHalf(@Unsigned @Address long at) {
    return DirectBytes.readHalf(at + displacement);
  }

  @Override
  public void writeHalf(@Unsigned @Address long at, @Unsigned long value) {
    DirectBytes.writeHalf(at + displacement, value);
  }

  @Override
  public @SignedPositive long readForeignHalf(@Unsigned @Address long at) {
    return DirectBytes.readHalf(at + displacement);
  }

  @Override
  public void copyUser(
      @Unsigned @Address long from, @Unsigned @Address long to, @SignedPositive @ByteSize long n) {
    DirectBytes.copy(from + displacement, to + displacement, n);
  }

  @Override
  public void zeroUser(@Unsigned @Address long at, @SignedPositive @ByteSize long bytes) {
    DirectBytes.zero(at + displacement, bytes);
  }
}
