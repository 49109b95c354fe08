package org.poolproof.model.contract;

import org.poolproof.model.geometry.Address;

/**
 * The bytes that an allocator hands out. The contract reads and writes live blocks only, never
 * beyond the requested size, in pieces of 1 to 4096 bytes.
 */
public interface Memory {

  /** Copies the {@code lengthBytes} bytes at {@code from} to the start of {@code into}. */
  void read(Address from, byte[] into, int lengthBytes);

  /** Copies the first {@code lengthBytes} bytes of {@code from} to {@code into}. */
  void write(Address into, byte[] from, int lengthBytes);

  /**
   * Whether all {@code lengthBytes} bytes, unsigned and not zero, at {@code from} can be read and
   * written. Who cannot know says yes, and a block that is not there shows as a crash.
   */
  default boolean holds(Address from, long lengthBytes) {
    return true;
  }
}
