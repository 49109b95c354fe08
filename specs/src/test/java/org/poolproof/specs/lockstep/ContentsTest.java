package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.specs.subject.BlockMemory;

/** Every byte of a block is looked at, of a very large one those near its ends. */
class ContentsTest {

  private static final int NUMBER = 5;
  private static final int LARGE = 100_000;
  private static final int EDGE = 4096;
  private static final Address START = new Address(0x7f00_0000_0000L);

  private final MemorySegment bytes = MemorySegment.ofArray(new byte[1 << 18]);
  private final Contents contents =
      new Contents(
          new BlockMemory() {
            @Override
            public MemorySegment segment() {
              return bytes;
            }

            @Override
            public long offsetOf(Address address) {
              return address.offsetFrom(START);
            }
          },
          Geometries.named("cpython-3.9"));

  private static Address at(long offset) {
    return START.plus(offset);
  }

  private String wrong(long at, long size, long prefix) {
    return contents.wrong(at(at), at(at), NUMBER, size, prefix);
  }

  private byte get(long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at);
  }

  private void change(long at) {
    bytes.set(ValueLayout.JAVA_BYTE, at, (byte) (get(at) ^ 0x80));
  }

  /** The indexes near both ends. */
  private static LongStream edges(long size) {
    return LongStream.range(0, size).filter(index -> index < 300 || index >= size - 300);
  }

  /** With and without an index of an arena in the block, and at its ends. */
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "16, 16",
    "48, 512",
    "48, 4083",
    "48, 4084",
    "30, 40",
    "32, 4",
    "33, 4099",
    "36, 4095",
    "4064, 600",
    "0, 32768",
    "48, 32768"
  })
  void everyByteIsLookedAtAndNoneBesideIsTouched(long at, long size) {
    contents.fill(at(at), NUMBER, size);
    assertNull(wrong(at, size, size));
    edges(size)
        .forEach(index -> {
          byte right = get(at + index);
          change(at + index);
          String sentence =
              "byte %d is 0x%02x instead of 0x%02x".formatted(index, get(at + index), right);
          assertEquals(sentence, wrong(at, size, size));
          assertEquals(sentence, wrong(at, size, index + 1));
          assertNull(wrong(at, size, index));
          change(at + index);
        });
    assertTrue(at == 0 || get(at - 1) == 0);
    assertEquals(0, get(at + size));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 48})
  void ofAVeryLargeBlockBothEndsAreLookedAt(long at) {
    contents.fill(at(at), NUMBER, LARGE);
    assertNull(wrong(at, LARGE, LARGE));
    for (long index : new long[] {0, 31, 32, 35, 36, EDGE - 1, LARGE - EDGE, LARGE - 1}) {
      change(at + index);
      assertTrue(wrong(at, LARGE, LARGE).startsWith("byte " + index + " is "));
      assertNull(wrong(at, LARGE, index));
      change(at + index);
    }
    assertEquals(0, get(at + EDGE));
    assertEquals(0, get(at + LARGE - EDGE - 1));
    assertEquals(0, get(at + LARGE));
    change(at + EDGE);
    change(at + LARGE - EDGE - 1);
    assertNull(wrong(at, LARGE, LARGE));
  }

  @Test
  void whatMovedIsWhatItWasAtHome() {
    for (long size : new long[] {64, 5000, LARGE}) {
      contents.fill(at(48), NUMBER, size);
      MemorySegment.copy(bytes, 48, bytes, 120_016, size);
      assertNull(contents.wrong(at(120_016), at(48), NUMBER, size, size));
    }
  }

  /** Word 4 of the page that the block reaches into, cut by neither end. */
  @Test
  void aBlockHoldsWhatLooksLikeTheIndexOfAnArena() {
    int[] words = {0, 1, 2, 3, 15, 16, 17, -1, 0, 1};
    for (int number = 0; number < words.length; number++) {
      contents.fill(at(48), number, 4084);
      assertEquals(words[number], bytes.get(ValueLayout.JAVA_INT_UNALIGNED, EDGE + 32L));
      contents.fill(at(32), number, 4);
      assertEquals(words[number], bytes.get(ValueLayout.JAVA_INT_UNALIGNED, 32));
    }
    contents.fill(at(48), 0, 4083);
    assertTrue(LongStream.range(0, 4083).noneMatch(index -> get(48 + index) == 0));
  }

  @Test
  void contentsDependOnNumberAndSize() {
    byte[] one = filled(NUMBER, 64);
    assertFalse(Arrays.equals(one, filled(NUMBER + 1, 64)));
    assertFalse(Arrays.equals(one, filled(NUMBER, 65)));
    assertEquals(one[0], filled(NUMBER, 64)[0]);
    assertNotEquals(0, LongStream.range(1, 64).filter(i -> one[(int) i] != one[0]).count());
  }

  private byte[] filled(int number, long size) {
    contents.fill(at(64), number, size);
    return bytes.asSlice(64, 64).toArray(ValueLayout.JAVA_BYTE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 16, 600, 32_768, 32_769, 36_864})
  void dirtIsFoundWhereverItIs(long size) {
    assertNull(contents.dirty(at(16), size));
    change(15);
    change(16 + size);
    assertNull(contents.dirty(at(16), size));
    edges(size)
        .forEach(index -> {
          change(16 + index);
          String sentence = "byte " + index + " is 0x80 instead of 0x00";
          assertEquals(sentence, contents.dirty(at(16), size));
          change(16 + index);
        });
  }

  @Test
  void ofAVeryLargeBlockTheMiddleMayBeDirty() {
    change(16 + 32_768);
    change(16 + LARGE - EDGE - 1);
    assertNull(contents.dirty(at(16), LARGE));
    change(16 + LARGE - EDGE);
    String sentence = "byte " + (LARGE - EDGE) + " is 0x80 instead of 0x00";
    assertEquals(sentence, contents.dirty(at(16), LARGE));
    change(16 + 32_767);
    assertEquals("byte 32767 is 0x80 instead of 0x00", contents.dirty(at(16), LARGE));
  }
}
