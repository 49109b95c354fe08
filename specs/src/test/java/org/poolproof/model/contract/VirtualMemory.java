package org.poolproof.model.contract;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.poolproof.model.geometry.Address;

/** The whole address space, of which only what was written takes room. Never written is 0xCD. */
final class VirtualMemory implements Memory {
  static final byte SCRIBBLE = (byte) 0xCD;
  private static final int PAGE_BYTES = 4096;

  private final Map<Long, byte[]> pages = new HashMap<>();

  @Override
  public void read(Address from, byte[] into, int lengthBytes) {
    for (int index = 0; index < lengthBytes; index++) {
      into[index] = page(from.plus(index))[offset(from.plus(index))];
    }
  }

  @Override
  public void write(Address into, byte[] from, int lengthBytes) {
    for (int index = 0; index < lengthBytes; index++) {
      page(into.plus(index))[offset(into.plus(index))] = from[index];
    }
  }

  void fill(Address from, int lengthBytes, byte value) {
    byte[] bytes = new byte[lengthBytes];
    Arrays.fill(bytes, value);
    write(from, bytes, lengthBytes);
  }

  void copy(Address from, Address into, int lengthBytes) {
    byte[] bytes = new byte[lengthBytes];
    read(from, bytes, lengthBytes);
    write(into, bytes, lengthBytes);
  }

  private byte[] page(Address address) {
    return pages.computeIfAbsent(
        address.roundedDown(PAGE_BYTES).value(),
        base -> {
          byte[] page = new byte[PAGE_BYTES];
          Arrays.fill(page, SCRIBBLE);
          return page;
        });
  }

  private static int offset(Address address) {
    return (int) address.offsetFrom(address.roundedDown(PAGE_BYTES));
  }
}
