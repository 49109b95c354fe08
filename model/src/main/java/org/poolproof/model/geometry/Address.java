package org.poolproof.model.geometry;

/**
 * A place in the modelled address space: an unsigned number of up to 64 bits. In a geometry with
 * 4-byte words only the low 32 bits are used.
 */
public record Address(long value) implements Comparable<Address> {

  /** The null pointer. */
  public static final Address NULL = new Address(0);

  public boolean isNull() {
    return value == 0;
  }

  public Address plus(long bytes) {
    return new Address(value + bytes);
  }

  /** The distance in bytes from {@code base} up to this address, modulo 2^64. */
  public long offsetFrom(Address base) {
    return value - base.value;
  }

  /** The nearest multiple of {@code unitBytes}, a power of two, that is not above this address. */
  public Address roundedDown(long unitBytes) {
    return new Address(value & -unitBytes);
  }

  /** The nearest multiple of {@code unitBytes}, a power of two, that is not below this address. */
  public Address roundedUp(long unitBytes) {
    return new Address((value + unitBytes - 1) & -unitBytes);
  }

  /** Whether this address is a multiple of {@code unitBytes}, a power of two. */
  public boolean isAligned(long unitBytes) {
    return (value & (unitBytes - 1)) == 0;
  }

  /** Whether this address lies in the {@code extentBytes} bytes from {@code base} on. */
  public boolean isWithin(Address base, long extentBytes) {
    return Long.compareUnsigned(value - base.value, extentBytes) < 0;
  }

  /** Unsigned order. */
  @Override
  public int compareTo(Address other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return "0x" + Long.toHexString(value);
  }
}
