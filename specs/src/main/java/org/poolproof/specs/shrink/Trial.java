package org.poolproof.specs.shrink;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Instruction;

/** Carries operations out on heaps that start empty. */
@FunctionalInterface
public interface Trial {

  /** The first difference, null if there is none. */
  @Nullable Difference run(List<Instruction> instructions);
}
