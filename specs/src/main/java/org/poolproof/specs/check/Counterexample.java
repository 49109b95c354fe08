package org.poolproof.specs.check;

import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.ScriptOf;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.shrink.Shrinker;
import org.poolproof.specs.shrink.Shrunk;
import org.poolproof.specs.shrink.Trial;
import org.poolproof.specs.subject.Subject;

/**
 * A failure, as small as it can be made.
 *
 * @param failure as it was found
 * @param shrunk what is left of it
 * @param failedRunCount in how many of {@link #RUN_COUNT} runs the smallest one fails
 * @param script the smallest one with what the reference answers to it
 */
public record Counterexample(Failure failure, Shrunk shrunk, int failedRunCount, Script script) {

  /** How often the smallest sequence is run to see whether it always fails. */
  public static final int RUN_COUNT = 10;

  /** So many operations are carried out to shrink one. */
  public static final long OPERATION_BUDGET = 20_000_000;

  /** Shrinks {@code failure}, which {@code contestants} showed. */
  public static Counterexample of(
      Failure failure, Contestants contestants, Set<Compared> compared, Level level) {
    Trial once = contestants.trial(failure, level, compared);
    Difference first = once.run(failure.instructions());
    Trial trial = first == null ? repeated(once) : once;
    Difference again = first == null ? trial.run(failure.instructions()) : first;
    Shrunk shrunk =
        again == null
            ? new Shrunk(failure.instructions(), failure.difference(), false, List.of(), 1)
            : Shrinker.shrink(trial, failure.instructions(), again, contestants.shrinkBudget());
    int failedRunCount = failedRunCount(once, shrunk);
    if (failedRunCount < RUN_COUNT && first != null) {
      shrunk =
          Shrinker.shrink(
              repeated(once),
              shrunk.instructions(),
              shrunk.difference(),
              contestants.shrinkBudget());
      failedRunCount = failedRunCount(once, shrunk);
    }
    return new Counterexample(
        failure, shrunk, failedRunCount, script(failure, shrunk, contestants, level));
  }

  private static int failedRunCount(Trial once, Shrunk shrunk) {
    int count = 0;
    for (int run = 0; run < RUN_COUNT; run++) {
      count += once.run(shrunk.instructions()) == null ? 0 : 1;
    }
    return count;
  }

  /** A trial that fails if one of several runs does, as those do that fail now and then. */
  private static Trial repeated(Trial once) {
    return (List<Instruction> instructions) -> {
      Difference found = null;
      for (int run = 0; run < RUN_COUNT && found == null; run++) {
        found = once.run(instructions);
      }
      return found;
    };
  }

  private static Script script(
      Failure failure, Shrunk shrunk, Contestants contestants, Level level) {
    if (failure.isSteady()) {
      return ScriptOf.steady(shrunk.instructions(), failure.geometry());
    }
    if (contestants.areOnLayersOfTheirOwn(failure.geometry())) {
      return OwnLayersTrial.script(contestants, failure.geometry(), shrunk.instructions());
    }
    boolean withEnd =
        shrunk.instructions().isEmpty()
            || switch (shrunk.difference().rule()) {
              case FINAL_COUNTER, STATISTICS -> true;
              default -> false;
            };
    try (@Nullable Subject reference = contestants.reference(failure.geometry());
        Subject subject = contestants.subject(failure.geometry(), true)) {
      if (reference == null || level == Level.CONTRACT) {
        return ScriptOf.of(shrunk.instructions(), subject);
      }
      return ScriptOf.of(shrunk.instructions(), reference, level, withEnd);
    }
  }
}
