package org.poolproof.impl.system;

import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * Address space taken from the system in one piece and known by logical addresses: where replayed
 * heaps, heaps of 4-byte words and explored images live. Readable and writable throughout, zero at
 * first; a page costs memory once it is written.
 *
 * <pre>
 *     logical    lower                                    lower + bytes
 *                  |--------------------------------------|
 *     real       lower + displacement
 * </pre>
 */
@InheritableMustCall("close")
public final class ReservedRange implements AutoCloseable {
  private static final @SignedPositive @ByteSize long PAGE_BYTES = 4096;

  private final @Unsigned @Address long lower;
  private final @Unsigned @Address long real;
  private final @SignedPositive @ByteSize long bytes;

  /**
   * Reserves a range.
   *
   * @param lower the logical address of its first byte, a multiple of 4096
   * @param bytes its length, a multiple of 4096
   * @throws IllegalArgumentException when either is not
   * @throws OutOfMemoryError when the system refuses
   */
  public ReservedRange(@Unsigned @Address long lower, @SignedPositive @ByteSize long bytes) {
    requirePages((lower & (PAGE_BYTES - 1)) == 0 && bytes % PAGE_BYTES == 0);
    this.lower = lower;
    this.bytes = bytes;
    this.real = reserved(bytes);
  }

  private ReservedRange(@SignedPositive @ByteSize long bytes) {
    requirePages(bytes % PAGE_BYTES == 0);
    this.bytes = bytes;
    this.real = reserved(bytes);
    this.lower = real;
  }

  /**
   * Reserves a range whose logical addresses are the real ones.
   *
   * @param bytes its length, a multiple of 4096
   * @throws IllegalArgumentException when it is none
   * @throws OutOfMemoryError when the system refuses
   */
  public static ReservedRange onRealMemory(@SignedPositive @ByteSize long bytes) {
    return new ReservedRange(bytes);
  }

  /** The logical address of the first byte. */
  public @Unsigned @Address long lower() {
    return lower;
  }

  /** The length. */
  public @SignedPositive @ByteSize long bytes() {
    return bytes;
  }

  /** Real address minus logical address. */
  public @Unsigned @ByteSize long displacement() {
    return real - lower;
  }

  /** Makes every byte zero again and gives the pages back. */
  public void clear() {
    Mapping.renew(real, bytes);
  }

  /** Makes a piece of whole pages zero again and gives them back. */
  public void giveBack(@Unsigned @Address long at, @SignedPositive @ByteSize long pieceBytes) {
    Mapping.renew(at + displacement(), pieceBytes);
  }

  /** Unmaps the range; nothing may be used in it afterwards, and it is not closed twice. */
  @Override
  public void close() {
    Mapping.unmap(real, bytes);
  }

  private static void requirePages(boolean areWhole) {
    if (!areWhole) {
      throw new IllegalArgumentException("a range begins and ends with a page of 4096 bytes");
    }
  }

  private static @Unsigned @Address long reserved(@SignedPositive @ByteSize long bytes) {
    long real = Mapping.reserve(bytes);
    if (real == 0) {
      throw new OutOfMemoryError("no address space of " + bytes + " bytes");
    }
    return real;
  }
}
