package org.poolproof.impl.memory;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * Unchecked memory of 8-byte words where logical addresses are the real ones: {@link WideMemory}
 * without the displacement. It spares an access the look at its object; without this kind malloc
 * and free of a PairBenchmark take 1.2 ns more.
 */
final class RealMemory extends Memory {
  private RealMemory() {}

  /** Memory of this kind, for {@link Memory#plain}. */
  static Memory undisplaced() {
    return new RealMemory();
  }

  @Override
  public @SignedPositive @ByteSize int wordBytes() {
    return WideMemory.WORD_BYTES;
  }

  @Override
  public @Unsigned @ByteSize long displacement() {
    return 0;
  }

  @Override
  public @Unsigned @Address long readAddress(@Unsigned @Address long at) {
    return (@Address long) DirectBytes.readLong(at);
  }

  @Override
  public void writeAddress(@Unsigned @Address long at, @Unsigned @Address long value) {
    DirectBytes.writeLong(at, value);
  }

  @Override
  public @Unsigned long readWord(@Unsigned @Address long at) {
    return DirectBytes.readLong(at);
  }

  @Override
  public void writeWord(@Unsigned @Address long at, @Unsigned long value) {
    DirectBytes.writeLong(at, value);
  }

  @Override
  public @SignedPositive long readHalf(@Unsigned @Address long at) {
    return DirectBytes.readHalf(at);
  }

  @Override
  public void writeHalf(@Unsigned @Address long at, @Unsigned long value) {
    DirectBytes.writeHalf(at, value);
  }

  @Override
  public @SignedPositive long readForeignHalf(@Unsigned @Address long at) {
    return DirectBytes.readHalf(at);
  }

  @Override
  public void copyUser(
      @Unsigned @Address long from, @Unsigned @Address long to, @SignedPositive @ByteSize long n) {
    DirectBytes.copy(from, to, n);
  }

  @Override
  public void zeroUser(@Unsigned @Address long at, @SignedPositive @ByteSize long bytes) {
    DirectBytes.zero(at, bytes);
  }
}
