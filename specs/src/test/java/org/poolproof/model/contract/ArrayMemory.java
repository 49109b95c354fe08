package org.poolproof.model.contract;

import java.util.Arrays;
import org.poolproof.model.geometry.Address;

/** An array as memory, at a base address. It refuses what the contract must not do to a memory. */
final class ArrayMemory implements Memory {
  final Address base;
  final byte[] bytes;

  /** How many bytes were read. */
  long readBytes;

  ArrayMemory(long base, int sizeBytes) {
    this.base = new Address(base);
    this.bytes = new byte[sizeBytes];
  }

  @Override
  public void read(Address from, byte[] into, int lengthBytes) {
    System.arraycopy(bytes, indexOf(from, lengthBytes), into, 0, lengthBytes);
    readBytes += lengthBytes;
  }

  @Override
  public void write(Address into, byte[] from, int lengthBytes) {
    System.arraycopy(from, 0, bytes, indexOf(into, lengthBytes), lengthBytes);
  }

  @Override
  public boolean holds(Address from, long lengthBytes) {
    if (lengthBytes == 0) {
      throw new AssertionError("asked for no bytes at " + from);
    }
    long offset = from.offsetFrom(base);
    return Long.compareUnsigned(offset, bytes.length) < 0
        && Long.compareUnsigned(lengthBytes, bytes.length - offset) <= 0;
  }

  /** Overwrites the byte at {@code address} with another value. */
  void damage(Address address) {
    bytes[indexOf(address, 1)] ^= 2;
  }

  void fill(Address from, long lengthBytes, int value) {
    Arrays.fill(bytes, indexOf(from, 1), indexOf(from, 1) + (int) lengthBytes, (byte) value);
  }

  void copy(Address from, Address to, long lengthBytes) {
    System.arraycopy(
        bytes, (int) from.offsetFrom(base), bytes, (int) to.offsetFrom(base), (int) lengthBytes);
  }

  private int indexOf(Address address, int lengthBytes) {
    if (lengthBytes < 1 || lengthBytes > 4096 || !holds(address, lengthBytes)) {
      throw new AssertionError(lengthBytes + " bytes at " + address);
    }
    return (int) address.offsetFrom(base);
  }
}
