package org.poolproof.specs.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;

/** What is left out, in which order, and what is said about it. */
class RemovalTest {

  private static final Predicate<Action> IS_FREE = action -> action instanceof Action.Free;
  private static final Instruction FREE_NULL = Instruction.of(new Action.FreeNull(Domain.OBJ));

  private static List<Instruction> mallocs(int count) {
    List<Instruction> mallocs = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      mallocs.add(Sample.malloc(number, number));
    }
    return mallocs;
  }

  /** So many blocks are allocated, and then freed in the same order. */
  private static List<Instruction> lives(int count) {
    List<Instruction> lives = mallocs(count);
    for (int number = 0; number < count; number++) {
      lives.add(Sample.free(number));
    }
    return lives;
  }

  @Test
  void allOfASortAreLeftOutAtOnce() {
    Candidates all = new Candidates(any -> true);
    Smallest smallest = all.smallest(lives(3));
    assertTrue(new Removal(smallest).whole(IS_FREE));
    assertEquals(mallocs(3), smallest.instructions());
    assertEquals(List.of(mallocs(3)), all.tried());
    assertFalse(new Removal(smallest).whole(IS_FREE));
    Candidates needed = Candidates.passing();
    assertFalse(new Removal(needed.smallest(lives(3))).whole(IS_FREE));
    assertEquals(List.of(mallocs(3)), needed.tried());
  }

  @Test
  void largerOnesAreLeftOutByBounds() {
    List<Instruction> sizes = new ArrayList<>();
    long[] bytes = {64, 65, 513, 4097, 32_769, 262_145};
    for (long each : bytes) {
      sizes.add(Sample.malloc(sizes.size(), each));
    }
    Candidates passing = Candidates.passing();
    assertFalse(new Removal(passing.smallest(sizes)).larger());
    List<List<Instruction>> expected = new ArrayList<>();
    for (int left = 1; left <= 5; left++) {
      expected.add(sizes.subList(0, left));
    }
    assertEquals(expected, passing.tried());
    Candidates two = new Candidates(some -> some.size() >= 2);
    Smallest smallest = two.smallest(sizes);
    assertTrue(new Removal(smallest).larger());
    assertEquals(sizes.subList(0, 2), smallest.instructions());
  }

  @Test
  void elementsOfACallocAreLargeTogetherOrApart() {
    Instruction wide = Instruction.of(new Action.Calloc(Domain.OBJ, 0, 1, new ByteCount(65)));
    Instruction many = Instruction.of(new Action.Calloc(Domain.OBJ, 1, 65, new ByteCount(1)));
    Instruction small = Instruction.of(new Action.Calloc(Domain.OBJ, 2, 64, new ByteCount(64)));
    Candidates passing = Candidates.passing();
    assertFalse(new Removal(passing.smallest(List.of(wide, many, small))).larger());
    assertEquals(List.of(List.of(small)), passing.tried());
  }

  @Test
  void runsOfASortAreHalvedFromTheEnd() {
    Instruction needed = Sample.free(2);
    Candidates trial = new Candidates(some -> some.contains(needed));
    Smallest smallest = trial.smallest(lives(8));
    assertTrue(new Removal(smallest).runs(IS_FREE));
    List<Instruction> left = new ArrayList<>(mallocs(8));
    left.add(needed);
    left.add(Sample.free(3));
    assertEquals(List.of(12, 8, 10, 10), trial.lengths());
    assertEquals(left, smallest.instructions());
    assertFalse(new Removal(smallest).runs(IS_FREE));
  }

  @Test
  void runsAreNotTriedWithoutBudget() {
    Candidates trial = new Candidates(any -> true);
    assertFalse(new Removal(trial.smallest(lives(8), 0)).runs(IS_FREE));
    Candidates brief = Candidates.passing();
    assertFalse(new Removal(brief.smallest(lives(8), 13)).runs(IS_FREE));
    assertEquals(List.of(12, 12), brief.lengths());
  }

  @Test
  void runsOfTwoAreTheShortest() {
    Candidates three = Candidates.passing();
    assertFalse(new Removal(three.smallest(mallocs(3))).runs(any -> true));
    assertEquals(List.of(), three.tried());
    Candidates four = Candidates.passing();
    assertFalse(new Removal(four.smallest(mallocs(5))).runs(any -> true));
    assertEquals(
        List.of(mallocs(3), List.of(mallocs(5).get(0), mallocs(5).get(3), mallocs(5).get(4))),
        four.tried().subList(0, 2));
    assertEquals(List.of(3, 3, 4), four.lengths());
  }

  @Test
  void wholeLivesAreLeftOut() {
    Instruction needed = Sample.free(2);
    List<Instruction> instructions = new ArrayList<>(lives(4));
    instructions.add(2, FREE_NULL);
    Candidates trial = new Candidates(some -> some.contains(needed));
    Smallest smallest = trial.smallest(instructions);
    assertTrue(new Removal(smallest).lives());
    assertEquals(List.of(FREE_NULL, Sample.malloc(2, 2), Sample.free(2)), smallest.instructions());
    assertEquals(List.of(5, 5, 3, 1), trial.lengths());
    Candidates passing = Candidates.passing();
    assertFalse(new Removal(passing.smallest(instructions)).lives());
    assertEquals(List.of(5, 5, 7, 7, 7, 7), passing.lengths());
    Candidates spent = new Candidates(any -> true);
    assertFalse(new Removal(spent.smallest(instructions, 0)).lives());
  }

  @Test
  void livesAreOfEveryKindOfOperation() {
    ByteCount size = new ByteCount(1);
    List<Action> actions =
        List.of(
            new Action.Malloc(Domain.OBJ, 0, size),
            new Action.Realloc(Domain.OBJ, 1, size),
            new Action.ReallocNull(Domain.OBJ, 2, size),
            new Action.Calloc(Domain.OBJ, 3, 1, size),
            new Action.Free(Domain.OBJ, 4));
    List<Instruction> instructions = new ArrayList<>();
    actions.forEach(action -> instructions.add(Instruction.of(action)));
    Candidates passing = Candidates.passing();
    new Removal(passing.smallest(instructions)).lives();
    assertEquals(List.of(3, 3, 4, 4, 4, 4, 4, 4), passing.lengths());
    List<List<Instruction>> singles =
        new ArrayList<>(passing.tried().subList(3, passing.tried().size()));
    Collections.reverse(singles);
    for (int at = 0; at < actions.size(); at++) {
      assertFalse(singles.get(at).contains(instructions.get(at)), actions.get(at).toString());
    }
  }

  @Test
  void singlesAreTriedFromTheEndUntilNoneCanBeLeftOut() {
    List<Instruction> needed = List.of(mallocs(4).get(1), mallocs(4).get(3));
    Candidates trial = new Candidates(some -> some.containsAll(needed));
    Smallest smallest = trial.smallest(mallocs(4));
    assertTrue(new Removal(smallest).singles());
    assertEquals(needed, smallest.instructions());
    assertEquals(List.of(3, 3, 2, 2, 1, 1), trial.lengths());
    assertFalse(new Removal(smallest).singles());
    Candidates all = new Candidates(any -> true);
    assertFalse(new Removal(all.smallest(mallocs(4), 0)).singles());
  }

  @Test
  void singlesGoOnWhereASequenceWasCut() {
    Trial cut = some -> some.size() < 6 ? Sample.difference(Difference.Rule.ANSWER, 2L) : null;
    Smallest smallest =
        new Smallest(cut, mallocs(6), Sample.difference(Difference.Rule.ANSWER, 6L), Sample.BUDGET);
    assertTrue(new Removal(smallest).singles());
    assertEquals(0, smallest.instructions().size());
  }

  @Test
  void pairsAreOfAnyTwo() {
    List<Instruction> four = mallocs(4);
    Candidates passing = Candidates.passing();
    assertFalse(new Removal(passing.smallest(four)).pair());
    assertEquals(6, passing.tried().size());
    assertEquals(6, passing.tried().stream().distinct().count());
    assertEquals(List.of(four.get(0), four.get(1)), passing.tried().getFirst());
    assertEquals(List.of(four.get(2), four.get(3)), passing.tried().getLast());
    Candidates ends = new Candidates(some -> some.equals(four.subList(1, 3)));
    Smallest smallest = ends.smallest(four);
    assertTrue(new Removal(smallest).pair());
    assertEquals(four.subList(1, 3), smallest.instructions());
    Candidates spent = new Candidates(any -> true);
    assertFalse(new Removal(spent.smallest(four, 0)).pair());
  }
}
