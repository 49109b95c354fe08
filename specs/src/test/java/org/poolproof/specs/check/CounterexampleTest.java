package org.poolproof.specs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.check.Miscounting.Wrong;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.scenario.Campaign;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.shrink.Shrunk.Variation;

/** A failure is made as small as it can be, run again, and written down. */
class CounterexampleTest {

  private static final Geometry GEOMETRY = Geometries.named("cpython-3.9");
  private static final Set<Compared> ALL = EnumSet.allOf(Compared.class);

  private static final List<Instruction> LEAST =
      List.of(Instruction.of(new Action.Malloc(Domain.OBJ, 0, new ByteCount(33))));

  private static Failure failure() {
    return failure(Wrong.ANSWERS);
  }

  private static Failure failure(Wrong wrong) {
    Pair pair = Pair.withModel(geometry -> Miscounting.of(geometry, wrong));
    return Check.run(new Campaign(List.of(GEOMETRY), 1, 5_000), pair, number -> true).failure();
  }

  /** A subject that is wrong only in those of its heaps whose number, from 1, is said to be. */
  private static Pair now(IntPredicate isWrong) {
    AtomicInteger opened = new AtomicInteger();
    return Pair.withModel(geometry ->
        Miscounting.of(
            geometry, isWrong.test(opened.incrementAndGet()) ? Wrong.ANSWERS : Wrong.NOTHING));
  }

  private static Counterexample of(Failure failure, Contestants contestants, Level level) {
    return Counterexample.of(failure, contestants, ALL, level);
  }

  @Test
  void failureThatAlwaysHappensIsMinimalAndFailsInEveryRun() {
    Counterexample least = of(failure(), now(number -> true), Level.PLACEMENT);
    assertEquals(LEAST, least.shrunk().instructions());
    assertTrue(least.shrunk().isMinimal());
    assertEquals(Counterexample.RUN_COUNT, least.failedRunCount());
    assertEquals(failure(), least.failure());
    List<Variation> variations = List.of(new Variation(0, 33, 33 + 1024, false));
    assertEquals(variations, least.shrunk().variations());
  }

  @Test
  void scriptSaysWhatTheReferenceAnswers() {
    Counterexample least = of(failure(), now(number -> true), Level.PLACEMENT);
    String text = least.script().text();
    assertTrue(text.contains("b0 = malloc 33            -> a0+0x30\n"), text);
    assertTrue(text.contains("level placement"), text);
    assertFalse(text.contains("end blocks"), text);
  }

  @Test
  void scriptOfTheContractSaysNoAnswers() {
    Pair alone = new Pair(geometry -> Miscounting.of(geometry, Wrong.ANSWERS), false);
    Difference misaligned = new Difference(Difference.Rule.ALIGNED, null, 1L, "", "");
    Counterexample least = of(new Failure(GEOMETRY, LEAST, misaligned), alone, Level.PLACEMENT);
    assertEquals(LEAST, least.shrunk().instructions());
    assertEquals(Difference.Rule.ALIGNED, least.shrunk().difference().rule());
    assertTrue(least.script().text().contains("b0 = malloc 33\n"), least.script().text());
    assertEquals(Level.CONTRACT, least.script().header().level());
  }

  @Test
  void scriptOfAWrongTotalEndsWithTheTotals() {
    for (Wrong wrong : List.of(Wrong.BLOCK_COUNT, Wrong.TEXT)) {
      Pair pair = Pair.withModel(geometry -> Miscounting.of(geometry, wrong));
      Counterexample least = of(failure(wrong), pair, Level.PLACEMENT);
      assertEquals(List.of(), least.shrunk().instructions());
      assertTrue(least.script().text().contains("end blocks 0 arenas 0"), least.script().text());
    }
  }

  @Test
  void failureOfEverySecondRunIsShrunkAndItsRateIsSaid() {
    Counterexample least = of(failure(), now(number -> number % 2 == 0), Level.PLACEMENT);
    assertEquals(LEAST, least.shrunk().instructions());
    assertEquals(Counterexample.RUN_COUNT / 2, least.failedRunCount());
  }

  @Test
  void failureThatHappensOnlyAtFirstIsShrunkAgainByRepeatedRuns() {
    Counterexample least =
        of(failure(), now(number -> number == 1 || number % 3 == 0), Level.PLACEMENT);
    assertEquals(LEAST, least.shrunk().instructions());
    assertTrue(least.failedRunCount() >= 3 && least.failedRunCount() <= 4);
  }

  @Test
  void failureThatDoesNotHappenAgainIsReportedAsItWas() {
    Counterexample same = of(failure(), now(number -> false), Level.PLACEMENT);
    assertEquals(failure().instructions(), same.shrunk().instructions());
    assertEquals(failure().difference(), same.shrunk().difference());
    assertFalse(same.shrunk().isMinimal());
    assertEquals(0, same.failedRunCount());
  }
}
