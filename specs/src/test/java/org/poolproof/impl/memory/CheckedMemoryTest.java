package org.poolproof.impl.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.poolproof.impl.memory.ByteState.DEAD;
import static org.poolproof.impl.memory.ByteState.LIVE;
import static org.poolproof.impl.memory.ByteState.OUTSIDE;
import static org.poolproof.impl.memory.ByteState.USER;

import java.lang.foreign.Arena;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checked memory allows the transitions that are drawn at {@link Memory}, and faults all others.
 */
class CheckedMemoryTest {
  private static final long LOWER = 0x5000;
  private static final long AT = LOWER + 40;
  private static final long BYTES = 8;
  private static final long OTHER = LOWER + 80;
  private static final int WINDOW = 128;
  private static final int BUDGET = 3;

  private Arena arena;
  private CheckedMemory memory;

  @BeforeEach
  void open() {
    arena = Arena.ofConfined();
    memory = checked(8);
  }

  @AfterEach
  void close() {
    arena.close();
  }

  /** What may be done to the eight bytes at AT; from which states; and what they are then. */
  enum Deed {
    OWN("a grant", EnumSet.of(OUTSIDE), DEAD),
    OWN_ZEROED("a grant", EnumSet.of(OUTSIDE), LIVE),
    DISOWN("giving back", EnumSet.of(DEAD, LIVE), OUTSIDE),
    HAND_OUT("handing out a block", EnumSet.of(DEAD, LIVE), USER),
    TAKE_BACK("taking back a block", EnumSet.of(USER), DEAD),
    REVOKE("a revocation", EnumSet.of(DEAD, LIVE, USER), DEAD),
    DIE("a death", EnumSet.of(DEAD, LIVE), DEAD),
    WRITE_WORD("a write", EnumSet.of(DEAD, LIVE), LIVE),
    WRITE_ADDRESS("a write", EnumSet.of(DEAD, LIVE), LIVE),
    READ_WORD("a read", EnumSet.of(LIVE), null),
    READ_ADDRESS("a read", EnumSet.of(LIVE), null),
    ZERO("clearing a block", EnumSet.of(USER), null),
    COPY_FROM("a copy from a block", EnumSet.of(USER), null),
    COPY_TO("a copy to a block", EnumSet.of(USER, OUTSIDE), null);

    private final String name;
    private final Set<ByteState> allowed;
    private final ByteState after;

    Deed(String name, Set<ByteState> allowed, ByteState after) {
      this.name = name;
      this.allowed = allowed;
      this.after = after;
    }

    void apply(CheckedMemory memory) {
      switch (this) {
        case OWN -> memory.own(AT, BYTES);
        case OWN_ZEROED -> memory.ownZeroed(AT, BYTES);
        case DISOWN -> memory.disown(AT, BYTES);
        case HAND_OUT -> memory.handOut(AT, BYTES);
        case TAKE_BACK -> memory.takeBack(AT, BYTES);
        case REVOKE -> memory.revoke(AT, BYTES);
        case DIE -> memory.die(AT, BYTES);
        case WRITE_WORD -> memory.writeWord(AT, 7);
        case WRITE_ADDRESS -> memory.writeAddress(AT, 7);
        case READ_WORD -> memory.readWord(AT);
        case READ_ADDRESS -> memory.readAddress(AT);
        case ZERO -> memory.zeroUser(AT, BYTES);
        case COPY_FROM -> memory.copyUser(AT, OTHER, BYTES);
        case COPY_TO -> memory.copyUser(OTHER, AT, BYTES);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void deedsAreAllowedFromTheirStatesOnly(Deed deed) {
    for (ByteState before : ByteState.values()) {
      memory.mark(LOWER, WINDOW, OUTSIDE);
      memory.mark(OTHER, BYTES, USER);
      memory.mark(AT, BYTES, before);
      memory.beginOperation();
      if (deed.allowed.contains(before)) {
        deed.apply(memory);
        assertStates(deed.after == null ? before : deed.after);
      } else {
        assertFault(deed, before, AT);
        assertStates(before);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void deedsFaultAtTheLastByteToo(Deed deed) {
    ByteState good = deed.allowed.iterator().next();
    for (ByteState last : EnumSet.complementOf(EnumSet.copyOf(deed.allowed))) {
      memory.mark(OTHER, BYTES, USER);
      memory.mark(AT, BYTES, good);
      memory.mark(AT + BYTES - 1, 1, last);
      memory.beginOperation();
      assertFault(deed, last, AT + BYTES - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void wordsAndHalvesAreCheckedInTheirWholeLength(int wordBytes) {
    CheckedMemory of = checked(wordBytes);
    of.mark(AT, wordBytes, LIVE);
    assertDoesNotThrow(() -> of.readWord(AT));
    assertFaultAt(AT + wordBytes, () -> of.readWord(AT + 1));
    assertDoesNotThrow(() -> of.readHalf(AT + wordBytes - 4));
    of.beginOperation();
    assertFaultAt(AT + wordBytes, () -> of.readHalf(AT + wordBytes - 3));
    assertFaultAt(AT - 1, () -> of.writeHalf(AT - 1, 0));
    assertFaultAt(AT + wordBytes, () -> of.writeAddress(AT + 1, 0));
  }

  @Test
  void aWrittenHalfIsLiveAndNothingBesides() {
    memory.mark(LOWER, WINDOW, DEAD);
    memory.writeHalf(AT, 5);
    byte[] expected = new byte[WINDOW];
    java.util.Arrays.fill(expected, (byte) DEAD.ordinal());
    java.util.Arrays.fill(expected, 40, 44, (byte) LIVE.ordinal());
    assertArrayEquals(expected, memory.saveStates(LOWER, WINDOW));
    assertEquals(5, memory.readHalf(AT));
  }

  @Test
  void foreignHalvesMayBeAnybodysButInTheWindow() {
    for (ByteState state : ByteState.values()) {
      memory.beginOperation();
      memory.mark(AT, 4, state);
      assertDoesNotThrow(() -> memory.readForeignHalf(AT));
      assertEquals(state, memory.stateOf(AT));
    }
    memory.beginWalk();
    assertDoesNotThrow(() -> memory.readForeignHalf(LOWER));
    assertDoesNotThrow(() -> memory.readForeignHalf(LOWER + WINDOW - 4));
    assertFaultAt(LOWER - 1, () -> memory.readForeignHalf(LOWER - 1));
    assertFaultAt(LOWER + WINDOW, () -> memory.readForeignHalf(LOWER + WINDOW - 3));
  }

  @Test
  void oneAccessBeyondTheBudgetFaults() {
    memory.mark(AT, BYTES, LIVE);
    memory.beginOperation();
    memory.readWord(AT);
    memory.writeWord(AT, 1);
    memory.readForeignHalf(AT);
    MemoryFault fault = assertThrows(MemoryFault.class, () -> memory.readHalf(AT + 4));
    assertEquals("more than 3 accesses in one operation, the last at 0x502c", fault.getMessage());
    assertEquals(AT + 4, fault.address());
    memory.beginOperation();
    assertDoesNotThrow(() -> memory.readWord(AT));
  }

  @Test
  void copyingAndClearingCountAsOneAccessEach() {
    memory.mark(AT, 2 * BYTES, USER);
    memory.beginOperation();
    memory.zeroUser(AT, BYTES);
    memory.copyUser(AT, AT + BYTES, BYTES);
    memory.zeroUser(AT, BYTES);
    assertThrows(MemoryFault.class, () -> memory.zeroUser(AT, BYTES));
    memory.beginOperation();
    for (int i = 0; i < BUDGET; i++) {
      memory.copyUser(AT, AT + BYTES, BYTES);
    }
    assertThrows(MemoryFault.class, () -> memory.copyUser(AT, AT + BYTES, BYTES));
  }

  @Test
  void walksHaveNoBudget() {
    memory.mark(AT, BYTES, LIVE);
    memory.beginWalk();
    for (int i = 0; i < 1000; i++) {
      memory.readWord(AT);
    }
    memory.beginOperation();
    for (int i = 0; i < BUDGET; i++) {
      memory.readWord(AT);
    }
    assertThrows(MemoryFault.class, () -> memory.readWord(AT));
  }

  @Test
  void anEnlargedGrantKeepsItsStates() {
    memory.own(AT, 4);
    memory.mark(AT + 1, 1, LIVE);
    memory.enlarge(AT, 4, OTHER, 8);
    assertArrayEquals(new byte[4], memory.saveStates(AT, 4));
    assertArrayEquals(new byte[] {1, 2, 1, 1, 1, 1, 1, 1}, memory.saveStates(OTHER, 8));
  }

  @Test
  void aGrantEnlargedInItsPlaceKeepsItsStates() {
    memory.own(AT, 4);
    memory.mark(AT, 2, LIVE);
    memory.enlarge(AT, 4, AT, 8);
    assertArrayEquals(new byte[] {2, 2, 1, 1, 1, 1, 1, 1, 0}, memory.saveStates(AT, 9));
  }

  @Test
  void enlargingNothingIsAGrant() {
    memory.enlarge(0, 0, AT, 8);
    assertStates(DEAD);
    assertFaultAt(AT, () -> memory.enlarge(0, 0, AT, 8));
  }

  @Test
  void enlargingFaultsOnWhatIsNotTheAllocators() {
    memory.own(AT, 4);
    memory.handOut(AT + 2, 1);
    assertFaultAt(AT + 2, () -> memory.enlarge(AT, 4, OTHER, 8));
  }

  @Test
  void statesAreSavedAndRestored() {
    memory.mark(AT, 1, USER);
    memory.mark(AT + 1, 2, LIVE);
    byte[] saved = memory.saveStates(AT - 1, 6);
    assertArrayEquals(new byte[] {0, 3, 2, 2, 0, 0}, saved);
    byte[] again = {9, 9, 9, 9};
    memory.saveStates(AT, again);
    assertArrayEquals(new byte[] {3, 2, 2, 0}, again);
    memory.restoreStates(OTHER, saved);
    assertEquals(OUTSIDE, memory.stateOf(OTHER));
    assertEquals(USER, memory.stateOf(OTHER + 1));
    assertEquals(LIVE, memory.stateOf(OTHER + 3));
    assertEquals(OUTSIDE, memory.stateOf(OTHER + 4));
  }

  @Test
  void aWindowMayBeAsLongAsAllUserAddresses() {
    CheckedMemory wide = new CheckedMemory(Memory.plain(8, 0), 4096, 1L << 46, 10);
    long arena = 0x2AAA_AAA0_1000L;
    for (int i = 0; i < 2000; i++) {
      wide.own(arena, 1 << 20);
      wide.disown(arena, 1 << 20);
    }
    wide.own(arena, 1 << 20);
    assertEquals(DEAD, wide.stateOf(arena + (1 << 20) - 1));
    assertEquals(OUTSIDE, wide.stateOf(arena + (1 << 20)));
  }

  private CheckedMemory checked(int wordBytes) {
    long real = arena.allocate(WINDOW).address();
    return new CheckedMemory(Memory.plain(wordBytes, real - LOWER), LOWER, WINDOW, BUDGET);
  }

  private void assertStates(ByteState state) {
    for (int i = 0; i < BYTES; i++) {
      assertEquals(state, memory.stateOf(AT + i));
    }
    assertEquals(OUTSIDE, memory.stateOf(AT - 1));
    assertEquals(OUTSIDE, memory.stateOf(AT + BYTES));
  }

  private void assertFault(Deed deed, ByteState state, long address) {
    MemoryFault fault = assertThrows(MemoryFault.class, () -> deed.apply(memory));
    assertEquals(
        deed.name + " touches " + state + " bytes at 0x" + Long.toHexString(address),
        fault.getMessage());
    assertEquals(address, fault.address());
  }

  private static void assertFaultAt(long address, Executable access) {
    assertEquals(address, assertThrows(MemoryFault.class, access).address());
  }
}
