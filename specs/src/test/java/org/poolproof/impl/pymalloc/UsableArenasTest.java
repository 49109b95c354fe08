package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.memory.ByteState;

/** The order of usable arenas by hand (PYMALLOC.md 4 and 5): four pools of three blocks each. */
class UsableArenasTest {
  private static final long A = ARENAS;
  private static final long B = ARENAS + 0x1000;
  private static final long C = ARENAS + 0x2000;
  private static final long D = ARENAS + 0x3000;

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

  /** Until its first pool is taken, which is at once. */
  @Test
  void anOnlyArenaIsTheLastWithAllItsPools() {
    open(Ground.tiny());
    ground.memory().own(Ground.RAW, 48);
    ArenaRecord.setFreePoolCount(ground.memory(), Ground.RAW, 4);
    ControlBlock control = new ControlBlock(ground.geometry(), ground.memory(), Ground.CONTROL);
    new UsableArenas(ground.memory(), control).addOnly(Ground.RAW);
    assertEquals(Ground.RAW, ground.control().usableRecords());
    assertEquals(Ground.RAW, ground.control().lastWithFreePools(4));
    assertEquals(0, ArenaRecord.next(ground.memory(), Ground.RAW));
    assertEquals(0, ArenaRecord.previous(ground.memory(), Ground.RAW));
  }

  @Test
  void aFullArenaIsInNoListAndItsFirstFreePoolListsIt() {
    openFull(Ground.tiny(), A, B);
    assertEquals(0, ArenaRecord.freePoolCount(ground.plain(), ground.record(0)));
    empty(A, 2);
    assertUsable(A);
    assertLasts(A, 0, 0, 0);
    empty(B, 1);
    assertUsable(B, A);
    assertLasts(A, 0, 0, 0);
  }

  @Test
  void anArenaThatGainsAPoolMovesBehindItsEquals() {
    openFull(Ground.tiny(), A, B, C);
    empty(A, 0);
    empty(B, 0);
    empty(C, 0);
    assertUsable(C, B, A);
    empty(C, 1);
    assertUsable(B, A, C);
    assertLasts(A, C, 0, 0);
    empty(B, 1);
    assertUsable(A, B, C);
    assertLasts(A, C, 0, 0);
    empty(C, 2);
    assertUsable(A, B, C);
    assertLasts(A, B, C, 0);
  }

  @Test
  void theLastOfItsEqualsStaysWhereItIs() {
    openFull(Ground.tiny(), A, B, C);
    empty(A, 0);
    empty(B, 0);
    empty(C, 0);
    empty(A, 1);
    assertUsable(C, B, A);
    assertLasts(B, A, 0, 0);
    empty(B, 1);
    assertUsable(C, B, A);
    assertLasts(C, A, 0, 0);
    empty(C, 1);
    assertUsable(C, B, A);
    assertLasts(0, A, 0, 0);
  }

  @Test
  void anArenaMovesIntoTheMiddle() {
    openFull(Ground.tiny(), A, B, C, D);
    empty(A, 0, 1, 2);
    empty(B, 0);
    empty(C, 0);
    empty(D, 0);
    assertUsable(D, C, B, A);
    empty(C, 1);
    assertUsable(D, B, C, A);
    assertLasts(B, C, A, 0);
    empty(D, 1);
    assertUsable(B, D, C, A);
    assertLasts(B, C, A, 0);
  }

  @Test
  void poolsComeFromTheFullestArenaWhichKeepsItsPlace() {
    openFull(Ground.tiny(), A, B);
    empty(A, 0, 1, 2);
    empty(B, 3, 0);
    assertUsable(B, A);
    assertEquals(B + 0x50, heap.malloc(16));
    assertUsable(B, A);
    assertLasts(B, 0, A, 0);
    assertEquals(B + 768 + 0x30, heap.malloc(32));
    assertUsable(A);
    assertLasts(0, 0, A, 0);
    assertEquals(ByteState.DEAD, stateOfLinks(1));
    assertEquals(B + 0x40, heap.malloc(16));
    assertEquals(B + 0x30, heap.malloc(16));
    assertEquals(A + 2 * 256 + 0x50, heap.malloc(16));
  }

  @Test
  void takingFromOneOfTwoEqualsLeavesTheOtherLast() {
    openFull(Ground.tiny(), A, B);
    empty(A, 0, 1);
    empty(B, 0, 1);
    assertUsable(B, A);
    assertLasts(0, A, 0, 0);
    heap.malloc(32);
    assertUsable(B, A);
    assertLasts(B, A, 0, 0);
  }

  private ByteState stateOfLinks(int recordIndex) {
    return ground.memory().stateOf(ArenaRecord.links(ground.plain(), ground.record(recordIndex)));
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
