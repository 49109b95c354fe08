package org.poolproof.model.pymalloc.state;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;

/**
 * A carved pool: its header, and the state of its blocks. PYMALLOC.md 3.
 *
 * <pre>
 *   0          header        nextOffset        maxNextOffset
 *   | header   | block | block | never carved ... | block | rest |
 *                allocated or in freeBlocks
 * </pre>
 *
 * @param address where the pool starts, a multiple of the pool size
 * @param arena the record of its arena
 * @param sizeClass of its current or last use, {@link SizeClass#NEVER_USED} before the first
 * @param allocated its allocated blocks
 * @param allocatedCount their number, as the header says
 * @param freeBlocks the free list, carved blocks that are not allocated
 * @param nextOffset from the pool's start to its first block that was never carved
 * @param maxNextOffset the greatest offset at which a block may be carved
 */
public record Pool(
    Address address,
    ArenaIndex arena,
    SizeClass sizeClass,
    BlockSet allocated,
    int allocatedCount,
    Chain<Address> freeBlocks,
    int nextOffset,
    int maxNextOffset) {

  /** A pool that was just cut off its arena. */
  public static Pool carved(Address address, ArenaIndex arena) {
    return new Pool(address, arena, SizeClass.NEVER_USED, BlockSet.EMPTY, 0, Chain.empty(), 0, 0);
  }

  /** Whether no block is allocated. Such a pool is in its arena's free pools. */
  public boolean isEmpty() {
    return allocatedCount == 0;
  }

  /** Whether every block is allocated. Such a pool is in no list. */
  public boolean isFull() {
    return freeBlocks.isEmpty() && !isEmpty();
  }

  /** Whether there is a block that was never carved. */
  public boolean canCarve() {
    return nextOffset <= maxNextOffset;
  }

  /** The number of the block at {@code block}, which is a block's address. */
  public int blockIndex(Geometry geometry, Address block) {
    return blockOffset(geometry, block) / geometry.blockBytes(sizeClass);
  }

  /** Whether {@code block}, anywhere in this pool, is the address of an allocated block. */
  public boolean isAllocated(Geometry geometry, Address block) {
    int blockIndex = blockIndex(geometry, block);
    return blockIndex * geometry.blockBytes(sizeClass) == blockOffset(geometry, block)
        && allocated.contains(blockIndex);
  }

  /** The distance from the first block to {@code block}, below zero in the header. */
  private int blockOffset(Geometry geometry, Address block) {
    return (int) block.offsetFrom(address) - geometry.poolHeaderBytes();
  }

  public Pool withHeader(SizeClass newSizeClass, int newNextOffset, int newMaxNextOffset) {
    return new Pool(
        address,
        arena,
        newSizeClass,
        allocated,
        allocatedCount,
        freeBlocks,
        newNextOffset,
        newMaxNextOffset);
  }

  public Pool withBlocks(BlockSet newAllocated, int newCount, Chain<Address> newFreeBlocks) {
    return new Pool(
        address,
        arena,
        sizeClass,
        newAllocated,
        newCount,
        newFreeBlocks,
        nextOffset,
        maxNextOffset);
  }
}
