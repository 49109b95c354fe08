package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;
import static org.poolproof.impl.pymalloc.Ground.raw;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.layout.Presets;
import org.poolproof.impl.memory.MemoryFault;

/** What the layers below refuse, and the table that grows (PYMALLOC.md 4.4). */
class RefusalTest {
  private Ground ground;
  private Pymalloc heap;

  @AfterEach
  void close() {
    ground.close();
  }

  private void open(Geometry geometry) {
    ground = new Ground(geometry);
    heap = ground.open();
  }

  /** Fills arenas of twelve blocks. */
  private void fill(int arenaCount) {
    for (int i = 0; i < 12 * arenaCount; i++) {
      heap.malloc(16);
    }
  }

  @Test
  void refusedTableMakesTheRequestRaw() {
    open(Ground.tiny());
    ground.rawAnswers(false, true);
    byte[] before = image();
    assertEquals(raw(0), heap.malloc(16));
    assertEquals("realloc 0 48 -> 0\nmalloc 16 -> 100000", ground.calls());
    heap.free(raw(0));
    assertArrayEquals(before, image());
  }

  @Test
  void refusedArenaKeepsTheTable() {
    open(Ground.tiny());
    ground.arenas(0, ARENAS);
    assertEquals(raw(1), heap.calloc(4, 4));
    assertEquals("realloc 0 48 -> 100000\narena 1024 -> 0\ncalloc 4 4 -> 200000", ground.calls());
    assertEquals(ground.record(0), ground.control().unusedRecords());
    assertEquals(0, ArenaRecord.address(ground.plain(), ground.record(0)));
    assertEquals(0, ArenaRecord.next(ground.plain(), ground.record(0)));
    assertEquals(0, ground.control().grantCount());
    assertEquals(ARENAS + 0x30, heap.malloc(16));
    assertEquals(
        "arena 1024 -> 4000000\ncalloc 1 128 -> 300000\ncalloc 1 32768 -> 400000", ground.calls());
    heap.free(raw(1));
  }

  @Test
  void refusedMiddleNodeGivesTheArenaBack() {
    open(Ground.tiny());
    ground.arenas(ARENAS, ARENAS);
    ground.rawAnswers(true, false, true);
    assertEquals(raw(1), heap.malloc(16));
    assertEquals(
        """
        realloc 0 48 -> 100000
        arena 1024 -> 4000000
        calloc 1 128 -> 0
        release 4000000 1024
        malloc 16 -> 200000\
        """,
        ground.calls());
    assertEquals(0, ground.control().middleNodeCount());
    assertEquals(0, ground.control().arenaCount());
    assertEquals(ground.record(0), ground.control().unusedRecords());
    assertFalse(heap.owns(ARENAS));
    assertEquals(ARENAS + 0x30, heap.malloc(16));
  }

  @Test
  void refusedBottomNodeKeepsTheMiddleOne() {
    open(Ground.tiny());
    ground.arenas(ARENAS, ARENAS);
    ground.rawAnswers(true, true, false, true);
    assertEquals(raw(2), heap.malloc(16));
    assertEquals(1, ground.control().middleNodeCount());
    assertEquals(0, ground.control().bottomNodeCount());
    assertFalse(heap.owns(ARENAS));
    ground.calls();
    assertEquals(ARENAS + 0x30, heap.malloc(16));
    assertEquals("arena 1024 -> 4000000\ncalloc 1 32768 -> 400000", ground.calls());
    assertEquals(1, ground.control().middleNodeCount());
    assertEquals(1, ground.control().bottomNodeCount());
  }

  /** The arena begins in the last frame of its bottom node: the second mark needs another. */
  @Test
  void refusedSecondMarkUndoesTheFirst() {
    open(Ground.tiny());
    long last = ARENAS + (1 << 22) - 1024 + 16;
    ground.arenas(last, last);
    ground.rawAnswers(true, true, true, false, true);
    assertEquals(raw(3), heap.malloc(16));
    assertEquals(
        """
        realloc 0 48 -> 100000
        arena 1024 -> 43ffc10
        calloc 1 128 -> 200000
        calloc 1 32768 -> 300000
        calloc 1 32768 -> 0
        release 43ffc10 1024
        malloc 16 -> 400000\
        """,
        ground.calls());
    assertFalse(heap.owns(last));
    assertFalse(heap.owns(last + 1000));
    assertEquals(0, ground.plain().readWord(raw(2) + 8 * 4095));
    heap.malloc(16);
    assertEquals("arena 1024 -> 43ffc10\ncalloc 1 32768 -> 500000", ground.calls());
    assertTrue(heap.owns(last));
    assertTrue(heap.owns(last + 1023));
    assertFalse(heap.owns(last + 1024));
    assertFalse(heap.owns(last - 1));
  }

  @Test
  void tableDoublesAndMoves() {
    open(Ground.tiny(new Table(), true));
    ground.arenas(ARENAS, ARENAS + 0x400, ARENAS + 0x800);
    fill(3);
    assertEquals(
        """
        realloc 0 48 -> 100000
        arena 1024 -> 4000000
        realloc 100000 96 -> 200000
        arena 1024 -> 4000400
        realloc 200000 192 -> 300000
        arena 1024 -> 4000800\
        """,
        ground.calls());
    assertEquals(raw(2), ground.control().table());
    assertEquals(4, ground.control().recordCount());
    assertEquals(raw(2) + 3 * 48, ground.control().unusedRecords());
    assertEquals(0, ArenaRecord.next(ground.plain(), raw(2) + 3 * 48));
    assertEquals(0, ArenaRecord.address(ground.plain(), raw(2) + 3 * 48));
    assertEquals(ARENAS + 0x400, ArenaRecord.address(ground.plain(), raw(2) + 48));
    heap.free(ARENAS + 0x30);
    assertEquals(ARENAS + 0x30, heap.malloc(16));
  }

  @Test
  void tableMayGrowInItsPlace() {
    open(Ground.tiny(new Table(), true));
    ground.growInPlace();
    ground.arenas(ARENAS, ARENAS + 0x400, ARENAS + 0x800);
    fill(3);
    assertEquals(raw(0), ground.control().table());
    assertEquals(4, ground.control().recordCount());
  }

  @Test
  void newRecordsAreListedAscending() {
    open(Presets.cpython39());
    ground.arenas(ARENAS);
    heap.malloc(16);
    long record = ground.control().unusedRecords();
    for (int i = 1; i < 16; i++) {
      assertEquals(ground.record(i), record);
      assertEquals(0, ArenaRecord.address(ground.plain(), record));
      record = ArenaRecord.next(ground.plain(), record);
    }
    assertEquals(0, record);
    assertEquals("realloc 0 768 -> 100000\narena 262144 -> 4000000", ground.calls());
  }

  @Test
  void refusedGrowthKeepsTheTable() {
    open(Ground.tiny(new Table(), true));
    ground.arenas(ARENAS);
    fill(1);
    ground.rawAnswers(false, true);
    assertEquals(raw(1), heap.malloc(16));
    assertEquals(raw(0), ground.control().table());
    assertEquals(1, ground.control().recordCount());
    heap.free(ARENAS + 0x40);
    assertEquals(ARENAS + 0x40, heap.malloc(16));
  }

  /** Nobody can have so many arenas: the count is written into the heap. */
  @Test
  void tableOfTwoToTheThirtyTwoRecordsIsRefused() {
    open(Ground.tiny(new Table(), true));
    ControlBlock control = ground.control();
    control.setRecordCount(0x8000_0000L);
    assertEquals(raw(0), heap.malloc(16));
    assertEquals("malloc 16 -> 100000", ground.calls());
    control.setRecordCount(0x7FFF_FFFFL);
    ground.rawAnswers(false);
    heap.malloc(16);
    assertEquals("realloc 0 206158430112 -> 0\nmalloc 16 -> 200000", ground.calls());
  }

  /** 28 bytes a record: 2^27.2 of them fill all addresses of 32 bits. */
  @Test
  void tableBeyondFourByteWordsIsRefused() {
    open(Presets.cpython39Of32Bits());
    ControlBlock control = ground.control();
    control.setRecordCount(76_695_845);
    assertEquals(raw(0), heap.malloc(16));
    assertEquals("malloc 16 -> 100000", ground.calls());
    control.setRecordCount(76_695_844);
    ground.rawAnswers(false);
    heap.malloc(16);
    assertEquals("realloc 0 4294967264 -> 0\nmalloc 16 -> 200000", ground.calls());
  }

  @Test
  void addressesThatTheIndexCannotTellAreFaults() {
    open(Ground.tiny(new Radix(1, 1, 16), true));
    ground.arenas(1L << 28);
    IllegalStateException fault = assertThrows(IllegalStateException.class, () -> heap.malloc(16));
    assertEquals(
        "this heap knows addresses by their lower 28 bits, too few for 0x10000000",
        fault.getMessage());
  }

  @Test
  void anArenaMayEndWhereTheIndexEndsButNotBehind() {
    open(Ground.tiny(new Radix(1, 1, 15), true));
    ground.arenas((1L << 27) - 1024, (1L << 27) - 1023);
    assertEquals((1L << 27) - 1024 + 0x30, heap.malloc(16));
    for (int i = 0; i < 11; i++) {
      heap.malloc(16);
    }
    IllegalStateException fault = assertThrows(IllegalStateException.class, () -> heap.malloc(16));
    assertTrue(fault.getMessage().endsWith("0x8000000"), fault.getMessage());
  }

  @Test
  void rawMemoryThatTheIndexCannotTellIsAFault() {
    open(Ground.tiny(new Radix(1, 1, 8), true));
    assertEquals(
        "this heap knows addresses by their lower 20 bits, too few for 0x100000",
        assertThrows(IllegalStateException.class, () -> heap.malloc(600)).getMessage());
    assertThrows(IllegalStateException.class, () -> heap.calloc(1, 600));
    assertThrows(IllegalStateException.class, () -> heap.malloc(16));
  }

  /** The table is told and then, at 0x200000, the middle node is not. */
  @Test
  void aNodeThatTheIndexCannotTellIsAFault() {
    open(Ground.tiny(new Radix(1, 1, 9), true));
    ground.arenas(0x2_0000);
    IllegalStateException fault = assertThrows(IllegalStateException.class, () -> heap.malloc(16));
    assertTrue(fault.getMessage().endsWith("too few for 0x200000"), fault.getMessage());
  }

  /** Checked memory sees what is granted twice. */
  @Test
  void anArenaGrantedTwiceIsAFault() {
    open(Ground.tiny());
    ground.arenas(ARENAS, ARENAS);
    fill(1);
    assertEquals(ARENAS, assertThrows(MemoryFault.class, () -> heap.malloc(16)).address());
  }

  private byte[] image() {
    return ground.plain().save(Ground.CONTROL, ControlBlock.bytes(ground.geometry()));
  }
}
