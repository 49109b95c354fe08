package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;
import static org.poolproof.impl.pymalloc.Ground.raw;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Presets;

/** Which requests pools serve and which the raw domain (PYMALLOC.md 2), by hand. */
class BlockAllocatorTest {
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

  @Test
  void nothingIsAskedOfTheRawDomain() {
    openWarm();
    assertEquals(raw(3), heap.malloc(0));
    assertEquals("malloc 0 -> 400000", ground.calls());
    assertEquals(2, heap.allocatedBlockCount());
  }

  @Test
  void the27AsksForOneByteInstead() {
    open(Presets.cpython27());
    assertEquals(raw(0), heap.malloc(0));
    assertEquals(raw(1), heap.malloc(513));
    assertEquals(raw(2), heap.calloc(0, 5));
    assertEquals("malloc 1 -> 100000\nmalloc 513 -> 200000\ncalloc 0 5 -> 300000", ground.calls());
  }

  @Test
  void smallRequestsEndAtTheLimit() {
    openWarm();
    assertEquals(ARENAS + 48 + 512, heap.malloc(512));
    assertEquals(ARENAS + POOL + 48, heap.malloc(1));
    assertEquals("", ground.calls());
    assertEquals(raw(3), heap.malloc(513));
    assertEquals("malloc 513 -> 400000", ground.calls());
  }

  @Test
  void classesOfFounding64AreOfEightBytes() {
    open(Presets.founding64());
    assertEquals(ARENAS + 48, heap.malloc(8));
    assertEquals(ARENAS + 56, heap.malloc(1));
    assertEquals(ARENAS + 4096 + 48, heap.malloc(9));
    assertEquals(ARENAS + 8192 + 48, heap.malloc(512));
    assertEquals(raw(1), heap.malloc(513));
  }

  @Test
  void theLimitOfAllRequestsIsForwardedAndNothingBeyond() {
    openWarm();
    heap.malloc(Long.MAX_VALUE);
    assertEquals("malloc 9223372036854775807 -> 400000", ground.calls());
    assertEquals(0, heap.malloc(Long.MIN_VALUE));
    assertEquals(0, heap.malloc(-1));
    assertEquals(0, heap.realloc(ARENAS + 48, Long.MIN_VALUE));
    assertEquals(0, heap.realloc(0, -1));
    assertEquals("", ground.calls());
    assertEquals(2, heap.allocatedBlockCount());
  }

  @Test
  void theLimitOf32BitsIsHalfOfThem() {
    open(Presets.cpython39Of32Bits());
    heap.malloc(0x7FFF_FFFFL);
    assertEquals("malloc 2147483647 -> 100000", ground.calls());
    assertEquals(0, heap.malloc(0x8000_0000L));
    assertEquals(0, heap.calloc(0x4000_0000L, 2));
    assertEquals(0, heap.realloc(raw(0), 0x8000_0000L));
    assertEquals("", ground.calls());
  }

  @Test
  void productsUpToTheLimitAreForwardedAsTheyAre() {
    openWarm();
    heap.calloc(Long.MAX_VALUE, 1);
    heap.calloc(1, Long.MAX_VALUE);
    heap.calloc(7, Long.MAX_VALUE / 7);
    heap.calloc(27, 19);
    heap.calloc(0, 600);
    heap.calloc(-1, 0);
    assertEquals(
        """
        calloc 9223372036854775807 1 -> 400000
        calloc 1 9223372036854775807 -> 500000
        calloc 7 1317624576693539401 -> 600000
        calloc 27 19 -> 700000
        calloc 0 600 -> 800000
        calloc 18446744073709551615 0 -> 900000\
        """,
        ground.calls());
    assertEquals(7, heap.allocatedBlockCount());
  }

  /** One more than the limit, 2^63, 2^64 and 2^64 + 16, which would be small. */
  @ParameterizedTest
  @CsvSource({
    "8, 1317624576693539401",
    "1317624576693539402, 7",
    "-9223372036854775808, 1",
    "1, -9223372036854775808",
    "4294967296, 4294967296",
    "1152921504606846977, 16",
    "-1, -1"
  })
  void productsThatOverflowAreRefusedWithoutACall(long count, long bytes) {
    openWarm();
    assertEquals(0, heap.calloc(count, bytes));
    assertEquals("", ground.calls());
    assertEquals(1, heap.allocatedBlockCount());
  }

  @Test
  void callocClearsExactlyTheProduct() {
    openWarm();
    long block = dirtied(100);
    assertEquals(block, heap.calloc(11, 9));
    byte[] expected = dirt(112);
    Arrays.fill(expected, 0, 99, (byte) 0);
    assertArrayEquals(expected, ground.plain().save(block, 112));
  }

  @Test
  void callocOf512IsSmallAnd513IsNot() {
    openWarm();
    assertEquals(ARENAS + 48 + 512, heap.calloc(2, 256));
    assertEquals("", ground.calls());
    assertEquals(raw(3), heap.calloc(1, 513));
    assertEquals("calloc 1 513 -> 400000", ground.calls());
  }

  @Test
  void refusedRawRequestsAreNotCounted() {
    openWarm();
    ground.rawAnswers(false, false);
    assertEquals(0, heap.malloc(600));
    assertEquals(0, heap.calloc(1, 600));
    assertEquals("malloc 600 -> 0\ncalloc 1 600 -> 0", ground.calls());
    assertEquals(1, heap.allocatedBlockCount());
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
}
