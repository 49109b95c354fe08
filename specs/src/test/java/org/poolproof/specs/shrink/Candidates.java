package org.poolproof.specs.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Instruction;

/** A trial that says of each candidate what a sentence says, and remembers them in order. */
final class Candidates implements Trial {

  private final Predicate<List<Instruction>> fails;
  private final List<List<Instruction>> tried = new ArrayList<>();

  Candidates(Predicate<List<Instruction>> fails) {
    this.fails = fails;
  }

  /** A trial in which all is well. */
  static Candidates passing() {
    return new Candidates(any -> false);
  }

  @Override
  public @Nullable Difference run(List<Instruction> instructions) {
    tried.add(List.copyOf(instructions));
    return fails.test(instructions)
        ? Sample.difference(Difference.Rule.ANSWER, (long) instructions.size())
        : null;
  }

  List<List<Instruction>> tried() {
    return tried;
  }

  List<Integer> lengths() {
    return tried.stream().map(List::size).toList();
  }

  /** What is to be made smaller with this trial. */
  Smallest smallest(List<Instruction> instructions) {
    return smallest(instructions, Sample.BUDGET);
  }

  Smallest smallest(List<Instruction> instructions, long budget) {
    Difference difference = Sample.difference(Difference.Rule.ANSWER, (long) instructions.size());
    return new Smallest(this, instructions, difference, budget);
  }
}
