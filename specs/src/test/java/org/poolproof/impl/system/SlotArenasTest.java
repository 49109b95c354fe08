package org.poolproof.impl.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.memory.Memory;

/** The lowest free slot is granted; what is out is said in the memory itself. */
class SlotArenasTest {
  private static final long STATE = 0x1000;
  private static final long FIRST = 0x8030;
  private static final long STRIDE = 0x900;
  private static final long BYTES = 0x800;

  private Arena arena;
  private Memory memory;
  private SlotArenas slots;

  @BeforeEach
  void open() {
    arena = Arena.ofConfined();
    memory = Memory.plain(8, arena.allocate(16).address() - STATE);
    slots = new SlotArenas(memory, STATE, FIRST, STRIDE, 3);
  }

  @AfterEach
  void close() {
    arena.close();
  }

  @Test
  void slotsAreGrantedInOrderAndThenNone() {
    assertEquals(FIRST, slots.allocate(BYTES));
    assertEquals(FIRST + STRIDE, slots.allocate(BYTES));
    assertEquals(FIRST + 2 * STRIDE, slots.allocate(BYTES));
    assertEquals(0, slots.allocate(BYTES));
    assertState(1, 1, 1);
  }

  @Test
  void theLowestFreeSlotIsGranted() {
    for (int i = 0; i < 3; i++) {
      slots.allocate(BYTES);
    }
    slots.free(FIRST + 2 * STRIDE, BYTES);
    slots.free(FIRST + STRIDE, BYTES);
    assertState(1, 0, 0);
    assertEquals(FIRST + STRIDE, slots.allocate(BYTES));
    assertState(1, 1, 0);
  }

  @Test
  void whatIsLongerThanASlotIsRefused() {
    assertEquals(0, slots.allocate(STRIDE + 1));
    assertState(0, 0, 0);
    assertEquals(FIRST, slots.allocate(STRIDE));
  }

  @Test
  void whatIsNotOutIsNotTakenBack() {
    slots.allocate(BYTES);
    refusedFree(FIRST + STRIDE, "no arena out at 0x8930");
    refusedFree(FIRST + 1, "no arena out at 0x8031");
    refusedFree(FIRST + 3 * STRIDE, "no arena out at 0x9b30");
    slots.free(FIRST, BYTES);
    refusedFree(FIRST, "no arena out at 0x8030");
    assertState(0, 0, 0);
  }

  /** What follows the state of the last slot is anybody's. */
  @Test
  void thereIsNoSlotBehindTheLast() {
    memory.writeHalf(STATE + 12, 1);
    refusedFree(FIRST + 3 * STRIDE, "no arena out at 0x9b30");
    assertState(0, 0, 0, 1);
  }

  @Test
  void aRestoredStateIsTheStateOfTheSlots() {
    slots.allocate(BYTES);
    byte[] saved = memory.save(STATE, 12);
    slots.allocate(BYTES);
    memory.restore(STATE, saved);
    SlotArenas other = new SlotArenas(memory, STATE, FIRST, STRIDE, 3);
    assertEquals(FIRST + STRIDE, other.allocate(BYTES));
  }

  private void refusedFree(long address, String sentence) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> slots.free(address, BYTES));
    assertEquals(sentence, refused.getMessage());
  }

  private void assertState(int... out) {
    byte[] expected = new byte[16];
    for (int i = 0; i < out.length; i++) {
      expected[4 * i] = (byte) out[i];
    }
    assertArrayEquals(expected, memory.save(STATE, 16));
  }
}
