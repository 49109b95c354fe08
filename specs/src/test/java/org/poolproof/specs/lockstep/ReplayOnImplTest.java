package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.lockstep.Difference.Rule;
import org.poolproof.specs.lockstep.LyingSubject.Lie;
import org.poolproof.specs.lockstep.WrongImpl.Wrong;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Subject;

/** What a replay looks at beside what its script says: memory, contract, the model beside. */
class ReplayOnImplTest {

  private static final Geometry GEOMETRY = Geometries.named("cpython-3.9");
  private static final String HEAD = "# poolproof 1; geometry cpython-3.9\n";

  private static final String LIFE =
      """
      b0 = malloc 48
      b1 = malloc 48
      b2 = calloc 3 16
      b1 = realloc b1 400
      b3 = malloc 70000
      b3 = realloc b3 600
      b4 = calloc 2 40000
      b1 = realloc b1 17
      free b0
      free b3
      """;

  private static ReplayResult replay(String text, Subject subject, Level level) throws Unreadable {
    try (subject) {
      return Recordings.replay((HEAD + text).getBytes(StandardCharsets.US_ASCII), subject, level);
    }
  }

  private static Difference difference(Wrong wrong, int operation, int index, Level level)
      throws Unreadable {
    return replay(LIFE, new WrongImpl(GEOMETRY, wrong, operation, index), level).difference();
  }

  private static ReplayResult replay(String text, long limit, LongPredicate progress)
      throws Unreadable {
    byte[] content = (HEAD + text).getBytes(StandardCharsets.US_ASCII);
    try (ScriptReader reader = ScriptReader.open("F", new ByteArrayInputStream(content));
        ModelSubject model = new ModelSubject(GEOMETRY)) {
      return Replay.run(reader, model, Level.PLACEMENT, limit, progress);
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void implementationAsItIsAgrees(Level level) throws Unreadable {
    ReplayResult result = replay(LIFE, new WrongImpl(GEOMETRY, Wrong.NOTHING, 1, 0), level);
    assertNull(result.difference());
    assertNull(result.obstacle());
    assertEquals(10, result.operationCount());
    assertEquals(5, result.greatestLiveBlockCount());
    assertEquals(level == Level.PLACEMENT ? 1 : 0, result.imageCheckCount());
    assertEquals(level != Level.PLACEMENT, result.coverage().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "SPOILS_ANSWERED, 3, 20, CONTENT, 3, byte 20 is",
    "SPOILS_ANSWERED, 4, 40, CONTENT, 4, byte 40 is",
    "SPOILS_FIRST, 2, 0, CONTENT, 9, byte 0 is",
    "ANSWERS_NULL, 2, 0, MODEL, 2, null",
    "ANSWERS_MISALIGNED, 2, 0, MODEL, 2, 0x",
    "THROWS, 4, 0, SUBJECT, 4, java.lang.IllegalStateException: out of order",
    "RECURSES, 4, 0, SUBJECT, 4, java.lang.StackOverflowError: out of order",
    "SHOWS_MORE, 0, 0, IMAGE, 10, 'pool.szidx, 4 bytes at 0x1234'"
  })
  void wrongIsFoundAtItsLine(
      Wrong wrong, int operation, int index, Rule rule, long found, String actual)
      throws Unreadable {
    Difference difference = difference(wrong, operation, index, Level.PLACEMENT);
    assertNotNull(difference);
    assertEquals(rule, difference.rule());
    assertEquals(found, difference.operation());
    assertEquals(found + 1, difference.line());
    assertTrue(difference.actual().contains(actual), difference.actual());
  }

  @ParameterizedTest
  @CsvSource({
    "SPOILS_ANSWERED, 3, ZEROED, 3",
    "SPOILS_ANSWERED, 4, PREFIX_KEPT, 4",
    "ANSWERS_NULL, 2, SERVED, 2",
    "ANSWERS_MISALIGNED, 2, ALIGNED, 2",
    "ANSWERS_FIRST_AGAIN, 2, DISJOINT, 2"
  })
  void belowPlacementTheContractIsWatched(Wrong wrong, int operation, Rule rule, long found)
      throws Unreadable {
    for (Level level : List.of(Level.CONTRACT, Level.STRUCTURE)) {
      Difference difference = difference(wrong, operation, 0, level);
      assertNotNull(difference);
      assertEquals(rule, difference.rule());
      assertEquals(found, difference.operation());
      assertEquals(found + 1, difference.line());
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void blockThatIsNotTouchedAgainIsLookedAtInTheEnd(Level level) throws Unreadable {
    Subject subject = new WrongImpl(GEOMETRY, Wrong.SPOILS_FIRST, 2, 0);
    Difference difference = replay("b0 = malloc 48\nb1 = malloc 48\n", subject, level).difference();
    assertEquals(level == Level.PLACEMENT ? Rule.CONTENT : Rule.CONTENTS_KEPT, difference.rule());
    assertEquals(3, difference.line());
    assertTrue(difference.actual().contains("byte 0"), difference.actual());
  }

  @Test
  void faultThatTheSubjectFindsInItselfIsADifference() throws Unreadable {
    Subject subject = new LyingSubject(GEOMETRY, Lie.FAULT);
    Difference difference = replay("b0 = malloc 48\n", subject, Level.PLACEMENT).difference();
    assertEquals(Rule.INVARIANT, difference.rule());
    assertEquals("every invariant", difference.expected());
  }

  @Test
  void whoCannotHoldItIsAnObstacle() throws Unreadable {
    Subject subject = new WrongImpl(GEOMETRY, Wrong.CANNOT_HOLD, 2, 0);
    ReplayResult result = replay(LIFE, subject, Level.PLACEMENT);
    assertNull(result.difference());
    assertEquals("out of room", result.obstacle());
    assertEquals(2, result.operationCount());
  }

  @Test
  void replayTellsItsProgressAndStopsWhenItIsTold() throws Unreadable {
    String pairs = "b0 = malloc 8\nfree b0\n".repeat(5_000);
    List<Long> told = new ArrayList<>();
    ReplayResult whole = replay(pairs, Long.MAX_VALUE, told::add);
    assertEquals(List.of(4_096L, 8_192L), told);
    assertFalse(whole.interrupted());
    assertEquals(10_000, whole.operationCount());
    ReplayResult stopped = replay(pairs, Long.MAX_VALUE, count -> false);
    assertTrue(stopped.interrupted());
    assertEquals(4_096, stopped.operationCount());
    assertNull(stopped.obstacle());
  }

  @Test
  void endIsComparedOnlyIfItIsReached() throws Unreadable {
    String text = "b0 = malloc 8\nb1 = malloc 8\nend blocks 1 arenas 1 freed 0 high 1\n";
    assertEquals(1, replay(text, 1, count -> true).operationCount());
    assertNull(replay(text, 1, count -> true).difference());
    Difference difference = replay(text, 2, count -> true).difference();
    assertEquals(Rule.FINAL_COUNTER, difference.rule());
    assertEquals(4, difference.line());
  }

  @Test
  void scriptWithoutAnyStatementComparesNothing() throws Unreadable {
    assertEquals(
        "there is no operation, so that nothing was compared",
        replay("", 9, count -> true).obstacle());
    assertNull(replay("end blocks 0 arenas 0 freed 0 high 0\n", 9, count -> true).obstacle());
    assertNull(replay("free null\n", 9, count -> true).obstacle());
  }
}
