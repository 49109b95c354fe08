package org.poolproof.impl.memory;

import java.lang.foreign.MemorySegment;
import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * The bytes an allocator works on, by logical address. The real address of a byte is its logical
 * address plus one displacement, fixed when the memory is opened; nothing above this package knows
 * a real address.
 *
 * <p>A word is a pointer or a {@code size_t}: 8 bytes, or 4 that are zero-extended when read and
 * cut when written. A half is a C {@code unsigned int}: always 4 bytes. Both are little-endian and
 * need no alignment.
 *
 * <p>Besides reading and writing, an allocator announces here what becomes of the bytes: which are
 * its own, which it hands out, which no longer mean anything. The plain memories do nothing at
 * these calls and they cost nothing; {@link CheckedMemory} believes them and faults whoever breaks
 * them:
 *
 * <pre>
 *                own                 write               handOut
 *     OUTSIDE ---------->  DEAD  ------------->  LIVE  ------------->  USER
 *        ^                  ^ ^                   |   (from DEAD too)   |
 *        |      disown      | |        die        |                     |
 *        +------------------+ +-------------------+                     |
 *                           ^                  takeBack                 |
 *                           +-------------------------------------------+
 * </pre>
 */
public abstract sealed class Memory permits RealMemory, WideMemory, NarrowMemory, CheckedMemory {
  /** The bytes of a half. */
  public static final @SignedPositive @ByteSize int HALF_BYTES = 4;

  /** For this package's own kinds of memory. */
  Memory() {}

  /**
   * Unchecked memory. Each kind constructs itself, so that no other is loaded to verify this
   * method. While it is the only one, the compiler does not ask an object's memory for its kind;
   * otherwise malloc and free of a PairBenchmark take 0.4 ns more.
   *
   * @param wordBytes 8 or 4
   * @param displacement real address minus logical address; 0 for a heap on real memory
   * @throws IllegalArgumentException for any other word
   */
  public static Memory plain(@ByteSize int wordBytes, @Unsigned @ByteSize long displacement) {
    return switch (wordBytes) {
      case WideMemory.WORD_BYTES ->
          displacement == 0 ? RealMemory.undisplaced() : WideMemory.displacedBy(displacement);
      case NarrowMemory.WORD_BYTES -> NarrowMemory.displacedBy(displacement);
      default -> throw new IllegalArgumentException("a word of " + wordBytes + " bytes: 8 or 4");
    };
  }

  /** The bytes of a word: 8 or 4. */
  public abstract @SignedPositive @ByteSize int wordBytes();

  /** Real address minus logical address. */
  public abstract @Unsigned @ByteSize long displacement();

  /** The pointer at {@code at}. */
  public abstract @Unsigned @Address long readAddress(@Unsigned @Address long at);

  /** Stores a pointer at {@code at}. */
  public abstract void writeAddress(@Unsigned @Address long at, @Unsigned @Address long value);

  /** The {@code size_t} at {@code at}. */
  public abstract @Unsigned long readWord(@Unsigned @Address long at);

  /** Stores a {@code size_t} at {@code at}. */
  public abstract void writeWord(@Unsigned @Address long at, @Unsigned long value);

  /** The {@code unsigned int} at {@code at}. */
  public abstract @SignedPositive long readHalf(@Unsigned @Address long at);

  /** Stores the lower four bytes of {@code value} at {@code at}. */
  public abstract void writeHalf(@Unsigned @Address long at, @Unsigned long value);

  /**
   * The {@code unsigned int} at {@code at}, which may be anybody's: user memory, dead bytes, memory
   * of others. The allocator's answers must not depend on it when it is not its own.
   */
  public abstract @SignedPositive long readForeignHalf(@Unsigned @Address long at);

  /** Copies between two blocks of the user, which do not overlap. */
  public abstract void copyUser(
      @Unsigned @Address long from, @Unsigned @Address long to, @SignedPositive @ByteSize long n);

  /** Clears the first bytes of a block of the user. */
  public abstract void zeroUser(@Unsigned @Address long at, @SignedPositive @ByteSize long bytes);

  /** An operation of the allocator's client begins: its budget of steps is full again. */
  public void beginOperation() {}

  /** A walk over the whole heap begins; until the next operation there is no budget. */
  public void beginWalk() {}

  /** The layers below granted these bytes; their content means nothing yet. */
  public void own(@Unsigned @Address long at, @SignedPositive @ByteSize long bytes) {}

  /** The layers below granted these bytes, and they are zero. */
  public void ownZeroed(@Unsigned @Address long at, @SignedPositive @ByteSize long bytes) {}

  /** These bytes go back to the layers below. */
  public void disown(@Unsigned @Address long at, @SignedPositive @ByteSize long bytes) {}

  /**
   * The layers below enlarged an allocation, with its content, and perhaps moved it. Without a
   * former one ({@code from} 0, {@code fromBytes} 0) it is as {@link #own}.
   */
  public void enlarge(
      @Unsigned @Address long from,
      @SignedPositive @ByteSize long fromBytes,
      @Unsigned @Address long to,
      @SignedPositive @ByteSize long toBytes) {}

  /** These bytes are the user's from now on. */
  public void handOut(@Unsigned @Address long at, @SignedPositive @ByteSize long bytes) {}

  /** These bytes are the user's no longer. */
  public void takeBack(@Unsigned @Address long at, @SignedPositive @ByteSize long bytes) {}

  /**
   * The heap closes: these bytes are the allocator's, and dead, also where they were the user's.
   */
  public void revoke(@Unsigned @Address long at, @SignedPositive @ByteSize long bytes) {}

  /** The content of these bytes means nothing any more. */
  public void die(@Unsigned @Address long at, @SignedPositive @ByteSize long bytes) {}

  /** The bytes at {@code at} as they are, whatever they mean: for saving an image. */
  public final byte[] save(@Unsigned @Address long at, @SignedPositive @ByteSize int bytes) {
    return DirectBytes.get(at + displacement(), bytes);
  }

  /** Puts saved bytes back at {@code at}. */
  public final void restore(@Unsigned @Address long at, byte[] image) {
    DirectBytes.put(at + displacement(), image);
  }

  /** A window on the bytes at {@code at}, for the user of a block, open as long as its heap is. */
  public final MemorySegment view(
      @Unsigned @Address long at, @SignedPositive @ByteSize long bytes, Tenure tenure) {
    return DirectBytes.view(at + displacement(), bytes, tenure);
  }
}
