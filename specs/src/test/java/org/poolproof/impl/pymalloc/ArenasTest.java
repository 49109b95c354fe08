package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.memory.ByteState;

/**
 * Arenas by hand (PYMALLOC.md 4 and 5): four pools of three blocks each, at A, B, C, D, all of
 * class 0.
 */
class ArenasTest {
  private static final long A = ARENAS;
  private static final long B = ARENAS + 0x1000;
  private static final long C = ARENAS + 0x2000;
  private static final long D = ARENAS + 0x3000;
  private static final Radix TREE = new Radix(4, 4, 12);

  private Ground ground;
  private Pymalloc heap;

  @AfterEach
  void close() {
    ground.close();
  }

  private void open(Geometry geometry, long... arenas) {
    ground = new Ground(geometry).arenas(arenas);
    heap = ground.open();
    ground.calls();
  }

  /** Opens with full arenas. */
  private void openFull(Geometry geometry, long... arenas) {
    open(geometry, arenas);
    for (int i = 0; i < 12 * arenas.length; i++) {
      heap.malloc(16);
    }
    ground.calls();
    assertUsable();
  }

  /** Empties pools of an arena. */
  private void empty(long arena, int... pools) {
    for (int pool : pools) {
      for (int offset = 0x30; offset <= 0x50; offset += 0x10) {
        heap.free(arena + 256L * pool + offset);
      }
    }
  }

  @Test
  void emptyArenaIsGivenBackWhileAnotherIsBehindIt() {
    openFull(Ground.tiny(), A, B);
    empty(B, 0, 1, 2);
    empty(A, 0, 1, 2);
    assertUsable(A, B);
    empty(A, 3);
    assertEquals("release 4000000 1024", ground.calls());
    assertUsable(B);
    assertLasts(0, 0, B, 0);
    assertEquals(1, ground.control().arenaCount());
    assertEquals(2, ground.control().grantCount());
    assertEquals(2, ground.control().highwaterCount());
    assertEquals(ground.record(0), ground.control().unusedRecords());
    assertEquals(0, ArenaRecord.address(ground.plain(), ground.record(0)));
    assertEquals(ByteState.OUTSIDE, ground.memory().stateOf(A));
    assertEquals(ByteState.OUTSIDE, ground.memory().stateOf(A + 1023));
    assertFalse(heap.owns(A + 0x30));
    assertTrue(heap.owns(B));
  }

  @Test
  void lastEmptyArenaIsKept() {
    openFull(Ground.tiny(), A, B);
    empty(A, 0, 1, 2, 3);
    assertUsable(A);
    assertLasts(0, 0, 0, A);
    empty(B, 0, 1, 2, 3);
    assertEquals("release 4001000 1024", ground.calls());
    assertUsable(A);
    assertLasts(0, 0, 0, A);
    assertEquals(A + 768 + 0x50, heap.malloc(16));
    assertLasts(0, 0, A, 0);
  }

  @Test
  void olderVersionsKeepNoEmptyArena() {
    openFull(Ground.tiny(new Table(), false), A);
    empty(A, 0, 1, 2, 3);
    assertEquals("release 4000000 1024", ground.calls());
    assertUsable();
    assertLasts(0, 0, 0, 0);
    assertEquals(0, ground.control().arenaCount());
    ground.arenas(C);
    assertEquals(C + 0x30, heap.malloc(16));
    assertEquals("arena 1024 -> 4002000", ground.calls());
    assertEquals(2, ground.control().grantCount());
    assertEquals(1, ground.control().highwaterCount());
  }

  @Test
  void recordsAreUsedAgainTheLastReleasedFirst() {
    openFull(Ground.tiny(TREE, false), A, B, C);
    long third = ground.record(2);
    long fourth = ground.record(3);
    assertEquals(fourth, ground.control().unusedRecords());
    empty(A, 0, 1, 2, 3);
    empty(C, 0, 1, 2, 3);
    assertEquals(third, ground.control().unusedRecords());
    assertEquals(ground.record(0), ArenaRecord.next(ground.plain(), third));
    assertEquals(fourth, ArenaRecord.next(ground.plain(), ground.record(0)));
    assertEquals(0, ArenaRecord.next(ground.plain(), fourth));
    ground.arenas(D);
    heap.malloc(16);
    assertEquals(D, ArenaRecord.address(ground.plain(), third));
    assertEquals(ground.record(0), ground.control().unusedRecords());
    assertEquals(3, ground.control().highwaterCount());
    assertEquals(4, ground.control().grantCount());
  }

  @Test
  void misalignedArenaHasAPoolLess() {
    open(Ground.tiny(), A + 16);
    assertEquals(A + 256 + 0x30, heap.malloc(16));
    assertEquals(3, ArenaRecord.totalPoolCount(ground.plain(), ground.record(0)));
    assertEquals(2, ArenaRecord.freePoolCount(ground.plain(), ground.record(0)));
    assertEquals(A + 512, ArenaRecord.poolAddress(ground.plain(), ground.record(0)));
    assertEquals(ByteState.DEAD, ground.memory().stateOf(A + 16));
    assertEquals(ByteState.DEAD, ground.memory().stateOf(A + 1024 + 15));
    assertEquals(ByteState.OUTSIDE, ground.memory().stateOf(A + 1024 + 16));
    assertEquals(1, heap.census().misalignedArenaCount());
  }

  @Test
  void anArenaOfThreePoolsIsKeptWhenItIsLast() {
    open(Ground.tiny(), A + 16, B);
    for (int i = 0; i < 9 + 12; i++) {
      heap.malloc(16);
    }
    ground.calls();
    empty(A + 256, 0, 1, 2);
    assertUsable(A + 16);
    assertLasts(0, 0, A + 16, 0);
    empty(B, 0, 1, 2);
    assertUsable(B, A + 16);
    assertLasts(0, 0, A + 16, 0);
    assertEquals("", ground.calls());
    empty(B, 3);
    assertEquals("release 4001000 1024", ground.calls());
    assertUsable(A + 16);
  }

  @Test
  void arenasOfOnePoolAreRefused() {
    Geometry two =
        Geometry.full(
            8, 16, 2, 256, 512, new Table(), true, new Geometry.Rules(false, false, true));
    open(two, A + 8);
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> heap.malloc(16));
    assertEquals("an arena of one pool: align it to 256 bytes", refused.getMessage());
    ground.arenas(A);
    assertEquals(A + 0x30, heap.malloc(16));
  }

  @Test
  void realArenasOfSixtyThreePools() {
    open(org.poolproof.impl.layout.Presets.cpython311(), A + 4096, A << 1);
    for (int i = 0; i < 63 * 31; i++) {
      assertTrue(heap.malloc(512) < A + 4096 + (1 << 20));
    }
    assertEquals(0, ground.control().usableRecords());
    assertEquals((A << 1) + 48, heap.malloc(512));
    assertArrayEquals(
        new long[] {63, 64},
        new long[] {
          ArenaRecord.totalPoolCount(ground.plain(), ground.record(0)),
          ArenaRecord.totalPoolCount(ground.plain(), ground.record(1))
        });
  }

  /** The usable arenas, there and back. */
  private void assertUsable(long... arenas) {
    List<Long> found = new ArrayList<>();
    long former = 0;
    long record = ground.control().usableRecords();
    while (record != 0) {
      found.add(ArenaRecord.address(ground.plain(), record));
      assertEquals(former, ArenaRecord.previous(ground.plain(), record));
      former = record;
      record = ArenaRecord.next(ground.plain(), record);
    }
    assertArrayEquals(arenas, found.stream().mapToLong(Long::longValue).toArray());
  }

  /** The last arenas with 1, 2, 3 and 4 free pools; 0: there is none. */
  private void assertLasts(long... arenas) {
    assertEquals(0, ground.control().lastWithFreePools(0));
    for (int count = 1; count <= 4; count++) {
      long record = ground.control().lastWithFreePools(count);
      long arena = record == 0 ? 0 : ArenaRecord.address(ground.plain(), record);
      assertEquals(arenas[count - 1], arena, "with " + count);
    }
  }
}
