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
import org.poolproof.specs.subject.port.PortSubject;

/**
 * A sequence of operations on fresh heaps of the two contestants. As in a replay, a tiny heap is
 * audited after each operation, any other at the end.
 */
final class LockstepTrial implements Trial {

  /** Up to so many operations, each is awaited: it is known which one a host dies in. */
  private static final int STEPWISE_LENGTH = 64;

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
      if (subject instanceof PortSubject behindPipe && instructions.size() <= STEPWISE_LENGTH) {
        behindPipe.port().goStepwise();
      }
      Difference difference =
          run(Bout.of(reference, subject, level, compared), instructions, interval);
      if (subject instanceof PortSubject behindPipe) {
        behindPipe.port().hurryIfSilent();
      }
      return difference;
    }
  }

  @Override
  public long operationCount(List<Instruction> instructions, @Nullable Difference found) {
    return contestants.operationCount(instructions, found);
  }

  private static @Nullable Difference run(Bout bout, List<Instruction> instructions, int interval) {
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
