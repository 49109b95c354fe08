package org.poolproof.impl.system;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * CPython's own source: one anonymous mapping for each arena, aligned to a page and to nothing
 * more. For heaps on real memory. Has no state; one serves any number of heaps.
 */
public final class SystemArenas implements ArenaSource {
  /** A source on the system's mmap and munmap. */
  public SystemArenas() {}

  @Override
  public @Unsigned @Address long allocate(@SignedPositive @ByteSize long bytes) {
    return Mapping.map(bytes);
  }

  @Override
  public void free(@Unsigned @Address long arena, @SignedPositive @ByteSize long bytes) {
    Mapping.unmap(arena, bytes);
  }
}
