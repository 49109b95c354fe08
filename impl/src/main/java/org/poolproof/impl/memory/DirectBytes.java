package org.poolproof.impl.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * The machine's memory by real address: the one class that touches it. A constant segment over the
 * whole address space lets the compiler reduce every access to one instruction; layouts without
 * alignment spare it the test. An address without memory ends the process.
 */
@SuppressWarnings("signedness") // java.lang.foreign has signed longs only; here just the bits count
final class DirectBytes {
  @SuppressWarnings(
      "restricted") // an allocator makes memory out of addresses: there is no other way
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt HALF = ValueLayout.JAVA_INT_UNALIGNED;
  private static final long HALF_MASK = 0xffff_ffffL;

  /**
   * All bits that a user's address can have, on any 64-bit Linux. With the upper two cleared the
   * compiler sees that an access lies in {@link #ALL} and leaves out the comparison that guards it,
   * and reads whose values are not used. Without it malloc and free of a PairBenchmark take 1.4 ns
   * more. No memory has an address with one of the two; nobody who made one is told.
   */
  private static final long ADDRESS_MASK = 0x3fff_ffff_ffff_ffffL;

  private DirectBytes() {}

  static @Unsigned long readLong(@Unsigned @Address long real) {
    return ALL.get(LONG, real & ADDRESS_MASK);
  }

  static void writeLong(@Unsigned @Address long real, @Unsigned long value) {
    ALL.set(LONG, real & ADDRESS_MASK, value);
  }

  static @SignedPositive long readHalf(@Unsigned @Address long real) {
    return ALL.get(HALF, real & ADDRESS_MASK) & HALF_MASK;
  }

  static void writeHalf(@Unsigned @Address long real, @Unsigned long value) {
    ALL.set(HALF, real & ADDRESS_MASK, (int) value);
  }

  static void copy(
      @Unsigned @Address long from, @Unsigned @Address long to, @SignedPositive @ByteSize long n) {
    MemorySegment.copy(ALL, from, ALL, to, n);
  }

  static void zero(@Unsigned @Address long real, @SignedPositive @ByteSize long bytes) {
    ALL.asSlice(real, bytes).fill((byte) 0);
  }

  static byte[] get(@Unsigned @Address long real, @SignedPositive @ByteSize int bytes) {
    return ALL.asSlice(real, bytes).toArray(ValueLayout.JAVA_BYTE);
  }

  static void put(@Unsigned @Address long real, byte[] image) {
    MemorySegment.copy(image, 0, ALL, ValueLayout.JAVA_BYTE, real, image.length);
  }

  @SuppressWarnings({"restricted", "nullness:argument"}) // as above; null is no clean-up
  static MemorySegment view(
      @Unsigned @Address long real, @SignedPositive @ByteSize long bytes, Tenure tenure) {
    return MemorySegment.ofAddress(real).reinterpret(bytes, tenure.arena(), null);
  }
}
