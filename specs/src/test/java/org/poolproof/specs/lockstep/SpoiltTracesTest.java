package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Unreadable;

/** PAT1 traces with one value of the header, or one bit of the stream, changed. */
class SpoiltTracesTest {

  /** What the operations do not determine. */
  private static final Set<String> FREE_KEYS =
      Set.of("format", "name", "python", "platform", "threads");

  private static final int DOMAIN_BITS = 0x18;

  @ParameterizedTest
  @ValueSource(strings = {"asyncio", "sqlite", "difflib", "decimal", "gc_cycles"})
  void firstOperationsWithTheirOwnHeaderAgree(String name) throws Unreadable {
    assertNull(Recordings.replay(Recordings.trace(name, 3000)).difference());
  }

  @ParameterizedTest
  @ValueSource(strings = {"asyncio", "decimal"})
  void everyChangedValueOfTheHeaderIsFoundAtItsLine(String name) {
    byte[] trace = Recordings.trace(name, 3000);
    int line = 1;
    int checked = 0;
    int start = 0;
    for (int at = 0; trace[start] != '\n'; at++) {
      if (trace[at] == '\n') {
        line++;
        start = at + 1;
        continue;
      }
      String key = new String(trace, start, at - start, StandardCharsets.US_ASCII).split(":")[0];
      if (Character.isDigit(trace[at]) && line > 1 && at > start + key.length()) {
        byte[] spoilt = trace.clone();
        spoilt[at] = (byte) (trace[at] == '7' ? '3' : '7');
        checked += check(spoilt, key, line) ? 1 : 0;
      }
    }
    assertTrue(checked > 100, "only " + checked + " digits were checked");
  }

  private static boolean check(byte[] spoilt, String key, int line) {
    try {
      Difference difference = Recordings.replay(spoilt).difference();
      if (!FREE_KEYS.contains(key) && !key.equals("arena_bases")) {
        assertNotNull(difference, key);
        assertEquals(Difference.Rule.SUMMARY, difference.rule());
        assertEquals(line, difference.line().intValue(), key);
        return true;
      }
    } catch (Unreadable refused) {
      assertTrue(Set.of("format", "python", "ops", "ops_by_kind").contains(key), key);
    }
    return false;
  }

  @Test
  void movedArenaChangesTheHashOfTheAddresses() throws Unreadable {
    String text = new String(Recordings.trace("decimal", 3000), StandardCharsets.ISO_8859_1);
    int bases = text.indexOf("arena_bases: ") + "arena_bases: ".length();
    String moved = text.substring(0, bases + 4) + "7" + text.substring(bases + 5);
    Difference difference = Recordings.replay(moved).difference();
    assertNotNull(difference);
    assertTrue(difference.expected().startsWith("addr_hash: "), difference.toString());
  }

  @Test
  void missingAndSuperfluousArenasAreFoundAtTheirLine() throws Unreadable {
    String text = new String(Recordings.trace("decimal", 3000), StandardCharsets.ISO_8859_1);
    String more = text.replaceFirst("(?m)^arena_bases: ", "arena_bases: 7f0000000000,");
    assertNotNull(Recordings.replay(more).difference());
    String last = text.replaceFirst("(?m)^(arena_bases: .*)$", "$1,7f0000000000");
    Difference difference = Recordings.replay(last).difference();
    assertEquals(Difference.Rule.SUMMARY, difference.rule());
    assertEquals(
        text.substring(0, text.indexOf("arena_bases")).split("\n", -1).length,
        difference.line().intValue());
    String none = text.replaceFirst("(?m)^arena_bases: .*$", "arena_bases: ");
    assertEquals(Difference.Rule.SUMMARY, Recordings.replay(none).difference().rule());
  }

  /**
   * The kind, the domain and the flags of an operation cannot change unnoticed, but for three
   * things that make no difference: mem for obj, which are the same allocator; another domain for a
   * free, after which nothing may show where the block went; and a refusal of a raw realloc, which
   * the header counts as one in place.
   */
  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"asyncio", "difflib"})
  void everyChangedOperationIsFoundUnlessItMakesNoDifference(String name) throws Unreadable {
    byte[] trace = Recordings.trace(name, 400);
    for (Step step : steps(trace)) {
      int at = Math.toIntExact(step.offset());
      for (int bit = 0; bit < 8; bit++) {
        byte[] spoilt = trace.clone();
        spoilt[at] ^= (byte) (1 << bit);
        boolean isFree = (trace[at] & 4) != 0;
        boolean isRawRealloc = (trace[at] & ~0x60) == 2 && bit == 6;
        boolean isSame =
            swapsMemAndObj(spoilt, trace, at) || isRawRealloc || isFree && (bit == 3 || bit == 4);
        assertTrue(isFound(spoilt) || isSame, "bit " + bit + " of " + step);
      }
    }
  }

  /** Operands too, unless a block of the same class is meant, or a size in it. */
  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"asyncio", "difflib"})
  void mostChangedOperandsAreFoundAndNoneIsAFault(String name) {
    byte[] trace = Recordings.trace(name, 400);
    int found = 0;
    for (int at = streamStart(trace); at < trace.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] spoilt = trace.clone();
        spoilt[at] ^= (byte) (1 << bit);
        found += isFound(spoilt) ? 1 : 0;
      }
    }
    assertTrue(found > 0.9 * 8 * (trace.length - streamStart(trace)), found + " were found");
  }

  private static List<Step> steps(byte[] trace) throws Unreadable {
    try (ScriptReader reader = ScriptReader.open("trace", new ByteArrayInputStream(trace))) {
      return Script.rest(reader).statements().stream().map(Step.class::cast).toList();
    }
  }

  private static boolean swapsMemAndObj(byte[] one, byte[] other, int at) {
    int domains = (one[at] & DOMAIN_BITS) << 8 | other[at] & DOMAIN_BITS;
    return domains == 0x810 || domains == 0x1008;
  }

  private static boolean isFound(byte[] trace) {
    try {
      return Recordings.replay(trace).difference() != null;
    } catch (Unreadable refused) {
      return true;
    }
  }

  @Test
  void everyTraceThatEndsEarlyOrLateIsRefused() {
    byte[] trace = Recordings.trace("gc_cycles", 200);
    for (int length = 0; length < trace.length; length++) {
      byte[] start = Arrays.copyOf(trace, length);
      assertThrows(Unreadable.class, () -> Recordings.replay(start), length + " bytes");
    }
    byte[] more = Arrays.copyOf(trace, trace.length + 1);
    assertThrows(Unreadable.class, () -> Recordings.replay(more));
  }

  private static int streamStart(byte[] trace) {
    int at = 1;
    while (trace[at - 1] != '\n' || trace[at] != '\n') {
      at++;
    }
    return at + 1;
  }
}
