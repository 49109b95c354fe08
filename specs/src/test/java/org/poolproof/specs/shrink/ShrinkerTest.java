package org.poolproof.specs.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Difference.Rule;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Conditions;
import org.poolproof.specs.script.Conditions.ArenaPlace;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.shrink.Shrunk.Variation;
import org.poolproof.specs.subject.UndefinedOperation;

class ShrinkerTest {

  private static Difference atTheEnd(List<Instruction> instructions) {
    return Sample.difference(Rule.ANSWER, (long) instructions.size());
  }

  private static Shrunk shrink(Trial trial, List<Instruction> instructions) {
    return Shrinker.shrink(trial, instructions, atTheEnd(instructions), Sample.BUDGET);
  }

  private static List<Instruction> mallocs(long... sizes) {
    List<Instruction> mallocs = new ArrayList<>();
    for (long size : sizes) {
      mallocs.add(Sample.malloc(mallocs.size(), size));
    }
    return mallocs;
  }

  @Test
  void operationsBehindTheDifferenceAreGoneAtOnce() {
    List<Instruction> instructions = mallocs(1, 2, 3);
    Shrunk shrunk =
        Shrinker.shrink(
            some -> null, instructions, Sample.difference(Rule.CALL, 2L), Sample.BUDGET);
    assertEquals(instructions.subList(0, 2), shrunk.instructions());
    assertEquals(Sample.difference(Rule.CALL, 2L), shrunk.difference());
    assertTrue(shrunk.isMinimal());
  }

  @Test
  void differenceOfNoOperationKeepsThemAll() {
    List<Instruction> instructions = mallocs(1, 2, 3);
    Difference none = Sample.difference(Rule.IMAGE, null);
    assertEquals(
        instructions,
        Shrinker.shrink(some -> null, instructions, none, Sample.BUDGET).instructions());
  }

  @Test
  void anotherRuleIsNotTheSameFailure() {
    Trial trial =
        some ->
            some.size() >= 3 ? atTheEnd(some) : Sample.difference(Rule.CALL, (long) some.size());
    Shrunk shrunk = shrink(trial, mallocs(5, 6, 7, 8, 9));
    assertEquals(mallocs(0, 0, 0), shrunk.instructions());
    assertEquals(Rule.ANSWER, shrunk.difference().rule());
  }

  @Test
  void undefinedOperationsShowNothing() {
    Trial trial =
        some -> {
          if (some.size() < 2) {
            throw new UndefinedOperation("free of nobody's block");
          }
          return atTheEnd(some);
        };
    assertEquals(mallocs(0, 0), shrink(trial, mallocs(1, 2, 3)).instructions());
  }

  @Test
  void twoThatBelongTogetherAreLeftOutTogether() {
    Trial even = some -> some.size() % 2 == 1 ? atTheEnd(some) : null;
    assertEquals(1, shrink(even, mallocs(1, 2, 3, 4, 5)).instructions().size());
  }

  private static Trial ofSizes(Predicate<List<Long>> fails) {
    return some -> {
      List<Long> sizes = some.stream().map(each -> Sample.bytes(each.action())).toList();
      return fails.test(sizes) ? atTheEnd(some) : null;
    };
  }

  @Test
  void twoThatAreApartAreLeftOutTogetherAndWhatIsLeftIsRenamed() {
    Trial both = ofSizes(sizes -> sizes.contains(2L) && sizes.contains(1L) == sizes.contains(3L));
    assertEquals(List.of(Sample.malloc(0, 2)), shrink(both, mallocs(1, 2, 3)).instructions());
    assertEquals(List.of(Sample.malloc(0, 2)), shrink(both, mallocs(1, 3, 2)).instructions());
  }

  @Test
  void longRunsAreLeftOutFirst() {
    List<Integer> lengths = new ArrayList<>();
    Trial trial =
        ofSizes(sizes -> {
          lengths.add(sizes.size());
          return sizes.contains(0L) && sizes.contains(1L);
        });
    Shrunk shrunk = shrink(trial, mallocs(7, 7, 0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 1, 7, 7, 7));
    assertEquals(mallocs(0, 1), shrunk.instructions());
    assertEquals(List.of(8, 8, 12, 12, 8, 4, 6, 4, 4, 4, 3, 2), lengths.subList(0, 12));
  }

  /** So many blocks that live one behind the other, each reallocated once. */
  private static List<Instruction> lives(int count, long bytes) {
    List<Instruction> lives = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      lives.add(Sample.malloc(number, bytes));
      lives.add(
          Instruction.of(new Action.Realloc(Domain.OBJ, number, new ByteCount(bytes + number))));
      lives.add(Sample.free(number));
    }
    return lives;
  }

  /** Long sequences of which much is needed: what one by one would take too many trials. */
  @Test
  void longSequencesAreMadeShortInLarge() {
    Candidates mallocsOnly =
        new Candidates(some -> some.stream().filter(ShrinkerTest::isMalloc).count() >= 60);
    Shrunk mallocs =
        Shrinker.shrink(mallocsOnly, lives(100, 90), atTheEnd(lives(100, 90)), Sample.BUDGET);
    assertEquals(60, mallocs.instructions().size());
    assertTrue(mallocsOnly.lengths().indexOf(100) <= 1, "reallocs and frees go first, as sorts");
    Candidates wholeLives = new Candidates(some -> areWholeLives(some) && some.size() >= 30);
    Shrunk lives =
        Shrinker.shrink(wholeLives, lives(60, 90), atTheEnd(lives(60, 90)), Sample.BUDGET);
    assertEquals(30, lives.instructions().size());
    assertTrue(wholeLives.lengths().contains(90), "half of the lives go at once");
  }

  private static boolean isMalloc(Instruction instruction) {
    return instruction.action() instanceof Action.Malloc;
  }

  private static boolean areWholeLives(List<Instruction> some) {
    return some.size() % 3 == 0
        && some.stream().filter(ShrinkerTest::isMalloc).count() * 3 == some.size();
  }

  @Test
  void sequenceOfSixtyFourIsNotLong() {
    Candidates passing = Candidates.passing();
    Shrinker.shrink(passing, mallocs(new long[64]), atTheEnd(mallocs(new long[64])), 64);
    assertEquals(List.of(32, 32), passing.lengths());
    Candidates lengthy = Candidates.passing();
    List<Instruction> large = lives(22, 1_000_000);
    Shrinker.shrink(lengthy, large, atTheEnd(large), 200);
    assertEquals(List.of(44, 44, 22, 22), lengthy.lengths().subList(0, 4));
  }

  @Test
  void blocksAreNumberedInTheOrderOfTheirCreation() {
    List<Instruction> instructions =
        List.of(Sample.malloc(7, 0), Sample.malloc(3, 0), Sample.free(7), Sample.malloc(9, 0));
    Trial whole = some -> some.size() == 4 && isFree(some.get(2)) ? atTheEnd(some) : null;
    assertEquals(
        List.of(Sample.malloc(0, 0), Sample.malloc(1, 0), Sample.free(0), Sample.malloc(2, 0)),
        shrink(
                some -> kinds(some).equals(kinds(instructions)) ? whole.run(some) : null,
                instructions)
            .instructions());
  }

  private static boolean isFree(Instruction instruction) {
    return instruction.action() instanceof Action.Free;
  }

  private static List<Class<?>> kinds(List<Instruction> instructions) {
    List<Class<?>> kinds = new ArrayList<>();
    instructions.forEach(each -> kinds.add(each.action().getClass()));
    return kinds;
  }

  @Test
  void whatMustBeSpecialStaysSoAndNothingElse() {
    Conditions special = new Conditions(0b1101, true, new ArenaPlace(5, 4096));
    Instruction instruction =
        new Instruction(new Action.Malloc(Domain.RAW, 4, new ByteCount(9)), special);
    Trial third =
        some -> !some.isEmpty() && some.getFirst().conditions().refuses(2) ? atTheEnd(some) : null;
    Instruction least = shrink(third, List.of(instruction)).instructions().getFirst();
    assertEquals(new Conditions(0b100, false, null), least.conditions());
    assertEquals(new Action.Malloc(Domain.OBJ, 0, new ByteCount(0)), least.action());
    Trial placed =
        some ->
            !some.isEmpty() && some.getFirst().conditions().arenaPlace() != null
                ? atTheEnd(some)
                : null;
    Instruction first = shrink(placed, List.of(instruction)).instructions().getFirst();
    assertEquals(new Conditions(0, false, new ArenaPlace(0, 0)), first.conditions());
  }

  @Test
  void sizeVariesUpToTheNextThatDoesNotShowIt() {
    Trial trial =
        some -> {
          long bytes = some.isEmpty() ? 0 : Sample.bytes(some.getFirst().action());
          return bytes >= 497 && bytes <= 512 ? atTheEnd(some) : null;
        };
    Shrunk shrunk = shrink(trial, mallocs(505));
    assertEquals(mallocs(497), shrunk.instructions());
    assertEquals(List.of(new Variation(0, 497, 512, true)), shrunk.variations());
  }

  @Test
  void sizeThatVariesWithoutEndIsNotBounded() {
    Trial trial =
        some ->
            some.size() == 2 && Sample.bytes(some.get(1).action()) >= 20 ? atTheEnd(some) : null;
    Shrunk shrunk = shrink(trial, mallocs(505, 30));
    assertEquals(mallocs(0, 20), shrunk.instructions());
    assertEquals(
        List.of(new Variation(0, 0, 1024, false), new Variation(1, 20, 20 + 1024, false)),
        shrunk.variations());
  }

  @Test
  void greatestWordDoesNotVary() {
    Trial trial =
        some ->
            !some.isEmpty() && Sample.bytes(some.getFirst().action()) == -1 ? atTheEnd(some) : null;
    Shrunk shrunk = shrink(trial, mallocs(-1));
    assertEquals(mallocs(-1), shrunk.instructions());
    assertEquals(List.of(), shrunk.variations());
  }

  @Test
  void hugeSizesGoDownByPowersOfTwoAndThenByOne() {
    long limit = 1L << 40;
    Trial above =
        some ->
            !some.isEmpty() && Sample.bytes(some.getFirst().action()) > limit
                ? atTheEnd(some)
                : null;
    assertEquals(mallocs(limit + 1), shrink(above, mallocs(limit * 3)).instructions());
    Trial odd =
        some ->
            !some.isEmpty() && Sample.bytes(some.getFirst().action()) >= 3000
                ? atTheEnd(some)
                : null;
    assertEquals(mallocs(3000), shrink(odd, mallocs(3100)).instructions());
  }

  @Test
  void spentBudgetIsNotMinimal() {
    Trial any = some -> atTheEnd(some);
    Shrunk shrunk = Shrinker.shrink(any, mallocs(1, 2, 3), atTheEnd(mallocs(1, 2, 3)), 1);
    assertFalse(shrunk.isMinimal());
    assertEquals(1, shrunk.trialCount());
    Shrunk none = Shrinker.shrink(any, mallocs(1, 2), atTheEnd(mallocs(1, 2)), 0);
    assertEquals(mallocs(1, 2), none.instructions());
    assertEquals(0, none.trialCount());
    assertFalse(none.isMinimal());
  }
}
