package org.poolproof.specs.cli;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.check.Contestants;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.Subject;

/**
 * A subject and a reference as the command line names them. Short runs of {@code impl} are on
 * checked memory, where a fault is noticed that would end the process on plain memory.
 */
record NamedContestants(Subjects subjects, SubjectName named, SubjectName against)
    implements Contestants {

  @Override
  public Subject subject(Geometry geometry, boolean isShort) {
    return open(isShort ? named.checked() : named, geometry);
  }

  @Override
  public @Nullable Subject reference(Geometry geometry) {
    return against.isContract() ? null : open(against, geometry);
  }

  @Override
  public long shrinkBudget() {
    return named.kind().isPort() ? ProcessCost.BUDGET : Contestants.super.shrinkBudget();
  }

  /** An interrupt spends all of the budget. */
  @Override
  public long operationCount(List<Instruction> instructions, @Nullable Difference found) {
    if (Interrupt.isRequested()) {
      return shrinkBudget();
    }
    return named.kind().isPort()
        ? ProcessCost.of(instructions, found, named.kind())
        : Contestants.super.operationCount(instructions, found);
  }

  @Override
  public boolean areOnLayersOfTheirOwn(Geometry geometry) {
    Geometry one = built(named, geometry);
    Geometry other = built(against, geometry);
    return !against.isContract()
        && one.slots() != null
        && other.slots() != null
        && (!one.slots().equals(other.slots()) || one.rawBlockLimit() != other.rawBlockLimit());
  }

  private static Geometry built(SubjectName name, Geometry geometry) {
    Geometry own = name.geometry();
    return own == null ? geometry : own;
  }

  private Subject open(SubjectName name, Geometry geometry) {
    return subjects.open(name, built(name, geometry), LayersBelow.firstArena(geometry));
  }
}
