package org.poolproof.impl.layout;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * What is known of one arena; all records lie in one table in raw memory (PYMALLOC.md 3).
 *
 * <pre>
 *     word 8   word 4                              alive
 *     +-----+ +-----+------------------------+
 *     |   0 | |   0 | address        address |     always; 0: the record is without an arena
 *     |   8 | |   4 | pool_address   address |     with an arena: the next pool never carved
 *     |  16 | |   8 | nfreepools     half    |     with an arena: pools empty or never carved
 *     |  20 | |  12 | ntotalpools    half    |     with an arena
 *     |  24 | |  16 | freepools      address |     with an arena: the first empty pool, or 0
 *     |  32 | |  20 | nextarena      address |     usable, unused (without): next of its list
 *     |  40 | |  24 | prevarena      address |     usable
 *     +-----+ +-----+------------------------+
 *        48      28
 * </pre>
 *
 * <p>Offsets are from the start of the record. A record is given by its address. Each field has a
 * reader and a writer of its name.
 */
public final class ArenaRecord {
  private static final @SignedPositive @ByteSize int HALF = Memory.HALF_BYTES;

  private ArenaRecord() {}

  /** The bytes of a record. */
  public static @SignedPositive @ByteSize int bytes(Memory memory) {
    return 5 * memory.wordBytes() + 2 * HALF;
  }

  /** The bytes of pool_address, nfreepools, ntotalpools and freepools, which lie together. */
  public static @SignedPositive @ByteSize int contentBytes(Memory memory) {
    return 2 * memory.wordBytes() + 2 * HALF;
  }

  /** The bytes of both links. */
  public static @SignedPositive @ByteSize int linkBytes(Memory memory) {
    return 2 * memory.wordBytes();
  }

  /** Where the arena begins, or 0. */
  public static @Unsigned @Address long address(Memory memory, @Unsigned @Address long record) {
    return memory.readAddress(record);
  }

  public static void setAddress(
      Memory memory, @Unsigned @Address long record, @Unsigned @Address long arena) {
    memory.writeAddress(record, arena);
  }

  /** The next pool never carved. */
  public static @Unsigned @Address long poolAddress(Memory memory, @Unsigned @Address long record) {
    return memory.readAddress(poolAddressAt(memory, record));
  }

  public static void setPoolAddress(
      Memory memory, @Unsigned @Address long record, @Unsigned @Address long pool) {
    memory.writeAddress(poolAddressAt(memory, record), pool);
  }

  /** Where pool_address lies, the first of {@link #contentBytes}. */
  public static @Unsigned @Address long poolAddressAt(
      Memory memory, @Unsigned @Address long record) {
    return record + memory.wordBytes();
  }

  /** How many pools are empty or never carved. */
  public static @SignedPositive long freePoolCount(Memory memory, @Unsigned @Address long record) {
    return memory.readHalf(record + 2 * memory.wordBytes());
  }

  public static void setFreePoolCount(
      Memory memory, @Unsigned @Address long record, @Unsigned long count) {
    memory.writeHalf(record + 2 * memory.wordBytes(), count);
  }

  /** How many pools the arena has. */
  public static @SignedPositive long totalPoolCount(Memory memory, @Unsigned @Address long record) {
    return memory.readHalf(record + (2 * memory.wordBytes() + HALF));
  }

  public static void setTotalPoolCount(
      Memory memory, @Unsigned @Address long record, @Unsigned long count) {
    memory.writeHalf(record + (2 * memory.wordBytes() + HALF), count);
  }

  /** The first empty pool, or 0. */
  public static @Unsigned @Address long freePools(Memory memory, @Unsigned @Address long record) {
    return memory.readAddress(record + (2 * memory.wordBytes() + 2 * HALF));
  }

  public static void setFreePools(
      Memory memory, @Unsigned @Address long record, @Unsigned @Address long pool) {
    memory.writeAddress(record + (2 * memory.wordBytes() + 2 * HALF), pool);
  }

  /** The next usable record, or the next without an arena; 0 at the end. */
  public static @Unsigned @Address long next(Memory memory, @Unsigned @Address long record) {
    return memory.readAddress(links(memory, record));
  }

  public static void setNext(
      Memory memory, @Unsigned @Address long record, @Unsigned @Address long next) {
    memory.writeAddress(links(memory, record), next);
  }

  /** The previous usable record; 0 at the front. */
  public static @Unsigned @Address long previous(Memory memory, @Unsigned @Address long record) {
    return memory.readAddress(previousAt(memory, record));
  }

  public static void setPrevious(
      Memory memory, @Unsigned @Address long record, @Unsigned @Address long previous) {
    memory.writeAddress(previousAt(memory, record), previous);
  }

  /** Where the links lie: nextarena, then prevarena. */
  public static @Unsigned @Address long links(Memory memory, @Unsigned @Address long record) {
    return record + (3 * memory.wordBytes() + 2 * HALF);
  }

  /** Where prevarena lies. */
  public static @Unsigned @Address long previousAt(Memory memory, @Unsigned @Address long record) {
    return record + (4 * memory.wordBytes() + 2 * HALF);
  }

  /** Shows the fields of a record that are alive. */
  public static void visit(Memory memory, @Unsigned @Address long record, FieldVisitor visitor) {
    int word = memory.wordBytes();
    boolean hasArena = address(memory, record) != 0;
    boolean isUsable = hasArena && freePoolCount(memory, record) != 0;
    visitor.word("arena.address", memory, record);
    if (hasArena) {
      visitor.word("arena.pool_address", memory, record + word);
      visitor.half("arena.nfreepools", memory, record + 2 * word);
      visitor.half("arena.ntotalpools", memory, record + (2 * word + HALF));
      visitor.word("arena.freepools", memory, record + (2 * word + 2 * HALF));
    }
    if (isUsable || !hasArena) {
      visitor.word("arena.nextarena", memory, links(memory, record));
    }
    if (isUsable) {
      visitor.word("arena.prevarena", memory, previousAt(memory, record));
    }
  }
}
