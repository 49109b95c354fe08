package org.poolproof.impl.system;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * Where arenas come from: what {@code PyObject_SetArenaAllocator} installs (PYMALLOC.md 8). A heap
 * calls it on its own thread, and only at the moments that PYMALLOC.md 4 and 5 name.
 */
public interface ArenaSource {
  /**
   * Grants readable and writable memory that overlaps no other grant.
   *
   * @return its logical address, of any alignment; 0 when it is refused
   */
  public @Unsigned @Address long allocate(@SignedPositive @ByteSize long bytes);

  /** Takes a grant back, whole. */
  void free(@Unsigned @Address long arena, @SignedPositive @ByteSize long bytes);
}
