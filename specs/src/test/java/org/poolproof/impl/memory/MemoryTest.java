package org.poolproof.impl.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of memory reads and writes the bytes it should, and no other. */
class MemoryTest {
  /** Where the 64 bytes begin, logically, in displaced memory; odd, so that nothing is aligned. */
  private static final long BASE = 0x7001;

  private static final int WHOLE = 64;
  private static final byte GUARD = (byte) 0xEE;

  /** Where the 64 bytes begin, logically. */
  private long base;

  private Arena arena;
  private MemorySegment bytes;

  @BeforeEach
  void fillWithGuards() {
    arena = Arena.ofConfined();
    bytes = arena.allocate(WHOLE + 1).asSlice(1);
    bytes.fill(GUARD);
  }

  @AfterEach
  void closeArena() {
    arena.close();
  }

  /** Word of 8 and of 4; displaced or not; plain, and checked with all bytes LIVE. */
  static Stream<List<Object>> kinds() {
    return Stream.of(
        List.of(8, true, false),
        List.of(8, true, true),
        List.of(8, false, false),
        List.of(8, false, true),
        List.of(4, true, false),
        List.of(4, true, true));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void wordsAreLittleEndianAndNothingElseIsWritten(List<Object> kind) {
    Memory memory = memory(kind);
    int word = (int) kind.get(0);
    assertEquals(word, memory.wordBytes());
    memory.writeWord(base + 5, 0x8877_6655_4433_2211L);
    assertBytes(5, word == 8 ? "1122334455667788" : "11223344");
    assertEquals(word == 8 ? 0x8877_6655_4433_2211L : 0x4433_2211L, memory.readWord(base + 5));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void addressesAreLittleEndianAndNothingElseIsWritten(List<Object> kind) {
    Memory memory = memory(kind);
    int word = (int) kind.get(0);
    memory.writeAddress(base + 3, 0x0102_0304_F5F6_F7F8L);
    assertBytes(3, word == 8 ? "f8f7f6f504030201" : "f8f7f6f5");
    assertEquals(word == 8 ? 0x0102_0304_F5F6_F7F8L : 0xF5F6_F7F8L, memory.readAddress(base + 3));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void halvesAreCutWhenWrittenAndZeroExtendedWhenRead(List<Object> kind) {
    Memory memory = memory(kind);
    memory.writeHalf(base + 1, 0x1234_5678_FFFF_FFFEL);
    assertBytes(1, "feffffff");
    assertEquals(0xFFFF_FFFEL, memory.readHalf(base + 1));
    assertEquals(0xFFFF_FFFEL, memory.readForeignHalf(base + 1));
    assertEquals(0xEEFF_FFFFL, memory.readForeignHalf(base + 2));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void copyUserCopiesExactly(List<Object> kind) {
    Memory memory = memory(kind);
    for (int i = 0; i < 9; i++) {
      bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (i + 1));
    }
    if (memory instanceof CheckedMemory checked) {
      checked.mark(base, WHOLE, ByteState.USER);
    }
    memory.copyUser(base + 1, base + 21, 7);
    String expected = "010203040506070809" + "ee".repeat(12) + "02030405060708" + "ee".repeat(36);
    assertEquals(expected, HexFormat.of().formatHex(bytes.toArray(ValueLayout.JAVA_BYTE)));
    memory.copyUser(base + 1, base + 40, 0);
    assertEquals(expected, HexFormat.of().formatHex(bytes.toArray(ValueLayout.JAVA_BYTE)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void zeroUserClearsExactly(List<Object> kind) {
    Memory memory = memory(kind);
    if (memory instanceof CheckedMemory checked) {
      checked.mark(base, WHOLE, ByteState.USER);
    }
    memory.zeroUser(base + 9, 5);
    assertBytes(9, "0000000000");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void savedBytesAreThoseOfTheMoment(List<Object> kind) {
    Memory memory = memory(kind);
    bytes.set(ValueLayout.JAVA_BYTE, 10, (byte) 7);
    byte[] saved = memory.save(base + 9, 3);
    assertArrayEquals(new byte[] {GUARD, 7, GUARD}, saved);
    bytes.set(ValueLayout.JAVA_BYTE, 10, (byte) 8);
    assertArrayEquals(new byte[] {GUARD, 7, GUARD}, saved);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void restoredBytesLieWhereTheyShould(List<Object> kind) {
    memory(kind).restore(base + 30, new byte[] {1, 2, 3});
    assertBytes(30, "010203");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void viewsShowTheBytesUntilTheTenureEnds(List<Object> kind) {
    Memory memory = memory(kind);
    MemorySegment view;
    try (Tenure tenure = new Tenure()) {
      view = memory.view(base + 16, 8, tenure);
      assertEquals(8, view.byteSize());
      assertEquals(bytes.address() + 16, view.address());
      view.set(ValueLayout.JAVA_BYTE, 0, (byte) 0x41);
      assertBytes(16, "41");
      assertTrue(view.scope().isAlive());
    }
    assertFalse(view.scope().isAlive());
    assertThrows(IllegalStateException.class, () -> view.get(ValueLayout.JAVA_BYTE, 0));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void realIsLogicalPlusDisplacement(List<Object> kind) {
    Memory memory = memory(kind);
    assertEquals(bytes.address() - base, memory.displacement());
  }

  @Test
  void memoryWithoutDisplacementTakesRealAddresses() {
    Memory memory = Memory.plain(8, 0);
    memory.writeWord(bytes.address() + 2, 0x0807_0605_0403_0201L);
    assertBytes(2, "0102030405060708");
    assertEquals(0, memory.displacement());
  }

  /** All calls that announce something do nothing to the bytes of plain memory. */
  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void plainMemoryIgnoresWhatItIsTold(int wordBytes) {
    Memory memory = Memory.plain(wordBytes, bytes.address() - BASE);
    memory.beginOperation();
    memory.beginWalk();
    memory.own(BASE, WHOLE);
    memory.ownZeroed(BASE, WHOLE);
    memory.handOut(BASE, WHOLE);
    memory.takeBack(BASE, WHOLE);
    memory.die(BASE, WHOLE);
    memory.revoke(BASE, WHOLE);
    memory.enlarge(BASE, 8, BASE + 8, 16);
    memory.disown(BASE, WHOLE);
    assertBytes(0, "");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5, 16, -8})
  void otherWordsAreRefused(int wordBytes) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Memory.plain(wordBytes, 0));
    assertEquals("a word of " + wordBytes + " bytes: 8 or 4", refused.getMessage());
  }

  private Memory memory(List<Object> kind) {
    base = (boolean) kind.get(1) ? BASE : bytes.address();
    Memory plain = Memory.plain((int) kind.get(0), bytes.address() - base);
    if (!(boolean) kind.get(2)) {
      return plain;
    }
    CheckedMemory checked = new CheckedMemory(plain, base, WHOLE, 100);
    checked.mark(base, WHOLE, ByteState.LIVE);
    return checked;
  }

  /** These bytes at an offset, and guards everywhere else. */
  private void assertBytes(int offset, String hex) {
    String before = "ee".repeat(offset);
    String after = "ee".repeat(WHOLE - offset - hex.length() / 2);
    assertEquals(
        before + hex + after, HexFormat.of().formatHex(bytes.toArray(ValueLayout.JAVA_BYTE)));
  }
}
