package org.poolproof.specs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.check.Miscounting.Wrong;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.scenario.Campaign;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.subject.CannotHold;

/** A check ends at the first difference, at an obstacle, when told to, or when all is spent. */
class CheckTest {

  private static final Geometry REAL = Geometries.named("cpython-3.9");
  private static final Geometry TINY = Geometries.named("tiny:arenas=3");

  private static Pair pair(Wrong wrong) {
    return Pair.withModel(geometry -> Miscounting.of(geometry, wrong));
  }

  private static CheckResult check(Geometry geometry, long count, Contestants contestants) {
    return Check.run(new Campaign(List.of(geometry), 1, count), contestants, number -> true);
  }

  @Test
  void honestSubjectAgreesInAllOperations() {
    CheckResult result = check(REAL, 5_000, pair(Wrong.NOTHING));
    assertNull(result.failure());
    assertNull(result.obstacle());
    assertFalse(result.isInterrupted());
    assertFalse(result.isFull());
    assertEquals(5_000, result.operationCount());
    assertEquals(10, result.episodeCount());
    assertTrue(result.greatestLiveBlockCount() > 50);
    assertEquals(0, result.imageCheckCount());
    assertEquals(Set.of(REAL), result.coverage().keySet());
  }

  @Test
  void rulesThatWereNotTakenGetMoreEpisodes() {
    CheckResult result = check(TINY, 40_000, pair(Wrong.NOTHING));
    assertTrue(result.isFull());
    assertEquals(Set.of(), CheckResult.missing(TINY, result.coverage().get(TINY)));
    assertTrue(result.operationCount() >= 40_000);
    assertFalse(CheckResult.missing(TINY, Map.of()).isEmpty());
  }

  @Test
  void firstDifferenceEndsTheCheckAndItsOperationsShowItAgain() {
    Pair pair = pair(Wrong.ANSWERS);
    Failure failure = check(REAL, 5_000, pair).failure();
    assertNotNull(failure);
    assertEquals(REAL, failure.geometry());
    assertEquals(Difference.Rule.ANSWER, failure.difference().rule());
    assertEquals(failure.difference().operation(), failure.instructions().size());
    var trial = new LockstepTrial(pair, REAL, Level.PLACEMENT, EnumSet.allOf(Compared.class));
    assertEquals(failure.difference(), trial.run(failure.instructions()));
    List<?> butTheLast = failure.instructions().subList(0, failure.instructions().size() - 1);
    assertNull(trial.run(failure.instructions().subList(0, butTheLast.size())));
  }

  @Test
  void sameSeedIsTheSameFailure() {
    assertEquals(
        check(REAL, 5_000, pair(Wrong.ANSWERS)).failure(),
        check(REAL, 5_000, pair(Wrong.ANSWERS)).failure());
  }

  @Test
  void auditIsMadeAtIntervalsInATinyHeapAndAtTheEndOfAnEpisode() {
    assertEquals(
        32, check(TINY, 5_000, pair(Wrong.BLOCK_COUNT)).failure().difference().operation());
    assertEquals(
        60, check(REAL, 5_000, pair(Wrong.BLOCK_COUNT)).failure().difference().operation());
  }

  @Test
  void checkStopsWhenItIsTold() {
    List<Long> told = new ArrayList<>();
    Campaign campaign = new Campaign(List.of(TINY), 1, 60_000);
    CheckResult result =
        Check.run(
            campaign,
            pair(Wrong.NOTHING),
            number -> {
              told.add(number);
              return number < 8_192;
            });
    assertTrue(result.isInterrupted());
    assertNull(result.failure());
    assertEquals(8_192, result.operationCount());
    assertEquals(List.of(4_096L, 8_192L), told);
  }

  @Test
  void subjectThatCannotBeBuiltIsAnObstacle() {
    Contestants contestants =
        Pair.withModel(geometry -> {
          throw new CannotHold("no room for " + geometry);
        });
    CheckResult result = check(TINY, 1_000, contestants);
    assertEquals("no room for " + TINY, result.obstacle());
    assertNull(result.failure());
    assertEquals(0, result.operationCount());
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void levelSaysWhatIsCompared(Level level) {
    Campaign campaign = new Campaign(List.of(REAL), 1, 3_000);
    Set<Compared> all = EnumSet.allOf(Compared.class);
    CheckResult text = Check.run(campaign, pair(Wrong.TEXT), level, all, number -> true);
    assertEquals(level == Level.CONTRACT, text.failure() == null);
    campaign = new Campaign(List.of(REAL), 1, 3_000);
    Set<Compared> rest = EnumSet.complementOf(EnumSet.of(Compared.STATISTICS));
    assertNull(Check.run(campaign, pair(Wrong.TEXT), level, rest, number -> true).failure());
  }

  @Test
  void contractAloneFindsWhatIsMisaligned() {
    Pair alone = new Pair(geometry -> Miscounting.of(geometry, Wrong.ANSWERS), false);
    CheckResult result = check(REAL, 3_000, alone);
    assertEquals(Difference.Rule.ALIGNED, result.failure().difference().rule());
    assertEquals(Map.of(), result.coverage());
    assertNull(
        check(REAL, 3_000, new Pair(geometry -> Miscounting.of(geometry, Wrong.NOTHING), false))
            .failure());
  }
}
