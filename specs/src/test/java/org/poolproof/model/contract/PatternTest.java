package org.poolproof.model.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;

/** What is written into blocks, byte for byte, and how much of it. */
class PatternTest {
  private static final Address A = new Address(0x1000);

  private static LiveBlock block(long size, long serial) {
    return new LiveBlock(A, new ByteCount(size), serial, true);
  }

  @Test
  void patternIsTheSameInEveryRun() {
    assertEquals(0x4179_b163_ab75_d3bdL, Pattern.word(1, 0));
    assertEquals(0xdfb1_2b1d_29bf_4fd1L, Pattern.word(1, 1));
    assertEquals(0x1d99_6331_a7b9_b9e1L, Pattern.word(2, 0));
  }

  @Test
  void noTwoPlacesLookTheSameAndNoByteIsZero() {
    Set<Long> seen = new HashSet<>();
    for (long serial = 1; serial <= 300; serial++) {
      for (long wordIndex = 0; wordIndex < 300; wordIndex++) {
        long word = Pattern.word(serial, wordIndex);
        assertTrue(seen.add(word));
        for (int shift = 0; shift < 64; shift += 8) {
          assertTrue((word >>> shift & 0xFF) != 0);
        }
      }
    }
  }

  @Test
  void wordsAreWrittenLittleEndianFromTheBlocksStart() {
    ArrayMemory memory = new ArrayMemory(0x1000, 10_000);
    new Pattern(Scrutiny.WHOLE).fill(memory, block(9_999, 3));
    for (int index = 0; index < 9_999; index++) {
      assertEquals((byte) (Pattern.word(3, index / 8) >>> 8 * (index % 8)), memory.bytes[index]);
    }
    assertEquals(0, memory.bytes[9_999]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 4095, 4096, 4097, 8191, 8192, 8193, 10_000})
  void everyByteOfABlockOfAnySizeIsJudged(int size) {
    ArrayMemory memory = new ArrayMemory(0x1000, size);
    Pattern pattern = new Pattern(Scrutiny.WHOLE);
    pattern.fill(memory, block(size, 9));
    assertNull(pattern.differenceIn(memory, block(size, 9)));
    for (int offset : new int[] {0, size / 2, size - 1}) {
      byte kept = memory.bytes[offset];
      memory.damage(A.plus(offset));
      assertEquals(
          new Pattern.Difference(new ByteCount(offset), kept, (byte) (kept ^ 2)),
          pattern.differenceIn(memory, block(size, 9)));
      memory.bytes[offset] = kept;
    }
  }

  @Test
  void theFirstDifferenceIsShown() {
    ArrayMemory memory = new ArrayMemory(0x1000, 10_000);
    Pattern pattern = new Pattern(Scrutiny.WHOLE);
    memory.damage(A.plus(5000));
    memory.damage(A.plus(9000));
    assertEquals(
        new Pattern.Difference(new ByteCount(5000), (byte) 0, (byte) 2),
        pattern.dirtAt(memory, A, new ByteCount(10_000)));
    assertNull(pattern.dirtAt(memory, A, new ByteCount(5000)));
    assertNull(pattern.dirtAt(memory, A, ByteCount.ZERO));
  }

  @Test
  void shiftedContentsDiffer() {
    ArrayMemory memory = new ArrayMemory(0x1000, 64);
    Pattern pattern = new Pattern(Scrutiny.WHOLE);
    pattern.fill(memory, block(32, 1));
    for (long shiftBytes = 1; shiftBytes < 32; shiftBytes++) {
      assertNotNull(
          pattern.differenceAt(
              memory, A.plus(shiftBytes), block(32, 1), new ByteCount(32 - shiftBytes)));
    }
  }

  @Test
  void edgesAreWholeBlocksUpToTwiceTheirSize() {
    Scrutiny scrutiny = new Scrutiny(16, 0);
    assertEdges(scrutiny, 0, 0, 0);
    assertEdges(scrutiny, 31, 31, 31);
    assertEdges(scrutiny, 32, 32, 32);
    assertEdges(scrutiny, 33, 16, 16);
    assertEdges(scrutiny, 39, 16, 16);
    assertEdges(scrutiny, 40, 16, 24);
    assertEdges(scrutiny, Long.MAX_VALUE, 16, Long.MAX_VALUE - 23);
  }

  private static void assertEdges(
      Scrutiny scrutiny, long size, long firstEndOffset, long lastStartOffset) {
    assertEquals(firstEndOffset, scrutiny.firstEdgeEndOffset(new ByteCount(size)));
    assertEquals(lastStartOffset, scrutiny.lastEdgeStartOffset(new ByteCount(size)));
  }

  @Test
  void edgesAreWrittenAndNotTheMiddle() {
    ArrayMemory memory = new ArrayMemory(0x1000, 64);
    new Pattern(new Scrutiny(16, 0)).fill(memory, block(64, 1));
    for (int index = 0; index < 64; index++) {
      assertEquals(index < 16 || index >= 48, memory.bytes[index] != 0);
    }
  }

  @Test
  void edgeIsAPositiveMultipleOf8() {
    assertEquals(8, new Scrutiny(8, 0).edgeBytes());
    assertEquals(1L << 60, new Scrutiny(1L << 60, 0).edgeBytes());
    for (long edgeBytes : new long[] {-8, 0, 4, 12, (1L << 60) + 8}) {
      assertThrows(IllegalArgumentException.class, () -> new Scrutiny(edgeBytes, 0));
    }
    assertThrows(IllegalArgumentException.class, () -> new Scrutiny(8, -1));
  }
}
