package org.poolproof.model.pymalloc.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.poolproof.model.pymalloc.Heap.ARENAS;
import static org.poolproof.model.pymalloc.Heap.RAW;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.pymalloc.Heap;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.Counters;

/**
 * Which arena is allocated from, and when one goes: PYMALLOC.md 4.3 and 5.4. Arenas of four pools,
 * pools of two blocks, so that block number 8a + 2p + b lies in arena a and pool p.
 */
class UsableArenasTest {
  private static final String NONE_KEPT = "tiny:classes=1,blocks=2,pools=4,arenas=3,keep=none";
  private static final String LAST_KEPT = "tiny:classes=1,blocks=2,pools=4,arenas=3,keep=last";

  private Heap heap = Heap.of(NONE_KEPT);
  private long[] blocks = {};

  /** A heap of {@code arenaCount} arenas, every block of them allocated. */
  private void fill(String geometry, int arenaCount) {
    heap = Heap.of(geometry);
    blocks = heap.mallocs(8 * arenaCount, 16);
    assertEquals(List.of(), heap.usable());
  }

  /** Empties pool number {@code pool} of arena number {@code arena}. */
  private void empty(int arena, int pool) {
    heap.free(blocks[8 * arena + 2 * pool], blocks[8 * arena + 2 * pool + 1]);
  }

  @Test
  void arenaThatWasFullBecomesTheFirstUsable() {
    fill(NONE_KEPT, 3);
    empty(1, 0);
    assertEquals(List.of(1), heap.usable());
    assertEquals("80000200: 1 of 4 free [0], next 4", heap.arena(1));
    assertEquals(List.of(-1, 1, -1, -1, -1), heap.lastUsable());
    assertEquals(
        EnumSet.of(Rule.INSIDE, Rule.BLOCK_RELEASED, Rule.POOL_EMPTIED, Rule.FULL_ARENA_RELINKED),
        heap.last().rules());
    empty(0, 3);
    assertEquals(List.of(0, 1), heap.usable());
    assertEquals(List.of(-1, 1, -1, -1, -1), heap.lastUsable());
    empty(2, 1);
    assertEquals(List.of(2, 0, 1), heap.usable());
    assertEquals(List.of(-1, 1, -1, -1, -1), heap.lastUsable());
  }

  @Test
  void arenaMovesBehindTheLastThatHasAsManyFreePoolsAsItHad() {
    fill(NONE_KEPT, 3);
    empty(1, 0);
    empty(0, 0);
    empty(2, 0);
    empty(2, 1);
    assertEquals(List.of(0, 1, 2), heap.usable());
    assertEquals(List.of(-1, 1, 2, -1, -1), heap.lastUsable());
    assertTrue(heap.applied(Rule.ARENA_MOVED));
    assertFalse(heap.applied(Rule.ARENA_STAYS));
    empty(0, 1);
    assertEquals(List.of(1, 0, 2), heap.usable());
    assertEquals(List.of(-1, 1, 2, -1, -1), heap.lastUsable());
    empty(1, 1);
    assertEquals(List.of(1, 0, 2), heap.usable());
    assertEquals(List.of(-1, -1, 2, -1, -1), heap.lastUsable());
    assertTrue(heap.applied(Rule.ARENA_STAYS));
    assertFalse(heap.applied(Rule.ARENA_MOVED));
    empty(2, 2);
    assertEquals(List.of(1, 0, 2), heap.usable());
    assertEquals(List.of(-1, -1, 0, 2, -1), heap.lastUsable());
    empty(0, 2);
    assertEquals(List.of(1, 0, 2), heap.usable());
    assertEquals(List.of(-1, -1, 1, 2, -1), heap.lastUsable());
    empty(1, 2);
    assertEquals(List.of(1, 0, 2), heap.usable());
    assertEquals(List.of(-1, -1, -1, 2, -1), heap.lastUsable());
  }

  @Test
  void numberThatNoUsableArenaHasAnyMoreHasNoLast() {
    fill(NONE_KEPT, 2);
    empty(1, 0);
    empty(1, 1);
    empty(0, 0);
    assertEquals(List.of(0, 1), heap.usable());
    assertEquals(List.of(-1, 0, 1, -1, -1), heap.lastUsable());
    empty(1, 2);
    assertEquals(List.of(0, 1), heap.usable());
    assertEquals(List.of(-1, 0, -1, 1, -1), heap.lastUsable());
  }

  @Test
  void allocationTakesFromTheFullestArenaWhichLeavesWhenFull() {
    fill(NONE_KEPT, 2);
    empty(1, 0);
    empty(1, 2);
    empty(0, 3);
    assertEquals(List.of(0, 1), heap.usable());
    assertEquals(List.of(-1, 0, 1, -1, -1), heap.lastUsable());
    assertEquals(blocks[7], heap.malloc(16));
    assertEquals(List.of(1), heap.usable());
    assertEquals(List.of(-1, -1, 1, -1, -1), heap.lastUsable());
    assertEquals(
        EnumSet.of(Rule.FREE_POOL_TAKEN, Rule.ARENA_FULL, Rule.POOL_KEEPS_LIST),
        heap.last().rules());
    heap.malloc(16);
    // Of arena 1 the pool that was emptied last comes first.
    assertEquals(blocks[13], heap.malloc(16));
    assertEquals("80000200: 1 of 4 free [0], next 4", heap.arena(1));
    assertEquals(List.of(-1, 1, -1, -1, -1), heap.lastUsable());
    assertTrue(heap.applied(Rule.POOL_COUNTED));
  }

  @Test
  void headOfSeveralWithEqualCountsBecomesTheOnlyOneWithOneLess() {
    fill(NONE_KEPT, 3);
    for (int arena = 0; arena < 3; arena++) {
      empty(arena, 0);
      empty(arena, 1);
    }
    assertEquals(List.of(2, 1, 0), heap.usable());
    assertEquals(List.of(-1, -1, 0, -1, -1), heap.lastUsable());
    heap.malloc(16);
    assertEquals(List.of(2, 1, 0), heap.usable());
    assertEquals(List.of(-1, 2, 0, -1, -1), heap.lastUsable());
  }

  @Test
  void emptiedPoolsComeBeforePoolsThatWereNeverCarved() {
    heap = Heap.of(NONE_KEPT);
    blocks = heap.mallocs(5, 16);
    empty(0, 0);
    assertEquals("80000000: 2 of 4 free [0], next 3", heap.arena(0));
    heap.malloc(16);
    assertEquals(blocks[1], heap.malloc(16));
    assertEquals(blocks[0], heap.malloc(16));
    assertEquals(blocks[4] + 128, heap.malloc(16));
  }

  @Test
  void whollyFreeArenaIsGivenBackUpToThreeEight() {
    fill(NONE_KEPT, 1);
    for (int pool = 0; pool < 4; pool++) {
      empty(0, pool);
    }
    assertEquals(List.of("a 80000000 512"), heap.calls());
    assertEquals(
        EnumSet.of(Rule.INSIDE, Rule.BLOCK_RELEASED, Rule.POOL_EMPTIED, Rule.ARENA_GIVEN_BACK),
        heap.last().rules());
    assertEquals(List.of(), heap.usable());
    assertEquals(List.of(0), heap.unused());
    assertEquals(List.of(-1, -1, -1, -1, -1), heap.lastUsable());
    assertEquals(new Counters(0, 1, 1, 0), heap.state().counters());
    assertEquals(ArenaRecord.UNASSOCIATED, heap.state().table().records().get(0));
    assertEquals(0, heap.state().bases().size());
    assertEquals("[]", heap.used(0));
    heap.malloc(16);
    assertEquals(List.of("A 512 = 80000200"), heap.calls());
    assertEquals("80000200: 3 of 4 free [], next 1", heap.arena(0));
    assertEquals(new Counters(1, 2, 1, 0), heap.state().counters());
  }

  @Test
  void lastUsableArenaIsKeptFromThreeNineOn() {
    fill(LAST_KEPT, 1);
    for (int pool = 0; pool < 4; pool++) {
      empty(0, pool);
    }
    assertEquals(List.of(), heap.calls());
    assertEquals(
        EnumSet.of(
            Rule.INSIDE,
            Rule.BLOCK_RELEASED,
            Rule.POOL_EMPTIED,
            Rule.LAST_ARENA_KEPT,
            Rule.ARENA_STAYS),
        heap.last().rules());
    assertEquals(List.of(0), heap.usable());
    assertEquals("80000000: 4 of 4 free [3, 2, 1, 0], next 4", heap.arena(0));
    assertEquals(List.of(-1, -1, -1, -1, 0), heap.lastUsable());
    // Pool 3, emptied last, block 1 of it freed last.
    assertEquals(blocks[7], heap.malloc(16));
    assertEquals(List.of(-1, -1, -1, 0, -1), heap.lastUsable());
  }

  @Test
  void arenaThatIsNotTheLastIsGivenBackUnderEitherPolicy() {
    for (String geometry : List.of(NONE_KEPT, LAST_KEPT)) {
      fill(geometry, 2);
      empty(1, 0);
      empty(1, 1);
      empty(1, 2);
      empty(0, 0);
      empty(0, 1);
      empty(0, 2);
      assertEquals(List.of(0, 1), heap.usable(), geometry);
      empty(0, 3);
      assertEquals(List.of("a 80000000 512"), heap.calls(), geometry);
      assertEquals(List.of(1), heap.usable(), geometry);
      assertEquals(List.of(-1, -1, -1, 1, -1), heap.lastUsable(), geometry);
      assertEquals(List.of(0), heap.unused(), geometry);
      assertNull(heap.state().arenaOf(new Address(ARENAS)), geometry);
      assertNotNull(heap.state().arenaOf(new Address(ARENAS + 0x200)), geometry);
    }
  }

  @Test
  void recordsWithoutArenaAreUsedLastInFirstOut() {
    fill(NONE_KEPT, 3);
    assertEquals(List.of(3), heap.unused());
    for (int pool = 0; pool < 4; pool++) {
      empty(2, pool);
      empty(0, pool);
    }
    assertEquals(List.of(0, 2, 3), heap.unused());
    heap.malloc(16);
    assertEquals("80000600: 3 of 4 free [], next 1", heap.arena(0));
    assertEquals(List.of(2, 3), heap.unused());
    assertEquals(new Counters(2, 4, 3, 0), heap.state().counters());
  }

  @Test
  void unalignedArenaIsWhollyFreeWithOnePoolLess() {
    heap = Heap.of(NONE_KEPT).below(RAW, ARENAS + 0x30);
    blocks = heap.mallocs(6, 16);
    assertEquals("80000030: 0 of 3 free [], next 3", heap.arena(0));
    empty(0, 0);
    empty(0, 1);
    assertEquals(List.of(0), heap.usable());
    empty(0, 2);
    assertEquals(List.of("a 80000030 512"), heap.calls());
    assertEquals(List.of(), heap.usable());
  }

  @Test
  void emptiedArenaOfLessPoolsMovesBehindNoneAndIsKeptWhenLast() {
    heap = Heap.of(LAST_KEPT).below(RAW, ARENAS + 0x30);
    blocks = heap.mallocs(6, 16);
    empty(0, 0);
    empty(0, 1);
    empty(0, 2);
    assertEquals(List.of(), heap.calls());
    assertEquals("80000030: 3 of 3 free [2, 1, 0], next 3", heap.arena(0));
    assertEquals(List.of(-1, -1, -1, 0, -1), heap.lastUsable());
  }
}
