package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.specs.lockstep.LyingSubject.Lie;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.SummaryKey;
import org.poolproof.specs.script.Unreadable;

/** Each comparison alone finds a subject that is wrong in its respect only. */
class KnockOutsTest {

  private static final String RECORDING = Recordings.golden("3.7.16", 300);
  private static final List<String> LINES = List.of(RECORDING.split("\n", -1));

  private static final String TINY =
      """
      # poolproof 1; geometry tiny:classes=2,blocks=3,pools=4,arenas=2
      b0 = malloc 16
      b1 = malloc 16
      free b0
      """;

  private static Difference difference(Lie lie, Level level) throws Unreadable {
    LyingSubject subject = new LyingSubject(Geometries.named("cpython-3.7"), lie);
    byte[] content = RECORDING.getBytes(StandardCharsets.US_ASCII);
    return Recordings.replay(content, subject, level).difference();
  }

  private static String line(Difference difference) {
    assertNotNull(difference);
    assertNotNull(difference.line());
    return LINES.get(Math.toIntExact(difference.line()) - 1);
  }

  @Test
  void honestSubjectAgrees() throws Unreadable {
    assertNull(difference(Lie.NONE, Level.PLACEMENT));
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_BESIDE", "ANSWER_NULL"})
  void wrongAnswerIsFoundAtItsOperation(Lie lie) throws Unreadable {
    Difference difference = difference(lie, Level.PLACEMENT);
    assertEquals(Difference.Rule.ANSWER, difference.rule());
    assertTrue(line(difference).matches("[mcnr] .*"));
    assertEquals(1, difference.operation());
  }

  @Test
  void addressOfAnAnswerCountsAtPlacementOnly() throws Unreadable {
    byte[] content = Recordings.golden("3.12.1", 2).getBytes(StandardCharsets.US_ASCII);
    for (Level level : Level.values()) {
      LyingSubject subject = new LyingSubject(Geometries.named("cpython-3.12"), Lie.ANSWER_BESIDE);
      Difference difference = Recordings.replay(content, subject, level).difference();
      assertEquals(level == Level.PLACEMENT, difference != null, level.toString());
    }
    assertNotNull(difference(Lie.ANSWER_NULL, Level.CONTRACT));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "CALL_SWALLOWED",
        "CALL_ADDED",
        "CALLS_SWAPPED",
        "ARENA_SIZE",
        "RAW_MALLOC_SIZE",
        "RAW_REALLOC_SIZE",
        "RAW_FREE_ADDRESS",
        "ARENA_KEPT",
        "ARENA_OF_ANOTHER"
      })
  void wrongCallIsFoundAtStructureAndNotByAnythingElse(Lie lie) throws Unreadable {
    Difference difference = difference(lie, Level.STRUCTURE);
    assertEquals(Difference.Rule.CALL, difference.rule());
    assertEquals(difference, difference(lie, Level.PLACEMENT));
    String kind =
        switch (lie) {
          case CALL_SWALLOWED, CALLS_SWAPPED -> "R";
          case ARENA_SIZE -> "A";
          case RAW_MALLOC_SIZE -> "M";
          case RAW_REALLOC_SIZE -> "R";
          case RAW_FREE_ADDRESS -> "F";
          case ARENA_KEPT, ARENA_OF_ANOTHER -> "a";
          default -> "[mcnrf]";
        };
    assertTrue(line(difference).matches(kind + " .*"), difference.toString());
    assertNull(difference(lie, Level.CONTRACT));
  }

  @Test
  void wrongSizeOfRadixNodeIsFound() throws Unreadable {
    String recording = Recordings.golden("3.12.1", 5);
    LyingSubject subject = new LyingSubject(Geometries.named("cpython-3.12"), Lie.RAW_CALLOC_SIZE);
    byte[] content = recording.getBytes(StandardCharsets.US_ASCII);
    Difference difference = Recordings.replay(content, subject, Level.PLACEMENT).difference();
    assertEquals(Difference.Rule.CALL, difference.rule());
    assertEquals("raw calloc 1 262144", difference.expected());
    assertEquals("raw calloc 1 262145", difference.actual());
    assertEquals(4, difference.line());
  }

  @Test
  void whatIsGivenBackTwiceIsFoundByTheLedgerAlone() throws Unreadable {
    for (Level level : Level.values()) {
      Difference difference = difference(Lie.RETURNED_TWICE, level);
      assertEquals(Difference.Rule.LAYER, difference.rule());
      assertTrue(line(difference).matches("[mcnrf] .*"), difference.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BLOCK_COUNT", "ARENAS_EVER", "ARENAS_FREED", "ARENAS_HIGH"})
  void wrongCounterIsFoundInTheLineOfTheCounters(Lie lie) throws Unreadable {
    Difference difference = difference(lie, Level.PLACEMENT);
    assertEquals(Difference.Rule.FINAL_COUNTER, difference.rule());
    assertTrue(line(difference).startsWith("# end "));
  }

  @Test
  void wrongCharacterOfTheTextIsFoundInItsLine() throws Unreadable {
    Difference difference = difference(Lie.TEXT_CHARACTER, Level.PLACEMENT);
    assertEquals(Difference.Rule.STATISTICS, difference.rule());
    assertTrue(line(difference).startsWith("#S Total"));
    assertEquals("'" + line(difference).substring(3) + "'", difference.expected());
  }

  @ParameterizedTest
  @EnumSource(names = {"TEXT_LINE_MISSING", "TEXT_LINE_MORE"})
  void textOfAnotherLengthIsFoundInItsLastLine(Lie lie) throws Unreadable {
    Difference difference = difference(lie, Level.PLACEMENT);
    assertEquals(Difference.Rule.STATISTICS, difference.rule());
    assertEquals(LINES.size() - 1, difference.line().intValue());
  }

  @Test
  void brokenInvariantIsFoundAtTheEnd() throws Unreadable {
    Difference difference = difference(Lie.FAULT, Level.CONTRACT);
    assertEquals(Difference.Rule.INVARIANT, difference.rule());
    assertEquals(300, difference.operation());
    assertEquals("a pool is in two lists", difference.actual());
  }

  @Test
  void brokenInvariantIsFoundAfterEachOperationOfTinyGeometry() throws Unreadable {
    LyingSubject subject = new LyingSubject(Geometries.named("tiny:"), Lie.FAULT);
    byte[] content = TINY.getBytes(StandardCharsets.US_ASCII);
    Difference difference = Recordings.replay(content, subject, null).difference();
    assertEquals(Difference.Rule.INVARIANT, difference.rule());
    assertEquals(1, difference.operation());
    assertEquals(2, difference.line());
  }

  @ParameterizedTest
  @EnumSource(names = {"ARENA_DENIED", "ARENAS_EVER", "ARENAS_HIGH", "ARENAS_FREED"})
  void wrongTotalOfTraceIsFoundInItsHeader(Lie lie) throws Unreadable {
    byte[] content = Recordings.trace("decimal", 500);
    LyingSubject subject = new LyingSubject(Geometries.named("cpython-3.12"), lie);
    Difference difference = Recordings.replay(content, subject, null).difference();
    assertEquals(Difference.Rule.SUMMARY, difference.rule());
    SummaryKey key =
        switch (lie) {
          case ARENAS_EVER -> SummaryKey.ARENAS_ALLOCATED;
          case ARENAS_HIGH -> SummaryKey.ARENAS_HIGHWATER;
          case ARENAS_FREED -> SummaryKey.ARENAS_FREED;
          default -> SummaryKey.PYMALLOC_SERVED;
        };
    String[] header = new String(content, StandardCharsets.ISO_8859_1).split("\n", 30);
    assertTrue(header[Math.toIntExact(difference.line()) - 1].startsWith(key + ": "));
    assertTrue(difference.expected().startsWith(key + ": "));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "ARENA_DENIED", "RAW_CALLOC_SIZE"})
  void everyLieIsFound(Lie lie) throws Unreadable {
    assertNotNull(difference(lie, Level.PLACEMENT));
  }
}
