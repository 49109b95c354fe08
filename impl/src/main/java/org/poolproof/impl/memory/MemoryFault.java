package org.poolproof.impl.memory;

import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;

/** An allocator did to its memory what it must not; thrown by {@link CheckedMemory} only. */
public final class MemoryFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final @Unsigned @Address long address;

  MemoryFault(String sentence, @Unsigned @Address long address) {
    super(sentence + " at 0x" + Long.toHexString(address));
    this.address = address;
  }

  /** The logical address of the first byte at fault; of the access that exceeded the budget. */
  public @Unsigned @Address long address() {
    return address;
  }
}
