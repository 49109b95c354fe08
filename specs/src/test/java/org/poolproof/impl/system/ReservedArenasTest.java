package org.poolproof.impl.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.memory.Memory;

class ReservedArenasTest {
  private static final int ARENA = 1 << 16;

  private ReservedRange range;
  private Memory memory;

  @BeforeEach
  void open() {
    range = new ReservedRange(0x10_0000, 4 * ARENA + 4096);
    memory = Memory.plain(8, range.displacement());
  }

  @AfterEach
  void close() {
    range.close();
  }

  @Test
  void arenasLieAtMultiplesOfTheirSizeUntilTheRangeEnds() {
    ReservedArenas arenas = new ReservedArenas(range, ARENA);
    assertEquals(0x11_0000, arenas.allocate(ARENA));
    assertEquals(0x12_0000, arenas.allocate(ARENA));
    assertEquals(0x13_0000, arenas.allocate(ARENA));
    assertEquals(0, arenas.allocate(ARENA));
  }

  @Test
  void aRangeOfTwoPagesHasRoomForOne() {
    try (ReservedRange two = new ReservedRange(0x10_0000, 2 * 4096)) {
      ReservedArenas arenas = new ReservedArenas(two, 4096);
      assertEquals(0x10_1000, arenas.allocate(4096));
      assertEquals(0, arenas.allocate(4096));
    }
  }

  /** The states of 1024 slots are a page. */
  @Test
  void theFirstArenaMayFollowTheStatesAtOnce() {
    try (ReservedRange pages = new ReservedRange(0x10_0000, 1024 * 4096)) {
      assertEquals(0x10_1000, new ReservedArenas(pages, 4096).allocate(4096));
    }
  }

  @Test
  void placeThatWasGivenBackIsGrantedAgainAndIsZero() {
    ReservedArenas arenas = new ReservedArenas(range, ARENA);
    long first = arenas.allocate(ARENA);
    long second = arenas.allocate(ARENA);
    memory.writeWord(first, -1);
    memory.writeWord(first + ARENA - 8, -1);
    memory.writeWord(second, -1);
    arenas.free(first, ARENA);
    assertArrayEquals(new byte[ARENA], memory.save(first, ARENA));
    assertEquals(-1, memory.readWord(second));
    assertEquals(first, arenas.allocate(ARENA));
  }

  @Test
  void whatIsNotOutIsNotTakenBack() {
    ReservedArenas arenas = new ReservedArenas(range, ARENA);
    assertThrows(IllegalArgumentException.class, () -> arenas.free(0x11_0000, ARENA));
  }

  @Test
  void arenaIsAPowerOfTwoAndFits() {
    assertThrows(IllegalArgumentException.class, () -> new ReservedArenas(range, 3 * 4096));
    assertThrows(IllegalArgumentException.class, () -> new ReservedArenas(range, 8 * ARENA));
  }

  @Test
  void rangeOnRealMemoryHasNoDisplacement() {
    try (ReservedRange real = ReservedRange.onRealMemory(4096)) {
      assertEquals(0, real.displacement());
      Memory.plain(8, 0).writeWord(real.lower(), 42);
      assertEquals(42, Memory.plain(8, 0).readWord(real.lower()));
    }
    assertThrows(IllegalArgumentException.class, () -> ReservedRange.onRealMemory(4095));
  }
}
