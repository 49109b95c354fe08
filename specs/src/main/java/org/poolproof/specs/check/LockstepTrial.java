package org.poolproof.specs.check;

import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Lockstep;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.shrink.Trial;
import org.poolproof.specs.subject.Subject;

/**
 * A sequence of operations on fresh heaps of the two contestants. As in a replay, a tiny heap is
 * audited after each operation, any other at the end.
 */
final class LockstepTrial implements Trial {

  private final Contestants contestants;
  private final Geometry geometry;
  private final Set<Compared> compared;

  LockstepTrial(Contestants contestants, Geometry geometry, Set<Compared> compared) {
    this.contestants = contestants;
    this.geometry = geometry;
    this.compared = compared;
  }

  @Override
  public @Nullable Difference run(List<Instruction> instructions) {
    int interval = geometry.slots() == null ? Check.AUDIT_INTERVAL : 1;
    try (Subject reference = contestants.reference(geometry);
        Subject subject = contestants.subject(geometry, true)) {
      Lockstep lockstep = new Lockstep(reference, subject, compared);
      for (Instruction instruction : instructions) {
        Difference difference = lockstep.perform(instruction);
        if (difference == null && lockstep.operationCount() % interval == 0) {
          difference = lockstep.audit();
        }
        if (difference != null) {
          return difference;
        }
      }
      return lockstep.audit();
    }
  }
}
