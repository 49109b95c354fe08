package org.poolproof.model.pymalloc.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.poolproof.model.Model;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.Heap;
import org.poolproof.model.pymalloc.state.RadixTree.Mark;

/** States, and the values that they are made of. */
class StateTest {
  private static final Geometry SMALL = Geometries.named("cpython-3.8");
  private static final Address POOL = new Address(0x8000_0000L);

  @Test
  void initialStateHasNothing() {
    State initial = Model.initial(SMALL);
    assertEquals(SMALL, initial.geometry());
    assertEquals(Address.NULL, initial.table().address());
    assertEquals(0, initial.table().records().size());
    assertTrue(initial.table().unused().isEmpty());
    assertTrue(initial.table().usable().isEmpty());
    assertEquals(Vector.filled(65, ArenaIndex.NONE), initial.table().lastUsable());
    assertEquals(0, initial.bases().size());
    assertEquals(Vector.filled(32, Chain.empty()), initial.usedPools());
    assertEquals(RadixTree.EMPTY, initial.tree());
    assertEquals(new Counters(0, 0, 0, 0), initial.counters());
    assertEquals(0, initial.allocatedBlockCount());
  }

  @Test
  void allocatedBlocksAreCountedOverAllArenas() {
    Heap heap = Heap.of("tiny:classes=1,blocks=2,pools=2,arenas=3,keep=none,raw=2");
    long[] blocks = heap.mallocs(5, 16);
    heap.malloc(100);
    heap.malloc(0);
    assertEquals(7, heap.state().allocatedBlockCount());
    heap.free(blocks);
    assertEquals(2, heap.state().allocatedBlockCount());
  }

  @Test
  void poolsAreFoundOrAFault() {
    State initial = Model.initial(SMALL);
    assertNull(initial.poolOf(POOL));
    IllegalStateException fault =
        assertThrows(IllegalStateException.class, () -> initial.pool(POOL));
    assertEquals("0x80000000 is not in a carved pool", fault.getMessage());
  }

  @Test
  void recordWithoutArenaHasNone() {
    Heap heap = Heap.of("cpython-3.8");
    heap.malloc(1);
    ArenaTable table = heap.state().table();
    assertEquals(POOL, table.arena(new ArenaIndex(0)).address());
    IllegalStateException fault =
        assertThrows(IllegalStateException.class, () -> table.arena(new ArenaIndex(1)));
    assertEquals("arena 1 has no memory", fault.getMessage());
    assertThrows(IndexOutOfBoundsException.class, () -> table.arena(ArenaIndex.NONE));
  }

  @Test
  void recordsAreCountedUnsigned() {
    assertEquals("none", ArenaIndex.NONE.toString());
    assertEquals("arena 0", new ArenaIndex(0).toString());
    assertEquals("arena 2147483648", new ArenaIndex(0x8000_0000).toString());
    Vector<ArenaRecord> records = Vector.filled(0x8000_0001L, ArenaRecord.UNASSOCIATED);
    Arena arena = new Arena(POOL, POOL, 1, 2, Chain.empty(), Vector.empty());
    ArenaTable table = new ArenaTable(POOL, records, Chain.empty(), Chain.empty(), Vector.empty());
    ArenaIndex high = new ArenaIndex(0x8000_0000);
    assertEquals(arena, table.withRecord(high, arena).arena(high));
  }

  @Test
  void countersFollowTheArenas() {
    Counters counters = Counters.ZERO.arenaAllocated().arenaAllocated().arenaFreed();
    assertEquals(new Counters(1, 2, 2, 0), counters);
    assertEquals(new Counters(2, 3, 2, 0), counters.arenaAllocated());
    assertEquals(new Counters(3, 4, 3, 0), counters.arenaAllocated().arenaAllocated());
    assertEquals(new Counters(1, 2, 2, 5), counters.withRawBlocks(5));
    assertEquals(new Counters(1, 2, 2, 4), counters.withRawBlocks(5).withRawBlocks(-1));
    assertEquals(new Counters(0, 2, 2, 5), counters.withRawBlocks(5).arenaFreed());
    assertEquals(new Counters(2, 3, 2, 5), counters.withRawBlocks(5).arenaAllocated());
  }

  @Test
  void carvedPoolWasNeverUsed() {
    Pool pool = Pool.carved(POOL, new ArenaIndex(3));
    assertEquals(POOL, pool.address());
    assertEquals(new ArenaIndex(3), pool.arena());
    assertEquals(SizeClass.NEVER_USED, pool.sizeClass());
    assertTrue(pool.isEmpty());
    assertFalse(pool.isFull());
    assertFalse(pool.isAllocated(SMALL, POOL.plus(0x30)));
  }

  @Test
  void poolIsFullWithoutAFreeBlockAndUsedWithOne() {
    Pool pool =
        Pool.carved(POOL, new ArenaIndex(0))
            .withHeader(new SizeClass(2), 0x90, 0xfd0)
            .withBlocks(BlockSet.EMPTY.with(0), 1, Chain.of(POOL.plus(0x60)));
    assertFalse(pool.isFull());
    assertFalse(pool.isEmpty());
    assertTrue(pool.canCarve());
    Pool full = pool.withBlocks(BlockSet.EMPTY.with(0).with(1), 2, Chain.empty());
    assertTrue(full.isFull());
    assertEquals(0x90, full.nextOffset());
    assertTrue(full.withHeader(new SizeClass(2), 0xfd0, 0xfd0).canCarve());
    assertFalse(full.withHeader(new SizeClass(2), 0xfd1, 0xfd0).canCarve());
  }

  @Test
  void blockIsAllocatedAtItsFirstByteOnly() {
    Pool pool =
        Pool.carved(POOL, new ArenaIndex(0))
            .withHeader(new SizeClass(2), 0x90, 0xfd0)
            .withBlocks(BlockSet.EMPTY.with(0).with(3), 2, Chain.empty());
    assertEquals(3, pool.blockIndex(SMALL, POOL.plus(0x30 + 3 * 48)));
    assertTrue(pool.isAllocated(SMALL, POOL.plus(0x30)));
    assertTrue(pool.isAllocated(SMALL, POOL.plus(0x30 + 3 * 48)));
    assertFalse(pool.isAllocated(SMALL, POOL.plus(0x30 + 3 * 48 + 1)));
    assertFalse(pool.isAllocated(SMALL, POOL.plus(0x30 + 2 * 48)));
    assertFalse(pool.isAllocated(SMALL, POOL));
    assertFalse(pool.isAllocated(SMALL, POOL.plus(0x2f)));
  }

  @Test
  void framesWithoutMarksAreNotKept() {
    RadixTree tree = RadixTree.EMPTY.withMark(7, new Mark(-1, 0));
    assertEquals(new Mark(-1, 0), tree.mark(7));
    assertEquals(new Mark(0, 0), tree.mark(8));
    assertEquals(RadixTree.EMPTY, tree.withMark(7, Mark.NONE));
    assertEquals(RadixTree.EMPTY, RadixTree.EMPTY.withMark(9, Mark.NONE));
    assertEquals(1, tree.withMiddleNode(0, POOL).middleNodes().size());
    assertEquals(0, tree.withMiddleNode(0, POOL).bottomNodes().size());
    assertEquals(POOL, tree.withBottomNode(3, POOL).bottomNodes().get(3));
    assertEquals(new Mark(-1, 0), tree.withBottomNode(3, POOL).mark(7));
  }
}
