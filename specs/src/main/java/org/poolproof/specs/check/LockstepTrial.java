package org.poolproof.specs.check;

import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.lockstep.Bout;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.shrink.Trial;
import org.poolproof.specs.subject.Subject;

/**
 * A sequence of operations on fresh heaps of the two contestants. As in a replay, a tiny heap is
 * audited after each operation, any other at the end.
 */
final class LockstepTrial implements Trial {

  private final Contestants contestants;
  private final Geometry geometry;
  private final Level level;
  private final Set<Compared> compared;

  LockstepTrial(Contestants contestants, Geometry geometry, Level level, Set<Compared> compared) {
    this.contestants = contestants;
    this.geometry = geometry;
    this.level = level;
    this.compared = compared;
  }

  @Override
  public @Nullable Difference run(List<Instruction> instructions) {
    int interval = geometry.slots() == null ? Check.AUDIT_INTERVAL : 1;
    try (@Nullable Subject reference = contestants.reference(geometry);
        Subject subject = contestants.subject(geometry, true)) {
      Bout bout = Bout.of(reference, subject, level, compared);
      for (Instruction instruction : instructions) {
        Difference difference = bout.perform(instruction);
        if (difference == null && bout.operationCount() % interval == 0) {
          difference = bout.audit();
        }
        if (difference != null) {
          return difference;
        }
      }
      return bout.audit();
    }
  }
}
