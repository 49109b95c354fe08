package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;
import static org.poolproof.impl.pymalloc.Ground.raw;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.PoolHeader;
import org.poolproof.impl.memory.ByteState;
import org.poolproof.impl.memory.Memory;

/**
 * PYMALLOC.md 4 and 5 by hand, on pools of three blocks. Class 0 has blocks of 16 bytes at 0x30,
 * 0x40, 0x50 of a pool; class 1 of 32 bytes at 0x30, 0x50, 0x70.
 */
class UsedPoolsTest {
  private static final long POOL = 256;

  private Ground ground;
  private Memory plain;
  private Pymalloc heap;

  @BeforeEach
  void open() {
    ground = new Ground(Ground.tiny()).arenas(ARENAS);
    plain = ground.plain();
    heap = ground.open();
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void theFirstRequestMakesTableArenaAndNodesInThisOrder() {
    assertEquals("", ground.calls());
    assertEquals(ARENAS + 0x30, heap.malloc(1));
    assertEquals(
        """
        realloc 0 48 -> 100000
        arena 1024 -> 4000000
        calloc 1 128 -> 200000
        calloc 1 32768 -> 300000\
        """,
        ground.calls());
    assertEquals(raw(0), ground.control().table());
    assertEquals(1, ground.control().recordCount());
    assertEquals(1, ground.control().middleNodeCount());
    assertEquals(1, ground.control().bottomNodeCount());
  }

  @Test
  void aNewPoolHasItsSecondBlockFree() {
    heap.malloc(16);
    assertPool(ARENAS, 1, ARENAS + 0x40, 0, 80, 80);
    assertEquals(0, plain.readWord(ARENAS + 0x40));
    assertLinks(0, ARENAS);
    assertEquals(ARENAS + POOL, ArenaRecord.poolAddress(plain, ground.record(0)));
    assertEquals(3, ArenaRecord.freePoolCount(plain, ground.record(0)));
    assertEquals(4, ArenaRecord.totalPoolCount(plain, ground.record(0)));
  }

  @Test
  void theSecondClassBeginsAtSeventeen() {
    assertEquals(ARENAS + 0x30, heap.malloc(16));
    assertEquals(ARENAS + POOL + 0x30, heap.malloc(17));
    assertPool(ARENAS + POOL, 1, ARENAS + POOL + 0x50, 1, 112, 112);
    assertEquals(ARENAS + POOL + 0x50, heap.malloc(32));
    assertPool(ARENAS + POOL, 2, ARENAS + POOL + 0x70, 1, 144, 112);
  }

  /** At 0x30, 0x50 and 0x70 were links of class 1. */
  @Test
  void aPoolOfAnotherClassForgetsItsBlocks() {
    long[] blocks = {heap.malloc(32), heap.malloc(32), heap.malloc(32)};
    for (long block : blocks) {
      heap.free(block);
    }
    assertEquals(ARENAS + 0x30, heap.malloc(16));
    for (int offset = 0x30; offset < POOL; offset++) {
      ByteState expected =
          offset < 0x40 ? ByteState.USER : offset < 0x48 ? ByteState.LIVE : ByteState.DEAD;
      assertEquals(expected, ground.memory().stateOf(ARENAS + offset), "at " + offset);
    }
  }

  @Test
  void theLastFreeBlockCarvesTheNext() {
    heap.malloc(16);
    assertEquals(ARENAS + 0x40, heap.malloc(16));
    assertPool(ARENAS, 2, ARENAS + 0x50, 0, 96, 80);
    assertEquals(0, plain.readWord(ARENAS + 0x50));
    assertLinks(0, ARENAS);
  }

  @Test
  void aPoolWithoutBlockToCarveIsFullAndUnlinked() {
    fill(1, 16);
    assertPool(ARENAS, 3, 0, 0, 96, 80);
    assertLinks(0);
    assertEquals(ByteState.DEAD, ground.memory().stateOf(ARENAS + 16));
    assertEquals(ByteState.DEAD, ground.memory().stateOf(ARENAS + 31));
    assertEquals(ARENAS + POOL + 0x30, heap.malloc(16));
  }

  @Test
  void blocksAreTheUsersInTheirWholeLength() {
    long block = heap.malloc(1);
    assertEquals(ByteState.LIVE, ground.memory().stateOf(block - 1));
    assertEquals(ByteState.USER, ground.memory().stateOf(block));
    assertEquals(ByteState.USER, ground.memory().stateOf(block + 15));
    assertEquals(ByteState.LIVE, ground.memory().stateOf(block + 16));
    heap.free(block);
    assertEquals(ByteState.LIVE, ground.memory().stateOf(block + 7));
    assertEquals(ByteState.DEAD, ground.memory().stateOf(block + 8));
    assertEquals(ByteState.DEAD, ground.memory().stateOf(block + 15));
  }

  @Test
  void theBlockFreedLastIsAllocatedFirst() {
    heap.malloc(16);
    heap.malloc(16);
    heap.free(ARENAS + 0x30);
    assertPool(ARENAS, 1, ARENAS + 0x30, 0, 96, 80);
    assertEquals(ARENAS + 0x50, plain.readWord(ARENAS + 0x30));
    assertEquals(ARENAS + 0x30, heap.malloc(16));
    assertEquals(ARENAS + 0x50, heap.malloc(16));
  }

  @Test
  void aFullPoolThatIsFreedInBecomesTheFirstOfItsClass() {
    fill(2, 16);
    heap.malloc(16);
    heap.free(ARENAS + 0x40);
    assertLinks(0, ARENAS, ARENAS + 2 * POOL);
    heap.free(ARENAS + POOL + 0x50);
    assertLinks(0, ARENAS + POOL, ARENAS, ARENAS + 2 * POOL);
    assertPool(ARENAS + POOL, 2, ARENAS + POOL + 0x50, 0, 96, 80);
    assertEquals(0, plain.readWord(ARENAS + POOL + 0x50));
    assertEquals(ARENAS + POOL + 0x50, heap.malloc(16));
    assertLinks(0, ARENAS, ARENAS + 2 * POOL);
  }

  @Test
  void furtherFreesDoNotMoveThePool() {
    fill(2, 16);
    heap.free(ARENAS + 0x30);
    heap.free(ARENAS + POOL + 0x30);
    heap.free(ARENAS + 0x40);
    assertLinks(0, ARENAS + POOL, ARENAS);
    assertPool(ARENAS, 1, ARENAS + 0x40, 0, 96, 80);
  }

  @Test
  void freeOfLastBlockEmptiesPool() {
    fill(2, 16);
    heap.malloc(16);
    free(ARENAS, 0x40, 0x50);
    free(ARENAS + POOL, 0x30, 0x40, 0x50);
    assertLinks(0, ARENAS, ARENAS + 2 * POOL);
    assertEquals(ARENAS + POOL, ArenaRecord.freePools(plain, ground.record(0)));
    assertEquals(0, PoolHeader.next(plain, ARENAS + POOL));
    assertEquals(2, ArenaRecord.freePoolCount(plain, ground.record(0)));
    assertEquals(ByteState.LIVE, ground.memory().stateOf(ARENAS + POOL + 23));
    assertEquals(ByteState.DEAD, ground.memory().stateOf(ARENAS + POOL + 24));
    assertEquals(ByteState.DEAD, ground.memory().stateOf(ARENAS + POOL + 31));
    free(ARENAS, 0x30);
    assertEquals(ARENAS, ArenaRecord.freePools(plain, ground.record(0)));
    assertEquals(ARENAS + POOL, PoolHeader.next(plain, ARENAS));
    assertLinks(0, ARENAS + 2 * POOL);
  }

  /** The free list is in the order of the frees, and the third block was never carved. */
  @Test
  void anEmptyPoolOfTheSameClassKeepsItsFreeList() {
    heap.malloc(16);
    heap.malloc(16);
    free(ARENAS, 0x40, 0x30);
    assertEquals(ARENAS, ArenaRecord.freePools(plain, ground.record(0)));
    assertEquals(ARENAS + 0x30, heap.malloc(16));
    assertPool(ARENAS, 1, ARENAS + 0x40, 0, 96, 80);
    assertEquals(0, ArenaRecord.freePools(plain, ground.record(0)));
    assertEquals(ARENAS + 0x40, heap.malloc(16));
    assertEquals(ARENAS + 0x50, heap.malloc(16));
    assertLinks(0);
    assertEquals(3, ArenaRecord.freePoolCount(plain, ground.record(0)));
  }

  @Test
  void anEmptyPoolOfAnotherClassBeginsAnew() {
    fill(1, 16);
    free(ARENAS, 0x30, 0x50, 0x40);
    assertEquals(ARENAS + 0x30, heap.malloc(32));
    assertPool(ARENAS, 1, ARENAS + 0x50, 1, 112, 112);
    assertEquals(0, plain.readWord(ARENAS + 0x50));
    assertLinks(0);
    assertLinks(1, ARENAS);
    assertEquals(ByteState.DEAD, ground.memory().stateOf(ARENAS + 0x50 + 8));
    assertEquals(ByteState.DEAD, ground.memory().stateOf(ARENAS + 0xff));
  }

  @Test
  void emptyPoolsAreTakenBeforeVirginOnesAndTheLastFirst() {
    fill(2, 16);
    fill(1, 32);
    free(ARENAS + POOL, 0x30, 0x40, 0x50);
    free(ARENAS, 0x30, 0x40, 0x50);
    assertEquals(ARENAS + 0x50, heap.malloc(16));
    assertEquals(ARENAS + POOL + 0x30, heap.malloc(32));
    assertEquals(ARENAS + 3 * POOL, ArenaRecord.poolAddress(plain, ground.record(0)));
  }

  @Test
  void aVirginPoolKnowsItsArena() {
    ground.arenas(ARENAS + 0x2000);
    fill(5, 16);
    assertEquals(1, PoolHeader.arenaIndex(plain, ARENAS + 0x2000));
    assertEquals(0, PoolHeader.arenaIndex(plain, ARENAS + 3 * POOL));
  }

  @Test
  void freeingNothingDoesNothing() {
    heap.malloc(16);
    byte[] before = plain.save(ARENAS, 1024);
    heap.free(0);
    assertArrayEquals(before, plain.save(ARENAS, 1024));
    assertEquals(1, heap.allocatedBlockCount());
  }

  private void fill(int poolCount, int bytes) {
    for (int i = 0; i < 3 * poolCount; i++) {
      heap.malloc(bytes);
    }
  }

  private void free(long pool, int... offsets) {
    for (int offset : offsets) {
      heap.free(pool + offset);
    }
  }

  private void assertPool(
      long pool, int count, long freeBlock, int classIndex, int nextOffset, int maxNextOffset) {
    assertEquals(count, PoolHeader.count(plain, pool));
    assertEquals(freeBlock, PoolHeader.freeBlock(plain, pool));
    assertEquals(classIndex, PoolHeader.classIndex(plain, pool));
    assertEquals(nextOffset, PoolHeader.nextOffset(plain, pool));
    assertEquals(maxNextOffset, PoolHeader.maxNextOffset(plain, pool));
    assertEquals(0, PoolHeader.arenaIndex(plain, pool));
  }

  /** The used pools of a class, there and back. */
  private void assertLinks(int classIndex, long... pools) {
    long head = ground.control().usedHead(classIndex);
    long at = head;
    for (long pool : pools) {
      assertEquals(pool, PoolHeader.next(plain, at));
      assertEquals(at, PoolHeader.previous(plain, pool));
      at = pool;
    }
    assertEquals(head, PoolHeader.next(plain, at));
    assertEquals(at, PoolHeader.previous(plain, head));
  }
}
