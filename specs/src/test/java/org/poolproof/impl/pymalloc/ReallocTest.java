package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;
import static org.poolproof.impl.pymalloc.Ground.raw;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Presets;

/** When a block stays, when it moves, and what is copied (PYMALLOC.md 2), by hand. */
class ReallocTest {
  private static final long POOL = 16_384;
  private static final byte DIRT = (byte) 0xEE;

  private Ground ground;
  private Pymalloc heap;

  @AfterEach
  void close() {
    ground.close();
  }

  private void open(Geometry geometry) {
    ground = new Ground(geometry).arenas(ARENAS);
    heap = ground.open();
  }

  /** Opens 3.11 with one block in an arena: table, middle and bottom node are raw 0, 1 and 2. */
  private void openWarm() {
    open(Presets.cpython311());
    heap.malloc(512);
    ground.calls();
  }

  @ParameterizedTest
  @ValueSource(ints = {85, 86, 100, 111, 112})
  void moreThanThreeQuartersStay(int bytes) {
    openWarm();
    long block = heap.malloc(112);
    byte[] before = ground.plain().save(ARENAS, 1 << 20);
    assertEquals(block, heap.realloc(block, bytes));
    assertArrayEquals(before, ground.plain().save(ARENAS, 1 << 20));
    assertEquals("", ground.calls());
  }

  @Test
  void threeQuartersMoveAndTheirBytesWithThem() {
    openWarm();
    long target = dirtied(96);
    long block = heap.malloc(112);
    byte[] content = written(block, 112);
    assertEquals(target, heap.realloc(block, 84));
    byte[] expected = dirt(96);
    System.arraycopy(content, 0, expected, 0, 84);
    assertArrayEquals(expected, ground.plain().save(target, 96));
    assertEquals(block, heap.malloc(112));
    assertEquals(4, heap.allocatedBlockCount());
  }

  @Test
  void growthCopiesTheWholeBlock() {
    openWarm();
    long target = dirtied(128);
    long block = heap.malloc(100);
    byte[] content = written(block, 112);
    assertEquals(target, heap.realloc(block, 113));
    byte[] expected = dirt(128);
    System.arraycopy(content, 0, expected, 0, 112);
    assertArrayEquals(expected, ground.plain().save(target, 128));
  }

  /** The new block is taken before the old one is free. */
  @Test
  void aBlockDoesNotMoveOntoItself() {
    openWarm();
    long block = heap.malloc(16);
    long moved = heap.realloc(block, 17);
    assertEquals(ARENAS + 2 * POOL + 48, moved);
    assertEquals(block, heap.malloc(16));
  }

  @Test
  void growthBeyondTheLimitGoesToTheRawDomain() {
    openWarm();
    long block = heap.malloc(500);
    byte[] content = written(block, 512);
    assertEquals(raw(3), heap.realloc(block, 513));
    assertEquals("malloc 513 -> 400000", ground.calls());
    byte[] expected = Arrays.copyOf(content, 520);
    assertArrayEquals(expected, ground.plain().save(raw(3), 520));
    assertEquals(block, heap.malloc(512));
    assertEquals(3, heap.allocatedBlockCount());
  }

  @Test
  void reallocToNothingGoesToTheRawDomain() {
    openWarm();
    long block = heap.malloc(48);
    ground.plain().writeWord(block, -1);
    assertEquals(raw(3), heap.realloc(block, 0));
    assertEquals("malloc 0 -> 400000", ground.calls());
    assertEquals(0, ground.plain().readWord(raw(3)));
    assertEquals(block, heap.malloc(48));
  }

  @Test
  void reallocOfNothingIsMalloc() {
    openWarm();
    assertEquals(ARENAS + POOL + 48, heap.realloc(0, 30));
    assertEquals(raw(3), heap.realloc(0, 600));
    assertEquals("malloc 600 -> 400000", ground.calls());
    assertEquals(3, heap.allocatedBlockCount());
  }

  @Test
  void rawBlocksStayWithTheRawDomain() {
    openWarm();
    long block = heap.malloc(600);
    ground.calls();
    assertEquals(raw(4), heap.realloc(block, 5));
    assertEquals(raw(5), heap.realloc(raw(4), 0));
    assertEquals("realloc 400000 5 -> 500000\nrealloc 500000 0 -> 600000", ground.calls());
    assertEquals(2, heap.allocatedBlockCount());
    heap.free(raw(5));
    assertEquals("free 600000", ground.calls());
    assertEquals(1, heap.allocatedBlockCount());
  }

  @Test
  void refusedReallocOfARawBlockIsRefused() {
    openWarm();
    long block = heap.malloc(600);
    ground.calls();
    ground.rawAnswers(false, false);
    assertEquals(0, heap.realloc(block, 700));
    assertEquals(0, heap.realloc(block, 0));
    assertEquals("realloc 400000 700 -> 0\nrealloc 400000 0 -> 0", ground.calls());
    assertEquals(2, heap.allocatedBlockCount());
    heap.free(block);
  }

  @Test
  void the36AsksForOneByteAndKeepsTheBlock() {
    open(Presets.cpython36());
    long block = heap.malloc(600);
    ground.calls();
    ground.rawAnswers(false, false, true);
    assertEquals(block, heap.realloc(block, 0));
    assertEquals(0, heap.realloc(block, 700));
    assertEquals(raw(1), heap.realloc(block, 0));
    assertEquals(
        "realloc 100000 1 -> 0\nrealloc 100000 700 -> 0\nrealloc 100000 1 -> 200000",
        ground.calls());
    assertEquals(1, heap.allocatedBlockCount());
  }

  @Test
  void refusedMoveLeavesTheBlock() {
    open(Presets.cpython311());
    long block = heap.malloc(112);
    byte[] content = written(block, 112);
    for (int i = 0; i < 63 * 127; i++) {
      heap.malloc(128);
    }
    ground.calls();
    ground.arenas(0);
    ground.rawAnswers(false, false);
    assertEquals(0, heap.realloc(block, 84));
    assertEquals("arena 1048576 -> 0\nmalloc 84 -> 0", ground.calls());
    assertEquals(0, heap.realloc(block, 600));
    assertEquals("malloc 600 -> 0", ground.calls());
    assertArrayEquals(content, ground.plain().save(block, 112));
    assertEquals(block + 112, heap.malloc(112));
  }

  /** The free block of these bytes that comes next, dirty but for its link, behind one in use. */
  private long dirtied(int bytes) {
    heap.malloc(bytes);
    long block = heap.malloc(bytes);
    heap.free(block);
    ground.plain().restore(block + 8, dirt((bytes + 15) / 16 * 16 - 8));
    return block;
  }

  private static byte[] dirt(int bytes) {
    byte[] dirt = new byte[bytes];
    Arrays.fill(dirt, DIRT);
    return dirt;
  }

  private byte[] written(long block, int bytes) {
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      content[i] = (byte) (i + 1);
    }
    ground.plain().restore(block, content);
    return content;
  }
}
