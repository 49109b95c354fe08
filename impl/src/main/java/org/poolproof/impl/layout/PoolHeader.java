package org.poolproof.impl.layout;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * The header at the start of each pool, and the link in the first word of each free block
 * (PYMALLOC.md 3).
 *
 * <pre>
 *     word 8   word 4                              alive in a pool that is
 *     +-----+ +-----+------------------------+
 *     |   0 | |   0 | count          half    |     used, full, empty; its upper half, if any, never
 *     |   8 | |   4 | freeblock      address |     used, full (0), empty
 *     |  16 | |   8 | nextpool       address |     used, empty: next of class, of free pools
 *     |  24 | |  12 | prevpool       address |     used
 *     |  32 | |  16 | arenaindex     half    |     used, full, empty
 *     |  36 | |  20 | szidx          half    |     used, full, empty
 *     |  40 | |  24 | nextoffset     half    |     used, full, empty
 *     |  44 | |  28 | maxnextoffset  half    |     used, full, empty
 *     +-----+ +-----+------------------------+
 *        48      32   then blocks of one size, and a tail too short for one more
 * </pre>
 *
 * <p>Offsets are from the start of the pool. A pool is given by its address. Each field has a
 * reader and a writer of its name.
 */
public final class PoolHeader {
  /** The szidx of a pool that never had a class. */
  public static final @SignedPositive int NO_CLASS = 0xffff;

  private static final @SignedPositive @ByteSize int HALF = Memory.HALF_BYTES;

  private PoolHeader() {}

  /** The bytes of all fields, before rounding to the alignment of blocks. */
  public static @SignedPositive @ByteSize int bytes(@SignedPositive @ByteSize int wordBytes) {
    return 4 * wordBytes + 4 * HALF;
  }

  /** How far from the start of a pool its arenaindex lies. */
  public static @SignedPositive @ByteSize int arenaIndexOffset(Memory memory) {
    return 4 * memory.wordBytes();
  }

  /** The bytes of both links. */
  public static @SignedPositive @ByteSize int linkBytes(Memory memory) {
    return 2 * memory.wordBytes();
  }

  /** Where the links of a pool lie: nextpool, then prevpool. */
  public static @Unsigned @Address long links(Memory memory, @Unsigned @Address long pool) {
    return pool + 2 * memory.wordBytes();
  }

  /** How many blocks of the pool are allocated. */
  public static @SignedPositive long count(Memory memory, @Unsigned @Address long pool) {
    return memory.readHalf(pool);
  }

  public static void setCount(Memory memory, @Unsigned @Address long pool, @Unsigned long count) {
    memory.writeHalf(pool, count);
  }

  /** The first free block, or 0. */
  public static @Unsigned @Address long freeBlock(Memory memory, @Unsigned @Address long pool) {
    return memory.readAddress(pool + memory.wordBytes());
  }

  public static void setFreeBlock(
      Memory memory, @Unsigned @Address long pool, @Unsigned @Address long block) {
    memory.writeAddress(pool + memory.wordBytes(), block);
  }

  /** The next pool of the class, or of the arena's empty pools. */
  public static @Unsigned @Address long next(Memory memory, @Unsigned @Address long pool) {
    return memory.readAddress(links(memory, pool));
  }

  public static void setNext(
      Memory memory, @Unsigned @Address long pool, @Unsigned @Address long next) {
    memory.writeAddress(links(memory, pool), next);
  }

  /** The previous pool of the class. */
  public static @Unsigned @Address long previous(Memory memory, @Unsigned @Address long pool) {
    return memory.readAddress(previousAt(memory, pool));
  }

  public static void setPrevious(
      Memory memory, @Unsigned @Address long pool, @Unsigned @Address long previous) {
    memory.writeAddress(previousAt(memory, pool), previous);
  }

  /** Where prevpool lies. */
  public static @Unsigned @Address long previousAt(Memory memory, @Unsigned @Address long pool) {
    return pool + 3 * memory.wordBytes();
  }

  /** The index of the pool's arena in the table. */
  public static @SignedPositive long arenaIndex(Memory memory, @Unsigned @Address long pool) {
    return memory.readHalf(pool + arenaIndexOffset(memory));
  }

  public static void setArenaIndex(
      Memory memory, @Unsigned @Address long pool, @Unsigned long index) {
    memory.writeHalf(pool + arenaIndexOffset(memory), index);
  }

  /** The class of the pool's blocks, now or last; {@link #NO_CLASS} before the first. */
  public static @SignedPositive long classIndex(Memory memory, @Unsigned @Address long pool) {
    return memory.readHalf(pool + (arenaIndexOffset(memory) + HALF));
  }

  public static void setClassIndex(
      Memory memory, @Unsigned @Address long pool, @Unsigned long index) {
    memory.writeHalf(pool + (arenaIndexOffset(memory) + HALF), index);
  }

  /** The offset of the first block that was never carved. */
  public static @SignedPositive @ByteSize long nextOffset(
      Memory memory, @Unsigned @Address long pool) {
    return (@ByteSize long) memory.readHalf(pool + (arenaIndexOffset(memory) + 2 * HALF));
  }

  public static void setNextOffset(
      Memory memory, @Unsigned @Address long pool, @Unsigned @ByteSize long offset) {
    memory.writeHalf(pool + (arenaIndexOffset(memory) + 2 * HALF), offset);
  }

  /** The greatest offset at which a block of the class may be carved. */
  public static @SignedPositive @ByteSize long maxNextOffset(
      Memory memory, @Unsigned @Address long pool) {
    return (@ByteSize long) memory.readHalf(pool + (arenaIndexOffset(memory) + 3 * HALF));
  }

  public static void setMaxNextOffset(
      Memory memory, @Unsigned @Address long pool, @Unsigned @ByteSize long offset) {
    memory.writeHalf(pool + (arenaIndexOffset(memory) + 3 * HALF), offset);
  }

  /** The free block after a free block, or 0. */
  public static @Unsigned @Address long nextFree(Memory memory, @Unsigned @Address long block) {
    return memory.readAddress(block);
  }

  public static void setNextFree(
      Memory memory, @Unsigned @Address long block, @Unsigned @Address long next) {
    memory.writeAddress(block, next);
  }

  /** Shows the fields that are alive in a pool that was carved; its free blocks are not shown. */
  public static void visit(Memory memory, @Unsigned @Address long pool, FieldVisitor visitor) {
    int word = memory.wordBytes();
    boolean isEmpty = count(memory, pool) == 0;
    boolean isFull = freeBlock(memory, pool) == 0;
    visitor.half("pool.count", memory, pool);
    visitor.word("pool.freeblock", memory, pool + word);
    if (!isFull) {
      visitor.word("pool.nextpool", memory, links(memory, pool));
    }
    if (!isFull && !isEmpty) {
      visitor.word("pool.prevpool", memory, previousAt(memory, pool));
    }
    long halves = pool + arenaIndexOffset(memory);
    visitor.half("pool.arenaindex", memory, halves);
    visitor.half("pool.szidx", memory, halves + HALF);
    visitor.half("pool.nextoffset", memory, halves + 2 * HALF);
    visitor.half("pool.maxnextoffset", memory, halves + 3 * HALF);
  }
}
