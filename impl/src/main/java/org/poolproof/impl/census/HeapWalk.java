package org.poolproof.impl.census;

import java.util.BitSet;
import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.FieldVisitor;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.layout.PoolHeader;
import org.poolproof.impl.layout.RadixNode;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * Every live field of a heap and every block of its pools that is handed out: the control block,
 * the radix tree from its root down, then each record of the table with its carved pools, and in
 * each pool its header, its free list and its blocks, by ascending address save the free lists.
 */
public final class HeapWalk {
  private final Geometry geometry;
  private final Memory memory;
  private final ControlBlock control;
  private final FieldVisitor fields;
  private final BlockVisitor blocks;

  /** Is told of blocks that are handed out. */
  @FunctionalInterface
  public interface BlockVisitor {
    /** A block at {@code at}. */
    void block(@Unsigned @Address long at, @SignedPositive @ByteSize int bytes);
  }

  private HeapWalk(
      Geometry geometry,
      Memory memory,
      ControlBlock control,
      FieldVisitor fields,
      BlockVisitor blocks) {
    this.geometry = geometry;
    this.memory = memory;
    this.control = control;
    this.fields = fields;
    this.blocks = blocks;
  }

  /**
   * Walks the heap whose control block lies at {@code controlAddress}.
   *
   * @throws IllegalStateException when a free list leaves its pool's carved blocks, or comes back
   *     to one
   */
  public static void walk(
      Geometry geometry,
      Memory memory,
      @Unsigned @Address long controlAddress,
      FieldVisitor fields,
      BlockVisitor blocks) {
    memory.beginWalk();
    ControlBlock control = new ControlBlock(geometry, memory, controlAddress);
    HeapWalk walk = new HeapWalk(geometry, memory, control, fields, blocks);
    control.visit(fields);
    switch (geometry.index()) {
      case Table _ -> {}
      case Radix radix -> {
        int level = radix.isFlat() ? RadixNode.BOTTOM_LEVEL : 0;
        RadixNode.visit(memory, radix, level, control.rootAddress(), fields);
      }
    }
    walk.visitRecords();
  }

  private void visitRecords() {
    int recordBytes = ArenaRecord.bytes(memory);
    long poolBytes = geometry.poolBytes();
    for (long i = 0; i < control.recordCount(); i++) {
      long record = control.table() + recordBytes * i;
      ArenaRecord.visit(memory, record, fields);
      long arena = ArenaRecord.address(memory, record);
      if (arena != 0) {
        long pool = arena + (poolBytes - 1) & ~(poolBytes - 1);
        long end = ArenaRecord.poolAddress(memory, record);
        for (; pool != end; pool += poolBytes) {
          PoolHeader.visit(memory, pool, fields);
          visitBlocks(pool);
        }
      }
    }
  }

  private void visitBlocks(@Unsigned @Address long pool) {
    int blockBytes = geometry.blockBytes((int) PoolHeader.classIndex(memory, pool));
    long first = pool + geometry.headerBytes();
    long carvedBytes = PoolHeader.nextOffset(memory, pool) - geometry.headerBytes();
    BitSet free = new BitSet();
    long block = PoolHeader.freeBlock(memory, pool);
    while (block != 0) {
      int blockIndex = blockIndex(block - first, blockBytes, carvedBytes);
      if (blockIndex < 0 || free.get(blockIndex)) {
        throw new IllegalStateException(
            "no free block of its pool, or one twice: 0x" + Long.toHexString(block));
      }
      free.set(blockIndex);
      fields.word("block.next", memory, block);
      block = PoolHeader.nextFree(memory, block);
    }
    int blockIndex = 0;
    for (long at = 0; at < carvedBytes; at += blockBytes) {
      if (!free.get(blockIndex++)) {
        blocks.block(first + at, blockBytes);
      }
    }
  }

  /** Which carved block of a pool begins at an offset from the first; -1 when none does. */
  @SuppressWarnings("signedness:return") // less than the blocks of a pool
  private static int blockIndex(
      @Unsigned @ByteSize long offset,
      @SignedPositive @ByteSize long blockBytes,
      @SignedPositive @ByteSize long carvedBytes) {
    boolean isBlock =
        Long.compareUnsigned(offset, carvedBytes) < 0
            && Long.remainderUnsigned(offset, blockBytes) == 0;
    return isBlock ? (int) Long.divideUnsigned(offset, blockBytes) : -1;
  }
}
