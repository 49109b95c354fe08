package org.poolproof.model.pymalloc.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.poolproof.model.pymalloc.Heap.ARENAS;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Contents;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.pymalloc.Heap;

/**
 * Blocks within their pools: PYMALLOC.md 4.1, 4.3d, 4.3e and 5.1 to 5.3, in the numbers of 3.8: 4
 * KiB pools, a header of 48 bytes, blocks of multiples of 16.
 */
class BlockRulesTest {
  private static final long POOL = ARENAS;
  private static final long NEXT_POOL = ARENAS + 0x1000;

  private final Heap heap = Heap.of("cpython-3.8");

  @Test
  void firstRequestInitialisesPoolWithTwoBlocks() {
    assertEquals(POOL + 0x30, heap.malloc(33));
    assertEquals("class 2: 1 [0], free [60], next 90, max fd0", heap.pool(POOL));
    assertEquals("[80000000]", heap.used(2));
    assertEquals(List.of("R 0 768 = 10000", "A 262144 = 80000000"), heap.calls());
    assertEquals(
        EnumSet.of(
            Rule.TABLE_CREATED,
            Rule.ARENA_REQUESTED,
            Rule.ARENA_ALIGNED,
            Rule.ARENA_NEEDED,
            Rule.POOL_CARVED,
            Rule.POOL_COUNTED,
            Rule.POOL_INITIALISED),
        heap.last().rules());
    assertEquals(
        new Outcome.Block(Heap.at(POOL + 0x30), Contents.ARBITRARY), heap.last().outcome());
  }

  @Test
  void secondRequestTakesFreeBlockAndCarvesTheNext() {
    heap.malloc(48);
    assertEquals(POOL + 0x60, heap.malloc(33));
    assertEquals("class 2: 2 [0, 1], free [90], next c0, max fd0", heap.pool(POOL));
    assertEquals(List.of(), heap.calls());
    assertEquals(EnumSet.of(Rule.FREE_BLOCK_TAKEN, Rule.BLOCK_CARVED), heap.last().rules());
  }

  @Test
  void blocksAreCarvedAscendingToTheLastThatFits() {
    // 512-byte blocks at 30, 230, ... c30; the next would end at 1030.
    for (int block = 0; block < 7; block++) {
      assertEquals(POOL + 0x30 + 0x200 * block, heap.malloc(512));
    }
    assertEquals("class 31: 7 [0, 1, 2, 3, 4, 5, 6], free [], next e30, max e00", heap.pool(POOL));
    assertEquals("[]", heap.used(31));
    assertEquals(EnumSet.of(Rule.FREE_BLOCK_TAKEN, Rule.POOL_FULL), heap.last().rules());
    assertEquals(NEXT_POOL + 0x30, heap.malloc(512));
  }

  @Test
  void blockAtTheGreatestOffsetIsCarved() {
    // 253 blocks of 16 bytes fill a pool to its last byte: the last one lies at ff0.
    long[] blocks = heap.mallocs(252, 16);
    assertEquals(POOL + 0xfe0, blocks[251]);
    assertTrue(heap.pool(POOL).endsWith("free [ff0], next 1000, max ff0"));
    assertEquals("[80000000]", heap.used(0));
    assertEquals(POOL + 0xff0, heap.malloc(1));
    assertEquals("[]", heap.used(0));
    assertTrue(heap.applied(Rule.POOL_FULL));
  }

  @Test
  void freeListIsLastInFirstOut() {
    long[] blocks = heap.mallocs(4, 48);
    heap.free(blocks[2], blocks[0]);
    assertEquals("class 2: 2 [1, 3], free [30, 90, f0], next 120, max fd0", heap.pool(POOL));
    assertEquals(blocks[0], heap.malloc(40));
    assertEquals(EnumSet.of(Rule.FREE_BLOCK_TAKEN), heap.last().rules());
    assertEquals(blocks[2], heap.malloc(40));
    assertEquals("class 2: 4 [0, 1, 2, 3], free [f0], next 120, max fd0", heap.pool(POOL));
  }

  @Test
  void allocationTakesFromFirstPoolOnly() {
    long[] blocks = heap.mallocs(15, 512);
    heap.free(blocks[0]);
    heap.free(blocks[7]);
    // The pool that was full last is first; the third pool, used all along, is last.
    assertEquals("[80001000, 80000000, 80002000]", heap.used(31));
    assertEquals(blocks[7], heap.malloc(512));
    assertEquals("[80000000, 80002000]", heap.used(31));
    assertEquals(blocks[0], heap.malloc(512));
    assertEquals(blocks[14] + 512, heap.malloc(512));
  }

  @Test
  void classesHaveTheirOwnPools() {
    assertEquals(POOL + 0x30, heap.malloc(16));
    assertEquals(NEXT_POOL + 0x30, heap.malloc(17));
    assertEquals("[80000000]", heap.used(0));
    assertEquals("[80001000]", heap.used(1));
    assertEquals(POOL + 0x40, heap.malloc(1));
  }

  @Test
  void releaseOfBlockOfFullPoolRelinksPoolInFront() {
    long[] blocks = heap.mallocs(8, 512);
    assertEquals("[80001000]", heap.used(31));
    heap.free(blocks[3]);
    assertEquals("[80000000, 80001000]", heap.used(31));
    assertEquals("class 31: 6 [0, 1, 2, 4, 5, 6], free [630], next e30, max e00", heap.pool(POOL));
    assertEquals(
        EnumSet.of(Rule.BLOCK_RELEASED, Rule.FULL_POOL_RELINKED, Rule.INSIDE), heap.last().rules());
    assertEquals(blocks[3], heap.malloc(512));
  }

  @Test
  void releaseLeavesPoolWhereItIs() {
    long[] blocks = heap.mallocs(15, 512);
    heap.free(blocks[0], blocks[7]);
    heap.free(blocks[1]);
    assertEquals("[80001000, 80000000, 80002000]", heap.used(31));
    assertEquals("class 31: 5 [2, 3, 4, 5, 6], free [230, 30], next e30, max e00", heap.pool(POOL));
    assertEquals(
        EnumSet.of(Rule.BLOCK_RELEASED, Rule.POOL_STAYS, Rule.INSIDE), heap.last().rules());
    assertEquals(List.of(), heap.calls());
  }

  @Test
  void freeOfLastBlockEmptiesPool() {
    long first = heap.malloc(16);
    long other = heap.malloc(32);
    assertNotEquals(0, other);
    heap.free(first);
    assertEquals("class 0: 0 [], free [30, 40], next 50, max ff0", heap.pool(POOL));
    assertEquals("[]", heap.used(0));
    assertEquals("80000000: 63 of 64 free [0], next 2", heap.arena(0));
    assertTrue(heap.applied(Rule.POOL_EMPTIED));
    assertFalse(heap.applied(Rule.POOL_STAYS));
    assertFalse(heap.applied(Rule.FULL_POOL_RELINKED));
  }

  @Test
  void emptiedPoolIsUnlinkedFromTheMiddleOfItsClass() {
    long[] blocks = heap.mallocs(15, 512);
    heap.free(blocks[0], blocks[7]);
    for (int block = 1; block < 7; block++) {
      heap.free(blocks[block]);
    }
    assertEquals("[80001000, 80002000]", heap.used(31));
    assertTrue(
        heap.pool(POOL).startsWith("class 31: 0 [], free [c30, a30, 830, 630, 430, 230, 30]"));
  }

  @Test
  void poolReusedByItsClassKeepsItsFreeListAndCarvingMark() {
    heap.malloc(16);
    long[] blocks = heap.mallocs(4, 512);
    heap.free(blocks[0], blocks[2], blocks[1], blocks[3]);
    String emptied = "class 31: 0 [], free [630, 230, 430, 30, 830], next a30, max e00";
    assertEquals(emptied, heap.pool(NEXT_POOL));
    assertEquals(blocks[3], heap.malloc(500));
    assertEquals(
        EnumSet.of(Rule.FREE_POOL_TAKEN, Rule.POOL_COUNTED, Rule.POOL_KEEPS_LIST),
        heap.last().rules());
    assertEquals(
        "class 31: 1 [3], free [230, 430, 30, 830], next a30, max e00", heap.pool(NEXT_POOL));
    assertEquals("[80001000]", heap.used(31));
    assertEquals(blocks[1], heap.malloc(512));
    assertEquals(blocks[2], heap.malloc(512));
    assertEquals(blocks[0], heap.malloc(512));
  }

  @Test
  void poolTakenByAnotherClassIsInitialisedAnew() {
    heap.malloc(16);
    long[] blocks = heap.mallocs(4, 512);
    heap.free(blocks);
    assertEquals(NEXT_POOL + 0x30, heap.malloc(200));
    assertEquals(
        EnumSet.of(Rule.FREE_POOL_TAKEN, Rule.POOL_COUNTED, Rule.POOL_INITIALISED),
        heap.last().rules());
    assertEquals("class 12: 1 [0], free [100], next 1d0, max f30", heap.pool(NEXT_POOL));
    assertEquals("[]", heap.used(31));
    assertEquals("[80001000]", heap.used(12));
  }

  @Test
  void callocZeroesExactlyWhatWasAskedFor() {
    heap.calloc(3, 5);
    assertEquals(
        new Outcome.Block(Heap.at(POOL + 0x30), new Contents.Zeroed(new ByteCount(15))),
        heap.last().outcome());
    assertTrue(heap.applied(Rule.CALLOC_ZEROES));
    heap.malloc(15);
    assertFalse(heap.applied(Rule.CALLOC_ZEROES));
  }

  @Test
  void poolOfFourByteWordsBeginsAtThirtyTwo() {
    Heap narrow = Heap.of("cpython-3.9-i386");
    assertEquals(POOL + 0x20, narrow.malloc(8));
    assertEquals("class 0: 1 [0], free [28], next 30, max ff8", narrow.pool(POOL));
    assertEquals(NEXT_POOL + 0x20, narrow.malloc(9));
    assertEquals(List.of(), narrow.calls());
  }

  @Test
  void poolOfTinyGeometryHoldsExactlyItsBlocks() {
    Heap tiny = Heap.of("tiny:classes=2,blocks=3,pools=4");
    long first = tiny.malloc(16);
    assertEquals("class 0: 1 [0], free [40], next 50, max 50", tiny.pool(POOL));
    assertEquals(first + 0x10, tiny.malloc(16));
    assertEquals("class 0: 2 [0, 1], free [50], next 60, max 50", tiny.pool(POOL));
    assertEquals(first + 0x20, tiny.malloc(16));
    assertTrue(tiny.applied(Rule.POOL_FULL));
  }
}
