package org.poolproof.impl.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.poolproof.impl.memory.ByteState.DEAD;
import static org.poolproof.impl.memory.ByteState.LIVE;
import static org.poolproof.impl.memory.ByteState.OUTSIDE;
import static org.poolproof.impl.memory.ByteState.USER;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** States are kept by page, and nobody can tell. */
class ShadowTest {
  private static final int PAGE = 4096;

  /** Not at the beginning of a page. */
  private static final long LOWER = 0x12_3456_7100L;

  private static final long FIRST_PAGE = 0x12_3456_8000L;
  private static final long HUGE = 1L << 46;

  private final Shadow shadow = new Shadow(LOWER, HUGE);

  /** A state for a range of the first three pages. */
  record Setting(int from, int length, ByteState state) {}

  @Provide
  Arbitrary<List<Setting>> settings() {
    Arbitrary<Integer> edges = Arbitraries.of(0, 1, 3839, 3840, 3841, 7935, 7936, 7937, 9000);
    Arbitrary<Integer> places = Arbitraries.oneOf(edges, Arbitraries.integers().between(0, 9000));
    Arbitrary<Integer> lengths =
        Arbitraries.oneOf(
            Arbitraries.of(0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE),
            Arbitraries.integers().between(0, 9000));
    return Combinators.combine(places, lengths, Arbitraries.of(ByteState.class))
        .as(Setting::new)
        .list()
        .ofMaxSize(12);
  }

  /** 9,200 bytes of states beside an array of them: get, save, restore and require agree. */
  @Property(tries = 300)
  void pagesAreAsGoodAsAnArray(@ForAll("settings") List<Setting> settings) {
    byte[] expected = new byte[18_200];
    Shadow actual = new Shadow(LOWER, expected.length);
    for (Setting setting : settings) {
      int end = setting.from() + setting.length();
      Arrays.fill(expected, setting.from(), end, (byte) setting.state().ordinal());
      actual.set(LOWER + setting.from(), setting.length(), setting.state());
    }
    assertArrayEquals(expected, actual.save(LOWER, expected.length));
    for (int i = 0; i < expected.length; i += 13) {
      assertEquals(expected[i], actual.get(LOWER + i).ordinal());
    }
    Shadow other = new Shadow(LOWER, expected.length);
    other.set(LOWER + 5, 10_000, USER);
    other.restore(LOWER, expected);
    assertArrayEquals(expected, other.save(LOWER, expected.length));
    assertEquals(actual.pageCount(), other.pageCount());
    int wrong = 0;
    while (wrong < expected.length && expected[wrong] == 0) {
      wrong++;
    }
    if (wrong == expected.length) {
      actual.require("it", LOWER, expected.length, OUTSIDE);
      assertEquals(0, actual.pageCount());
    } else {
      MemoryFault fault =
          assertThrows(
              MemoryFault.class, () -> actual.require("it", LOWER, expected.length, OUTSIDE));
      assertEquals(LOWER + wrong, fault.address());
    }
  }

  @Test
  void askingMakesNoPages() {
    assertEquals(OUTSIDE, shadow.get(LOWER + 17));
    shadow.require("it", LOWER, 100 * PAGE, OUTSIDE);
    assertArrayEquals(new byte[3 * PAGE], shadow.save(LOWER, 3 * PAGE));
    assertEquals(0, shadow.pageCount());
  }

  @Test
  void settingToOutsideMakesNoPages() {
    shadow.set(LOWER, 10 * PAGE, OUTSIDE);
    shadow.set(LOWER, 10, OUTSIDE);
    shadow.restore(LOWER, new byte[10 * PAGE]);
    assertEquals(0, shadow.pageCount());
  }

  @Test
  void pageIsDroppedWithItsLastByte() {
    shadow.set(FIRST_PAGE, 2, DEAD);
    shadow.set(FIRST_PAGE, 1, OUTSIDE);
    assertEquals(1, shadow.pageCount());
    shadow.set(FIRST_PAGE + 1, 1, OUTSIDE);
    assertEquals(0, shadow.pageCount());
    assertEquals(OUTSIDE, shadow.get(FIRST_PAGE + 1));
    shadow.set(FIRST_PAGE + PAGE - 1, 1, USER);
    shadow.restore(FIRST_PAGE, new byte[PAGE]);
    assertEquals(0, shadow.pageCount());
  }

  @Test
  void rangeOverPagesFaultsAtItsFirstWrongByte() {
    shadow.set(FIRST_PAGE, 3 * PAGE, DEAD);
    shadow.require("it", FIRST_PAGE, 3 * PAGE, DEAD);
    shadow.require("it", FIRST_PAGE, 3 * PAGE, LIVE, DEAD);
    shadow.set(FIRST_PAGE + 2 * PAGE + 77, 9, USER);
    shadow.set(FIRST_PAGE + 2 * PAGE + 99, 1, LIVE);
    MemoryFault fault =
        assertThrows(
            MemoryFault.class, () -> shadow.require("it", FIRST_PAGE, 3 * PAGE, DEAD, LIVE));
    assertEquals("it touches USER bytes at 0x123456a04d", fault.getMessage());
    assertEquals(FIRST_PAGE + 2 * PAGE + 77, fault.address());
  }

  @Test
  void uniformPageFaultsAtTheFirstByteAskedFor() {
    shadow.set(FIRST_PAGE, PAGE, LIVE);
    MemoryFault fault =
        assertThrows(MemoryFault.class, () -> shadow.require("it", FIRST_PAGE + 9, 20, DEAD));
    assertEquals(FIRST_PAGE + 9, fault.address());
  }

  @Test
  void writingAByteOfAUniformPageLeavesOtherPagesAlone() {
    shadow.set(FIRST_PAGE, 2 * PAGE, DEAD);
    shadow.set(FIRST_PAGE, 1, LIVE);
    assertEquals(LIVE, shadow.get(FIRST_PAGE));
    assertEquals(DEAD, shadow.get(FIRST_PAGE + 1));
    assertEquals(DEAD, shadow.get(FIRST_PAGE + PAGE));
    assertEquals(2, shadow.pageCount());
  }

  /** Pages whose numbers end alike are not confused. */
  @Test
  void distantPagesAreToldApart() {
    for (int i = 0; i < 40; i++) {
      shadow.set(FIRST_PAGE + (1L << 20) * i, 1, i % 2 == 0 ? LIVE : USER);
    }
    for (int i = 0; i < 40; i++) {
      assertEquals(i % 2 == 0 ? LIVE : USER, shadow.get(FIRST_PAGE + (1L << 20) * i));
      assertEquals(OUTSIDE, shadow.get(FIRST_PAGE + (1L << 20) * i + PAGE));
    }
    assertEquals(40, shadow.pageCount());
  }

  @Test
  void windowEndsWhereItSays() {
    Shadow small = new Shadow(LOWER, 16);
    assertDoesNotThrow(() -> small.set(LOWER, 16, LIVE));
    assertDoesNotThrow(() -> small.set(LOWER + 16, 0, LIVE));
    assertEquals(LIVE, small.get(LOWER + 15));
    assertOutside(LOWER - 1, 1, () -> small.get(LOWER - 1));
    assertOutside(LOWER + 16, 1, () -> small.get(LOWER + 16));
    assertOutside(LOWER + 17, 0, () -> small.save(LOWER + 17, 0));
    assertOutside(LOWER + 1, 16, () -> small.set(LOWER + 1, 16, LIVE));
    assertOutside(LOWER, 17, () -> small.require("it", LOWER, 17, LIVE));
    assertOutside(LOWER - 1, 17, () -> small.save(LOWER - 1, 17));
    assertOutside(LOWER + 14, 3, () -> small.restore(LOWER + 14, new byte[3]));
    assertOutside(LOWER + 3, -1, () -> small.set(LOWER + 3, -1, LIVE));
  }

  @Test
  void windowMayBeAllAddresses() {
    Shadow all = new Shadow(0, -1);
    all.set(0, 1, USER);
    all.set(-2, 1, LIVE);
    assertEquals(USER, all.get(0));
    assertEquals(LIVE, all.get(-2));
    assertEquals(2, all.pageCount());
  }

  private static void assertOutside(
      long at, long bytes, org.junit.jupiter.api.function.Executable access) {
    MemoryFault fault = assertThrows(MemoryFault.class, access);
    assertEquals(
        "access to " + bytes + " bytes outside the window at 0x" + Long.toHexString(at),
        fault.getMessage());
    assertEquals(at, fault.address());
  }
}
