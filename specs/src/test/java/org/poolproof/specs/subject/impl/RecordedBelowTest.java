package org.poolproof.specs.subject.impl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.layout.Presets;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.raw.RawSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.LayersBelow;

/** The layers below do with the bytes of the window what a C library does. */
class RecordedBelowTest {

  private static final long ARENA = 0x7f00_0010_0000L;
  private static final long LOWER = 0x7000_0000_0000L;

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Request> releases = new ArrayList<>();
  private Window window;
  private Memory memory;
  private RecordedBelow below;
  private RawSource raw;

  @BeforeEach
  void open() {
    window = new Window(Presets.cpython311(), new Address(ARENA));
    memory = window.memory(Variant.PRODUCTION);
    below = new RecordedBelow(window);
    raw = below.raw();
    below.begin(
        new LayersBelow() {
          @Override
          public Answer answer(Request request) {
            return answers.remove();
          }

          @Override
          public void takeBack(Request release) {
            releases.add(release);
          }
        });
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void grant(long address) {
    answers.add(Answer.of(new Address(address)));
  }

  private long malloc(long address, long bytes) {
    grant(address);
    return raw.malloc(bytes);
  }

  private static byte[] bytes(int count, int value) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void rawMemoryOfTheWindowLiesWhereItIsGranted() {
    assertEquals(ARENA - 4096, malloc(ARENA - 4096, 16));
    assertEquals(new Address(ARENA - 4096), below.addressOf(ARENA - 4096));
  }

  @Test
  void rawMemoryElsewhereKeepsItsLowerBitsAndItsName() {
    long place = malloc(0x5555_0000_1230L, 16);
    assertEquals(LOWER + 0x555_0000_1230L, place);
    assertEquals(new Address(0x5555_0000_1230L), below.addressOf(place));
    raw.free(place);
    assertEquals(List.of(new Request.RawFree(new Address(0x5555_0000_1230L))), releases);
  }

  @Test
  void refusalIsZeroAndRecorded() {
    assertEquals(0, malloc(0, 16));
    assertEquals(
        List.of(new Call(new Request.RawMalloc(new ByteCount(16)), Answer.REFUSED)), below.calls());
  }

  @Test
  void callocClearsWhatWasUsedBefore() {
    long place = malloc(0x1000, 10_000);
    memory.restore(place, bytes(10_000, 7));
    raw.free(place);
    grant(0x1000);
    assertEquals(place, raw.calloc(3, 3_000));
    assertArrayEquals(bytes(9_000, 0), memory.save(place, 9_000));
    assertArrayEquals(bytes(1_000, 7), memory.save(place + 9_000, 1_000));
  }

  @Test
  void reallocCopiesAsMuchAsBothHave() {
    long old = malloc(0x1_0000, 9_000);
    memory.restore(old, bytes(9_000, 5));
    grant(0x2_0000);
    long larger = raw.realloc(old, 12_000);
    assertArrayEquals(bytes(9_000, 5), memory.save(larger, 9_000));
    assertArrayEquals(bytes(3_000, 0), memory.save(larger + 9_000, 3_000));
    grant(0x3_0000);
    long smaller = raw.realloc(larger, 4_100);
    assertArrayEquals(bytes(4_100, 5), memory.save(smaller, 4_100));
    assertArrayEquals(bytes(100, 0), memory.save(smaller + 4_100, 100));
  }

  @Test
  void refusedReallocLeavesTheGrantAlone() {
    long place = malloc(0x1_0000, 16);
    answers.add(Answer.REFUSED);
    assertEquals(0, raw.realloc(place, 64));
    assertEquals(new Address(0x1_0000), below.addressOf(place));
  }

  @Test
  void twoGrantsThatWouldShareAPlaceAreNotHeld() {
    malloc(0x1000_0000_2000L, 32);
    assertThrows(CannotHold.class, () -> malloc(0x2000_0000_201fL, 1));
    assertThrows(CannotHold.class, () -> malloc(0x2000_0000_1ff1L, 16));
    assertEquals(LOWER + 0x2020, malloc(0x2000_0000_2020L, 16));
  }

  @Test
  void arenaOutsideTheWindowIsNotHeld() {
    grant(0x5555_0010_0000L);
    CannotHold unheld = assertThrows(CannotHold.class, () -> below.arenas().allocate(1 << 20));
    assertTrue(unheld.getMessage().contains("impl holds what lies between 0x700000000000 and"));
  }

  @Test
  void grantThatReachesTheControlBlockIsNotHeld() {
    long room = window.control() - LOWER;
    assertEquals(LOWER, malloc(LOWER, room));
    raw.free(LOWER);
    assertThrows(CannotHold.class, () -> malloc(LOWER, room + 1));
  }

  @Test
  void grantThatGrowsIntoOneFromElsewhereIsNotHeld() {
    long place = malloc(LOWER + 0x1000, 16);
    malloc(0x1000_0000_1010L, 16);
    grant(LOWER + 0x1000);
    assertThrows(CannotHold.class, () -> raw.realloc(place, 17));
  }

  @Test
  void grantThatGrowsIntoItsNeighbourDoesSoAsBelow() {
    long place = malloc(0x1000_0000_1000L, 16);
    malloc(0x1000_0000_1010L, 16);
    grant(0x1000_0000_1000L);
    assertEquals(place, raw.realloc(place, 4096));
  }

  @Test
  void rawMemoryThatWouldLieAtNullIsNotHeld() {
    try (Window lowest = new Window(Presets.cpython311(), new Address(0x10_0000))) {
      assertEquals(0, lowest.place(0x1000_0000_0000L));
      assertThrows(CannotHold.class, () -> lowest.require("raw memory", 0x1000_0000_0000L, 0, 16));
      lowest.require("raw memory", 0x1000_0000_0010L, 0x10, 16);
    }
  }

  @Test
  void wordsOfFourBytesHaveTheirWholeSpaceWhereverArenasAreSaidToBe() {
    try (Window narrow = new Window(Presets.cpython39Of32Bits(), new Address(ARENA))) {
      assertEquals(0xf000_0000L, narrow.place(0xf000_0000L));
      assertTrue(narrow.control() >>> 32 == 0, Long.toHexString(narrow.control()));
    }
  }

  @Test
  void hugeRequestsTouchNoPages() {
    long bytes = 1L << 40;
    grant(0x1_0000);
    long place = raw.calloc(1, bytes);
    memory.restore(place + 5_000_000, bytes(1, 9));
    grant(0x200_0000_0000L);
    long moved = raw.realloc(place, bytes);
    assertArrayEquals(bytes(1, 9), memory.save(moved + 5_000_000, 1));
    raw.free(moved);
    grant(0x200_0000_0000L);
    raw.calloc(bytes / 8, 8);
    assertArrayEquals(bytes(1, 0), memory.save(moved + 5_000_000, 1));
  }
}
