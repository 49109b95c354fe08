package org.poolproof.specs.shrink;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.subject.UndefinedOperation;

/** Carries operations out on heaps that start empty. */
@FunctionalInterface
public interface Trial {

  /**
   * The first difference, null if there is none.
   *
   * @throws UndefinedOperation if the client breaks its own rules, so that nothing is shown
   */
  @Nullable Difference run(List<Instruction> instructions);

  /**
   * How much of a budget it takes to have run {@code instructions}, in operations.
   *
   * @param found what was found
   */
  default long operationCount(List<Instruction> instructions, @Nullable Difference found) {
    return Math.max(1, instructions.size());
  }
}
