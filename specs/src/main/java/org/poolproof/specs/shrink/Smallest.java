package org.poolproof.specs.shrink;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.subject.UndefinedOperation;

/** The smallest sequence so far that breaks a rule: only what was tried takes its place. */
final class Smallest {

  private final Trial trial;
  private final long operationBudget;
  private List<Instruction> best;
  private Difference difference;
  private long trialCount;
  private long operationCount;

  /**
   * @param instructions what shows {@code difference} in a {@code trial}
   * @param operationBudget about so many operations are carried out at most
   */
  Smallest(
      Trial trial, List<Instruction> instructions, Difference difference, long operationBudget) {
    this.trial = trial;
    this.operationBudget = operationBudget;
    this.difference = difference;
    best = List.copyOf(upTo(instructions, difference));
  }

  private static List<Instruction> upTo(List<Instruction> instructions, Difference difference) {
    Long last = difference.operation();
    return last != null && last < instructions.size()
        ? instructions.subList(0, last.intValue())
        : instructions;
  }

  /** The sequence. */
  List<Instruction> instructions() {
    return best;
  }

  /** What it shows. */
  Difference difference() {
    return difference;
  }

  /** How many sequences were tried. */
  long trialCount() {
    return trialCount;
  }

  boolean hasBudget() {
    return operationCount < operationBudget;
  }

  /**
   * Whether {@code candidate} is simpler and breaks the same rule; if so it is the smallest from
   * now on. Since each is simpler than the one before, there is a last one.
   */
  boolean accept(List<Instruction> candidate) {
    if (Shortlex.ORDER.compare(candidate, best) >= 0) {
      return false;
    }
    Difference found = tried(candidate);
    if (found == null) {
      return false;
    }
    best = List.copyOf(upTo(candidate, found));
    difference = found;
    return true;
  }

  /** What {@code candidate} shows of the same rule, null if nothing. */
  @Nullable Difference tried(List<Instruction> candidate) {
    if (!hasBudget()) {
      return null;
    }
    trialCount++;
    try {
      Difference found = trial.run(candidate);
      operationCount += trial.operationCount(candidate, found);
      return found != null && found.rule() == difference.rule() ? found : null;
    } catch (UndefinedOperation nonsense) {
      operationCount += trial.operationCount(candidate, null);
      return null;
    }
  }

  /** The sequence with another instruction at {@code at}. */
  List<Instruction> with(int at, Instruction other) {
    List<Instruction> changed = new ArrayList<>(best);
    changed.set(at, other);
    return changed;
  }
}
