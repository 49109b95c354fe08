package org.poolproof.impl.pymalloc;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.PoolHeader;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * Blocks from the first used pool of their class and back into their pool (PYMALLOC.md 4 and 5):
 * the hot paths. A used pool has a block allocated and a block free; its class lists it. A full
 * pool is in no list; an empty one belongs to its arena.
 */
final class UsedPools {
  private final Memory memory;
  private final ControlBlock control;
  private final Arenas arenas;
  private final Geometry geometry;
  private final @SignedPositive @ByteSize long poolBytes;
  private final @SignedPositive @ByteSize long headerBytes;
  private final @SignedPositive int classShift;

  UsedPools(Geometry geometry, Memory memory, ControlBlock control, Arenas arenas) {
    this.memory = memory;
    this.control = control;
    this.arenas = arenas;
    this.geometry = geometry;
    this.poolBytes = geometry.poolBytes();
    this.headerBytes = geometry.headerBytes();
    this.classShift = geometry.classShift();
  }

  /** A block of a class; 0 when it needs an arena and that is refused. */
  public @Unsigned @Address long allocate(@SignedPositive long classIndex) {
    long pool = control.firstUsed(classIndex);
    if (pool == control.usedHead(classIndex)) {
      return allocateFromNewPool(classIndex);
    }
    PoolHeader.setCount(memory, pool, PoolHeader.count(memory, pool) + 1);
    long block = PoolHeader.freeBlock(memory, pool);
    long next = PoolHeader.nextFree(memory, block);
    PoolHeader.setFreeBlock(memory, pool, next);
    if (next == 0) {
      carveOrFill(pool);
    }
    memory.handOut(block, blockBytes(classIndex));
    return block;
  }

  /** Takes back a block that is allocated. */
  void release(@Unsigned @Address long block) {
    long pool = poolOf(block);
    memory.takeBack(block, blockBytes(PoolHeader.classIndex(memory, pool)));
    long next = PoolHeader.freeBlock(memory, pool);
    PoolHeader.setNextFree(memory, block, next);
    PoolHeader.setFreeBlock(memory, pool, block);
    long count = PoolHeader.count(memory, pool) - 1;
    PoolHeader.setCount(memory, pool, count);
    if (next == 0) {
      linkFirst(pool);
    } else if (count == 0) {
      unlink(pool);
      arenas.giveBack(pool);
    }
  }

  /** The size of a block in an arena. */
  public @SignedPositive @ByteSize long blockBytesAt(@Unsigned @Address long block) {
    return blockBytes(PoolHeader.classIndex(memory, poolOf(block)));
  }

  /** The free list ran out: carves the next block of the pool, or the pool is full. */
  private void carveOrFill(@Unsigned @Address long pool) {
    long nextOffset = PoolHeader.nextOffset(memory, pool);
    if (nextOffset <= PoolHeader.maxNextOffset(memory, pool)) {
      long block = pool + nextOffset;
      long bytes = blockBytes(PoolHeader.classIndex(memory, pool));
      PoolHeader.setNextOffset(memory, pool, nextOffset + bytes);
      PoolHeader.setNextFree(memory, block, 0);
      PoolHeader.setFreeBlock(memory, pool, block);
    } else {
      unlink(pool);
      memory.die(PoolHeader.links(memory, pool), PoolHeader.linkBytes(memory));
    }
  }

  /** The class has no used pool: takes one from the first usable arena. */
  private @Unsigned @Address long allocateFromNewPool(@SignedPositive long classIndex) {
    long pool = arenas.takePool();
    if (pool == 0) {
      return 0;
    }
    long head = control.usedHead(classIndex);
    PoolHeader.setNext(memory, pool, head);
    PoolHeader.setPrevious(memory, pool, head);
    PoolHeader.setNext(memory, head, pool);
    PoolHeader.setPrevious(memory, head, pool);
    PoolHeader.setCount(memory, pool, 1);
    long block;
    if (PoolHeader.classIndex(memory, pool) == classIndex) {
      block = PoolHeader.freeBlock(memory, pool);
      PoolHeader.setFreeBlock(memory, pool, PoolHeader.nextFree(memory, block));
    } else {
      block = initialize(pool, classIndex);
    }
    memory.handOut(block, blockBytes(classIndex));
    return block;
  }

  /** Gives a pool a class other than its last; answers its first block, the second is free. */
  private @Unsigned @Address long initialize(
      @Unsigned @Address long pool, @SignedPositive long classIndex) {
    long bytes = blockBytes(classIndex);
    long first = pool + headerBytes;
    memory.die(first, poolBytes - headerBytes);
    PoolHeader.setClassIndex(memory, pool, classIndex);
    PoolHeader.setNextOffset(memory, pool, headerBytes + 2 * bytes);
    PoolHeader.setMaxNextOffset(memory, pool, geometry.maxNextOffset((int) classIndex));
    PoolHeader.setFreeBlock(memory, pool, first + bytes);
    PoolHeader.setNextFree(memory, first + bytes, 0);
    return first;
  }

  private void linkFirst(@Unsigned @Address long pool) {
    long head = control.usedHead(PoolHeader.classIndex(memory, pool));
    long next = PoolHeader.next(memory, head);
    PoolHeader.setNext(memory, pool, next);
    PoolHeader.setPrevious(memory, pool, head);
    PoolHeader.setNext(memory, head, pool);
    PoolHeader.setPrevious(memory, next, pool);
  }

  private void unlink(@Unsigned @Address long pool) {
    long next = PoolHeader.next(memory, pool);
    long previous = PoolHeader.previous(memory, pool);
    PoolHeader.setPrevious(memory, next, previous);
    PoolHeader.setNext(memory, previous, next);
  }

  private @Unsigned @Address long poolOf(@Unsigned @Address long block) {
    return block & ~(poolBytes - 1);
  }

  private @SignedPositive @ByteSize long blockBytes(@SignedPositive long classIndex) {
    return (@ByteSize long) (classIndex + 1 << classShift);
  }
}
