package org.poolproof.specs.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;

/** Sizes are lowered together and one by one. */
class LoweringTest {

  private static Instruction calloc(int number, long count, long size) {
    return Instruction.of(new Action.Calloc(Domain.OBJ, number, count, new ByteCount(size)));
  }

  private static Predicate<List<Instruction>> atLeast(int at, long bytes) {
    return some -> some.size() > at && Sample.bytes(some.get(at).action()) >= bytes;
  }

  @Test
  void allSizesBecomeTheSame() {
    Candidates trial = new Candidates(some -> some.stream().allMatch(LoweringTest::isSixteen));
    Smallest smallest =
        trial.smallest(List.of(Sample.malloc(0, 100), calloc(1, 3, 70), Sample.free(0)));
    assertTrue(new Lowering(smallest).uniform());
    assertEquals(
        List.of(Sample.malloc(0, 16), calloc(1, 1, 16), Sample.free(0)), smallest.instructions());
  }

  private static boolean isSixteen(Instruction instruction) {
    return instruction.action() instanceof Action.Free || Sample.bytes(instruction.action()) == 16;
  }

  @Test
  void sizesAboveABoundAreLoweredToIt() {
    Candidates trial =
        new Candidates(some ->
            Sample.bytes(some.get(0).action()) == 300 && Sample.bytes(some.get(1).action()) == 20);
    Instruction small = Sample.malloc(1, 20);
    Smallest smallest = trial.smallest(List.of(Sample.malloc(0, 300), small));
    assertFalse(new Lowering(smallest).uniform());
    Candidates bounded =
        new Candidates(some ->
            Sample.bytes(some.get(0).action()) >= 200 && Sample.bytes(some.get(1).action()) == 20);
    Smallest lowered = bounded.smallest(List.of(Sample.malloc(0, 300), small));
    assertTrue(new Lowering(lowered).uniform());
    assertEquals(List.of(Sample.malloc(0, 256), small), lowered.instructions());
  }

  @Test
  void allCandidatesOfAUniformLowering() {
    Candidates passing = Candidates.passing();
    assertFalse(new Lowering(passing.smallest(List.of(Sample.malloc(0, 65)))).uniform());
    assertEquals(
        List.of(0L, 0L, 1L, 1L, 16L, 16L, 64L, 64L),
        passing.tried().stream().map(some -> Sample.bytes(some.getFirst().action())).toList());
  }

  @Test
  void leastSizeIsFoundInFewTrials() {
    for (long least : new long[] {0, 1, 2, 777, 1 << 20, (1 << 20) + 1}) {
      Candidates trial = new Candidates(atLeast(1, least));
      Smallest smallest = trial.smallest(List.of(Sample.malloc(0, 0), Sample.malloc(1, 2_000_000)));
      assertTrue(new Lowering(smallest).sizes());
      assertEquals(least, Sample.bytes(smallest.instructions().get(1).action()));
      List<Long> tried =
          trial.tried().stream().map(some -> Sample.bytes(some.get(1).action())).toList();
      assertTrue(tried.indexOf(least) < 25, least + " is tried after " + tried.indexOf(least));
      assertFalse(new Lowering(smallest).sizes());
    }
  }

  @Test
  void wayToTheLeastSizeIsHalved() {
    Candidates trial = new Candidates(atLeast(0, 5));
    new Lowering(trial.smallest(List.of(Sample.malloc(0, 16)))).sizes();
    assertEquals(
        List.of(0L, 8L, 4L, 6L, 5L),
        trial.tried().subList(0, 5).stream()
            .map(some -> Sample.bytes(some.getFirst().action()))
            .toList());
  }

  @Test
  void eachSizeOfAnOperationIsLowered() {
    Candidates trial =
        new Candidates(some ->
            some.getFirst().action() instanceof Action.Calloc c
                && c.elementCount() >= 3
                && c.elementSize().value() >= 7);
    Smallest smallest = trial.smallest(List.of(calloc(0, 50, 90)));
    assertTrue(new Lowering(smallest).sizes());
    assertEquals(List.of(calloc(0, 3, 7)), smallest.instructions());
  }

  @Test
  void sequenceMayBeCutWhileItsSizesAreLowered() {
    Trial cut =
        some -> {
          boolean isLow = some.size() == 3 && Sample.bytes(some.get(2).action()) < 50;
          return isLow || some.size() == 1 && Sample.bytes(some.getFirst().action()) >= 4
              ? Sample.difference(Difference.Rule.ANSWER, 1L)
              : null;
        };
    List<Instruction> three = List.of(Sample.malloc(0, 9), Sample.free(0), Sample.malloc(1, 90));
    Smallest smallest =
        new Smallest(cut, three, Sample.difference(Difference.Rule.ANSWER, 3L), Sample.BUDGET);
    assertTrue(new Lowering(smallest).sizes());
    assertEquals(List.of(Sample.malloc(0, 9)), smallest.instructions());
    assertTrue(new Lowering(smallest).sizes());
    assertEquals(List.of(Sample.malloc(0, 4)), smallest.instructions());
  }

  @Test
  void nothingIsLoweredWithoutBudget() {
    Candidates all = new Candidates(any -> true);
    Smallest smallest = all.smallest(List.of(Sample.malloc(0, 90)), 0);
    assertFalse(new Lowering(smallest).sizes());
    assertFalse(new Lowering(smallest).uniform());
    Candidates brief = new Candidates(atLeast(0, 50));
    new Lowering(brief.smallest(List.of(Sample.malloc(0, 90)), 3)).sizes();
    assertEquals(3, brief.tried().size());
  }
}
