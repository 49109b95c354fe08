package org.poolproof.specs.cli;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;

/**
 * What it costs to carry operations out in a process, in microseconds or so: a heap must be made,
 * lines go out and come back, bytes are written and read, and a process that dies or is silent must
 * be begun again.
 */
final class ProcessCost {

  /** What it may cost to shrink a failure. */
  static final long BUDGET = 16_000_000;

  private static final long HEAP = 500;
  private static final long OPERATION = 5;
  private static final long BYTES_PER_UNIT = 1_500;
  private static final long DEATH = 60_000;
  private static final long DEATH_OF_A_VIRTUAL_MACHINE = 300_000;

  private ProcessCost() {}

  /**
   * The cost of {@code instructions}.
   *
   * @param found what was found, null if nothing
   * @param kind in what kind of process
   */
  static long of(
      List<Instruction> instructions, @Nullable Difference found, SubjectName.Kind kind) {
    long bytes = 0;
    for (Instruction each : instructions) {
      bytes += Math.min(Subjects.SERVED_BYTES, requestedBytes(each.action()));
    }
    boolean isDead = found != null && found.rule() == Difference.Rule.SUBJECT;
    long death = kind == SubjectName.Kind.CLASS ? DEATH_OF_A_VIRTUAL_MACHINE : DEATH;
    return HEAP + OPERATION * instructions.size() + bytes / BYTES_PER_UNIT + (isDead ? death : 0);
  }

  private static long requestedBytes(Action action) {
    return switch (action) {
      case Action.Malloc m -> m.size().value() & Long.MAX_VALUE;
      case Action.Calloc c -> c.elementCount() * c.elementSize().value() & Long.MAX_VALUE;
      case Action.ReallocNull r -> r.size().value() & Long.MAX_VALUE;
      case Action.Realloc r -> r.size().value() & Long.MAX_VALUE;
      case Action.Free f -> 0;
      case Action.FreeNull f -> 0;
    };
  }
}
