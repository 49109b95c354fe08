package org.poolproof.specs.check;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Growth;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.shrink.Trial;
import org.poolproof.specs.subject.Subject;

/** A round of steady work on a fresh heap of the subject. */
final class SteadyTrial implements Trial {

  /** What it costs to see that there is no growth, and that there is some. */
  private static final long IDLE_OPERATIONS = 80_000;

  private static final long GROWING_OPERATIONS = 800_000;

  private final Contestants contestants;
  private final Geometry geometry;

  SteadyTrial(Contestants contestants, Geometry geometry) {
    this.contestants = contestants;
    this.geometry = geometry;
  }

  @Override
  public @Nullable Difference run(List<Instruction> instructions) {
    try (Subject subject = contestants.subject(geometry, true)) {
      return Growth.find(instructions.stream().map(Instruction::action).toList(), subject);
    }
  }

  @Override
  public long operationCount(List<Instruction> instructions, @Nullable Difference found) {
    return found == null ? IDLE_OPERATIONS : GROWING_OPERATIONS;
  }
}
