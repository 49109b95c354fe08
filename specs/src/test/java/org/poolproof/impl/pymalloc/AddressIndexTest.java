package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;
import static org.poolproof.impl.pymalloc.Ground.raw;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.layout.Presets;

/** Which addresses lie in arenas (PYMALLOC.md 6 and 7). */
class AddressIndexTest {
  private Ground ground;
  private Pymalloc heap;

  @AfterEach
  void close() {
    ground.close();
  }

  private void open(Geometry geometry, long... arenas) {
    ground = new Ground(geometry).arenas(arenas);
    heap = ground.open();
  }

  private void fill(int blockCount) {
    for (int i = 0; i < blockCount; i++) {
      heap.malloc(16);
    }
  }

  private void assertOwned(long from, long end) {
    for (long at = from; at < end; at++) {
      assertTrue(heap.owns(at), Long.toHexString(at));
    }
  }

  private void assertForeign(long from, long end) {
    for (long at = from; at < end; at++) {
      assertFalse(heap.owns(at), Long.toHexString(at));
    }
  }

  /** hi and lo of the frame of an address in the tiny tree. */
  private void assertLeaf(int rawNumber, long at, int high, int low) {
    long leaf = raw(rawNumber) + 8 * (at >>> 10 & 0xFFF);
    assertEquals(high, (int) ground.plain().readHalf(leaf));
    assertEquals(low, (int) ground.plain().readHalf(leaf + 4));
  }

  @Test
  void anAlignedArenaIsItsFrame() {
    open(Ground.tiny(), ARENAS);
    assertForeign(ARENAS, ARENAS + 8);
    fill(1);
    assertLeaf(2, ARENAS, -1, 0);
    assertLeaf(2, ARENAS + 1024, 0, 0);
    assertForeign(ARENAS - 8, ARENAS);
    assertOwned(ARENAS, ARENAS + 1024);
    assertForeign(ARENAS + 1024, ARENAS + 1040);
    assertForeign(0, 1);
    assertForeign(ARENAS + (1 << 22), ARENAS + (1 << 22) + 1);
    assertForeign(ARENAS + (1 << 26), ARENAS + (1 << 26) + 1);
    assertForeign(-1, 0);
  }

  /** Three arenas side by side, each sharing a frame with the next, and a hole before a fourth. */
  @Test
  void neighboursShareFrames() {
    long first = ARENAS + 0x30;
    open(Ground.tiny(), first, first + 1024, first + 2 * 1024, first + 3 * 1024 + 0x50);
    fill(4 * 9);
    assertLeaf(2, ARENAS, 0x30, 0);
    assertLeaf(2, ARENAS + 1024, 0x30, 0x30);
    assertLeaf(2, ARENAS + 3 * 1024, 0x80, 0x30);
    assertLeaf(2, ARENAS + 4 * 1024, 0, 0x80);
    assertForeign(first - 16, first);
    assertOwned(first, first + 3 * 1024);
    assertForeign(first + 3 * 1024, first + 3 * 1024 + 0x50);
    assertOwned(first + 3 * 1024 + 0x50, first + 4 * 1024 + 0x50);
    assertForeign(first + 4 * 1024 + 0x50, first + 4 * 1024 + 0x60);
  }

  @Test
  void aReleasedArenaLeavesItsNeighboursMarks() {
    long first = ARENAS + 0x30;
    open(Ground.tiny(new Radix(4, 4, 12), false), first, first + 1024, first + 2 * 1024);
    long[] blocks = new long[27];
    for (int i = 0; i < 27; i++) {
      blocks[i] = heap.malloc(16);
    }
    for (int i = 9; i < 18; i++) {
      heap.free(blocks[i]);
    }
    assertLeaf(2, ARENAS + 1024, 0, 0x30);
    assertLeaf(2, ARENAS + 2 * 1024, 0x30, 0);
    assertOwned(first, first + 1024);
    assertForeign(first + 1024, first + 2 * 1024);
    assertOwned(first + 2 * 1024, first + 3 * 1024);
  }

  /** The next frame has no leaf. */
  @Test
  void anAlignedArenaMarksAndUnmarksItsOwnFrameOnly() {
    long last = ARENAS + (1 << 22) - 1024;
    open(Ground.tiny(new Radix(4, 4, 12), false), last);
    long block = heap.malloc(16);
    assertLeaf(2, last, -1, 0);
    assertEquals(1, ground.control().bottomNodeCount());
    heap.free(block);
    assertLeaf(2, last, 0, 0);
    assertForeign(last, last + 1024);
  }

  /** One node each for two arenas that are far apart; the second of them needs a middle node. */
  @Test
  void distantArenasHaveNodesOfTheirOwn() {
    open(Ground.tiny(), ARENAS, ARENAS + (1 << 22), ARENAS + (1 << 26));
    fill(36);
    assertEquals(2, ground.control().middleNodeCount());
    assertEquals(3, ground.control().bottomNodeCount());
    assertEquals(
        """
        realloc 0 48 -> 100000
        arena 1024 -> 4000000
        calloc 1 128 -> 200000
        calloc 1 32768 -> 300000
        realloc 100000 96 -> 400000
        arena 1024 -> 4400000
        calloc 1 32768 -> 500000
        realloc 400000 192 -> 600000
        arena 1024 -> 8000000
        calloc 1 128 -> 700000
        calloc 1 32768 -> 800000\
        """,
        ground.calls());
    assertOwned(ARENAS + (1 << 22), ARENAS + (1 << 22) + 1024);
    assertOwned(ARENAS + (1 << 26), ARENAS + (1 << 26) + 1024);
    assertForeign(ARENAS + (1 << 26) - 1024, ARENAS + (1 << 26));
  }

  @Test
  void the311AsksForItsNodes() {
    open(Presets.cpython311(), ARENAS + 4096);
    fill(1);
    assertEquals(
        """
        realloc 0 768 -> 100000
        arena 1048576 -> 4001000
        calloc 1 262144 -> 200000
        calloc 1 131072 -> 300000\
        """,
        ground.calls());
    assertEquals(4096, ground.plain().readHalf(raw(2) + 8 * 64));
    assertEquals(4096, ground.plain().readHalf(raw(2) + 8 * 65 + 4));
    assertForeign(ARENAS + 4095, ARENAS + 4096);
    assertOwned(ARENAS + (1 << 20) + 4095, ARENAS + (1 << 20) + 4096);
    assertForeign(ARENAS + (1 << 20) + 4096, ARENAS + (1 << 20) + 4097);
  }

  @Test
  void the32BitTreeIsInTheControlBlock() {
    open(Presets.cpython311Of32Bits(), ARENAS, ARENAS + 0x10_0000 + 4096);
    fill(1);
    assertEquals("realloc 0 448 -> 100000\narena 262144 -> 4000000", ground.calls());
    long root = new ControlBlock(ground.geometry(), ground.plain(), Ground.CONTROL).rootAddress();
    assertEquals(0xFFFF_FFFFL, ground.plain().readHalf(root + 8 * (ARENAS >>> 18)));
    assertForeign(ARENAS - 1, ARENAS);
    assertOwned(ARENAS + (1 << 18) - 1, ARENAS + (1 << 18));
    assertForeign(ARENAS + (1 << 18), ARENAS + (1 << 18) + 1);
    heap.free(ARENAS + 32);
    heap.close();
    assertEquals("release 4000000 262144\nfree 100000", ground.calls());
    assertEquals(0, ground.plain().readHalf(root + 8 * (ARENAS >>> 18)));
  }

  /** As in C, where an index is masked. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void addressBitsAboveTheWidthsAreIgnored(int upperBits) {
    long arena = 0x300_0000;
    open(Ground.tiny(new Radix(upperBits, upperBits, 16 - 2 * upperBits), true), arena);
    fill(1);
    for (int bit = 26; bit < 64; bit++) {
      long alias = arena | 1L << bit;
      assertForeign(alias - 1, alias);
      assertOwned(alias, alias + 1);
      assertForeign(alias + 1024, alias + 1025);
    }
  }

  /** Beside the arena lie all kinds of indexes: of its record, of others, and beyond them. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 15, 16, 17, 0x7FFF_FFFFL, 0xFFFF_FFFFL})
  void theAnswerOfTheTableDoesNotDependOnForeignBytes(long index) {
    open(Presets.cpython39(), ARENAS + 16);
    fill(1);
    long end = ARENAS + 16 + (1 << 18);
    ground.plain().writeHalf(ARENAS - 4096 + 32, index);
    ground.plain().writeHalf(ARENAS + 32, index);
    ground.plain().writeHalf(ARENAS + (1 << 18) + 32, index);
    assertForeign(ARENAS - 1, ARENAS);
    assertForeign(ARENAS, ARENAS + 16);
    assertForeign(end, end + 1);
    assertForeign(end + 4079, end + 4080);
    assertOwned(ARENAS + 4096, ARENAS + 4096 + 64);
    assertOwned(ARENAS + 4096 + 4095, ARENAS + 4096 + 4096);
  }

  @Test
  void aRecordWithoutArenaOwnsNothing() {
    open(Ground.tiny(new Table(), false), ARENAS);
    long block = heap.malloc(16);
    assertOwned(block, block + 16);
    heap.free(block);
    assertEquals(0, ground.plain().readHalf(ARENAS + 32));
    assertForeign(block, block + 16);
    ground.plain().writeHalf(Ground.RAW + 0x1000 + 32, 0);
    assertForeign(0x3F0 + Ground.RAW, 0x400 + Ground.RAW);
  }

  /** 0 is no arena, though the lowest addresses would lie in it. */
  @Test
  void aRecordWithoutArenaDoesNotOwnTheLowestAddresses() {
    open(Presets.cpython39(), ARENAS);
    fill(1);
    ground.plain().writeHalf(0x2_0000 + 32, 1);
    assertEquals(0, ArenaRecord.address(ground.plain(), ground.record(1)));
    assertForeign(0x2_0000, 0x2_1000);
  }
}
