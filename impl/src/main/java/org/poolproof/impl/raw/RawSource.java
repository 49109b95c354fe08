package org.poolproof.impl.raw;

import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * The raw domain as pymalloc sees it: the public functions {@code PyMem_RawMalloc} and its kin
 * (PYMALLOC.md 2), by logical address. A heap calls it on its own thread. Sizes are unsigned and
 * arrive as the client gave them, 0 included, which is granted as 1 byte would be.
 */
public interface RawSource {
  /** Grants memory for anything; 0 when it is refused. */
  public @Unsigned @Address long malloc(@Unsigned @ByteSize long bytes);

  /**
   * Grants {@code count * bytes} zero bytes; 0 when it is refused, as when the product overflows.
   */
  public @Unsigned @Address long calloc(@Unsigned long count, @Unsigned @ByteSize long bytes);

  /**
   * Changes the length of a grant, in its place or in another. Whoever implements this copies: the
   * first bytes of the grant, as many as both lengths have, are at the address that is returned.
   * The table of arena records grows by it.
   *
   * @param grant a grant, or 0, which makes it {@link #malloc}
   * @return 0 when it is refused, and then the grant stays as it was
   */
  public @Unsigned @Address long realloc(
      @Unsigned @Address long grant, @Unsigned @ByteSize long bytes);

  /** Takes a grant back; 0 is none. */
  void free(@Unsigned @Address long grant);
}
