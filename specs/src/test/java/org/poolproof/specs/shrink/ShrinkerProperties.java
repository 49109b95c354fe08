package org.poolproof.specs.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;

/** What the shrinker ends with is minimal, was tried, and shows what it says. */
class ShrinkerProperties {

  private static final Difference.Rule RULE = Difference.Rule.ANSWER;

  /** Fails at the operation by which {@code creations} blocks are live and so many bytes asked. */
  private record Hoard(int creations, long bytes) implements Trial {
    @Override
    public @Nullable Difference run(List<Instruction> instructions) {
      Map<Integer, Long> live = new HashMap<>();
      long operation = 0;
      for (Instruction each : instructions) {
        operation++;
        switch (each.action()) {
          case Action.Malloc m -> live.put(m.blockNumber(), m.size().value());
          case Action.Calloc c -> live.put(c.blockNumber(), Sample.bytes(c));
          case Action.ReallocNull r -> live.put(r.blockNumber(), r.size().value());
          case Action.Realloc r ->
              live.computeIfPresent(r.blockNumber(), (n, b) -> Sample.bytes(r));
          case Action.Free f -> live.remove(f.blockNumber());
          case Action.FreeNull f -> {}
        }
        long sum = live.values().stream().mapToLong(Long::longValue).sum();
        if (live.size() >= creations && sum >= bytes) {
          return Sample.difference(RULE, operation);
        }
      }
      return null;
    }
  }

  /** Writes down all that it was asked, and what it said. */
  private static final class Diary implements Trial {
    private final Trial trial;
    private final Map<List<Instruction>, Difference> answers = new HashMap<>();
    private final List<List<Instruction>> tried = new ArrayList<>();

    Diary(Trial trial) {
      this.trial = trial;
    }

    @Override
    public @Nullable Difference run(List<Instruction> instructions) {
      List<Instruction> copy = List.copyOf(instructions);
      Difference answer = trial.run(copy);
      tried.add(copy);
      if (answer != null) {
        answers.put(copy, answer);
      }
      return answer;
    }
  }

  private static Shrunk shrink(Trial trial, List<Instruction> instructions) {
    Difference first = trial.run(instructions);
    Assume.that(first != null);
    return Shrinker.shrink(trial, instructions, first, Sample.BUDGET);
  }

  @Property(tries = 40, seed = "11")
  void nothingCanBeLeftOutNeitherOneNorTwo(
      @ForAll @LongRange(min = 1, max = 1L << 40) long seed,
      @ForAll @IntRange(min = 1, max = 3) int creations,
      @ForAll @IntRange(max = 900) int bytes) {
    Trial trial = new Hoard(creations, bytes);
    Shrunk shrunk = shrink(trial, Sample.random(seed, 60));
    assertTrue(shrunk.isMinimal());
    List<Instruction> best = shrunk.instructions();
    assertEquals(shrunk.difference(), trial.run(best));
    for (int first = 0; first < best.size(); first++) {
      List<Instruction> rest = new ArrayList<>(best);
      rest.remove(first);
      assertNull(trial.run(rest));
      for (int second = first; second < rest.size(); second++) {
        List<Instruction> fewer = new ArrayList<>(rest);
        fewer.remove(second);
        assertNull(trial.run(fewer));
      }
    }
  }

  @Property(tries = 40, seed = "12")
  void noSizeCanBeLoweredAndNothingIsSpecial(
      @ForAll @LongRange(min = 1, max = 1L << 40) long seed,
      @ForAll @IntRange(min = 1, max = 3) int creations,
      @ForAll @IntRange(max = 900) int bytes) {
    Trial trial = new Hoard(creations, bytes);
    List<Instruction> best = shrink(trial, Sample.random(seed, 60)).instructions();
    for (int at = 0; at < best.size(); at++) {
      assertTrue(best.get(at).conditions().isCalm());
      for (Simpler.Size size : Simpler.sizes(best.get(at).action())) {
        for (long lower = 0; lower < size.value(); lower++) {
          List<Instruction> changed = new ArrayList<>(best);
          changed.set(at, Instruction.of(size.with().apply(lower)));
          assertNull(trial.run(changed));
        }
      }
    }
  }

  @Property(tries = 30, seed = "13")
  void hoardEndsAsPlainMallocsOfAsMuchAsIsNeeded(
      @ForAll @LongRange(min = 1, max = 1L << 40) long seed,
      @ForAll @IntRange(min = 1, max = 4) int creations,
      @ForAll @IntRange(max = 500) int bytes) {
    List<Instruction> best =
        shrink(new Hoard(creations, bytes), Sample.random(seed, 80)).instructions();
    List<Instruction> least = new ArrayList<>();
    long sum = 0;
    for (Instruction each : best) {
      least.add(Sample.malloc(least.size(), Sample.bytes(each.action())));
      sum += Sample.bytes(each.action());
    }
    assertEquals(least, best);
    assertEquals(creations, best.size());
    assertEquals(bytes, sum);
  }

  @Property(tries = 30, seed = "14")
  void whatIsReportedWasTriedAndSaidSo(@ForAll @LongRange(min = 1, max = 1L << 40) long seed) {
    Diary diary = new Diary(new Hoard(2, 300));
    Shrunk shrunk = shrink(diary, Sample.random(seed, 50));
    Difference said = null;
    for (Map.Entry<List<Instruction>, Difference> each : diary.answers.entrySet()) {
      Long last = each.getValue().operation();
      if (each.getKey().subList(0, last.intValue()).equals(shrunk.instructions())) {
        said = each.getValue();
      }
    }
    assertEquals(said, shrunk.difference());
    assertEquals(diary.tried.size() - 1, shrunk.trialCount());
  }

  @Property(tries = 30, seed = "15")
  void trialThatFailsNowAndThenNeverGivesWhatItDidNotShow(
      @ForAll @LongRange(min = 1, max = 1L << 40) long seed) {
    Trial sound = new Hoard(2, 100);
    Random random = new Random(seed);
    Trial flaky = some -> random.nextInt(3) == 0 ? sound.run(some) : null;
    List<Instruction> instructions = Sample.random(seed, 40);
    Difference first = sound.run(instructions);
    Assume.that(first != null);
    Shrunk shrunk = Shrinker.shrink(flaky, instructions, first, Sample.BUDGET);
    assertNotNull(sound.run(shrunk.instructions()));
    assertEquals(sound.run(shrunk.instructions()), shrunk.difference());
  }

  @Property(tries = 30, seed = "16")
  void budgetIsKeptAndSaidToBeSpent(
      @ForAll @LongRange(min = 1, max = 1L << 40) long seed,
      @ForAll @IntRange(min = 1, max = 400) int budget) {
    Diary diary = new Diary(new Hoard(3, 400));
    List<Instruction> instructions = Sample.random(seed, 60);
    Difference first = diary.trial.run(instructions);
    Assume.that(first != null);
    Shrunk shrunk = Shrinker.shrink(diary, instructions, first, budget);
    long carriedOut = diary.tried.stream().mapToLong(each -> Math.max(1, each.size())).sum();
    assertTrue(carriedOut <= budget + 60, carriedOut + " of " + budget);
    if (shrunk.isMinimal()) {
      assertEquals(3, shrunk.instructions().size());
    }
    assertEquals(shrunk.difference(), diary.trial.run(shrunk.instructions()));
  }
}
