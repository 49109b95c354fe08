package org.poolproof.specs.check;

import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.shrink.Trial;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.Subject;

/** What is checked against what: opens both, on heaps that start empty. */
public interface Contestants {

  /**
   * The allocator under test.
   *
   * @param isShort whether only a few operations follow, so that memory which notices more may be
   *     slower
   * @throws CannotHold if it cannot be built to {@code geometry}
   */
  Subject subject(Geometry geometry, boolean isShort);

  /**
   * What it is held against, null if the contract alone judges it.
   *
   * @throws CannotHold if it cannot be built to {@code geometry}
   */
  @Nullable Subject reference(Geometry geometry);

  /**
   * Whether each is on layers below of its own, since the two are built to geometries that grant
   * arenas or raw memory differently. Otherwise both get the same.
   */
  default boolean areOnLayersOfTheirOwn(Geometry geometry) {
    return false;
  }

  /** How many operations may be carried out to shrink a failure. */
  default long shrinkBudget() {
    return Counterexample.OPERATION_BUDGET;
  }

  /** How much of that budget it takes to have carried out {@code instructions}. */
  default long operationCount(List<Instruction> instructions, @Nullable Difference found) {
    return Math.max(1, instructions.size());
  }

  /** The trial that shows {@code failure}, and shorter ones. */
  default Trial trial(Failure failure, Level level, Set<Compared> compared) {
    return failure.isSteady()
        ? new SteadyTrial(this, failure.geometry())
        : trial(failure.geometry(), level, compared);
  }

  /** Sequences of operations on fresh heaps of the two. */
  default Trial trial(Geometry geometry, Level level, Set<Compared> compared) {
    return areOnLayersOfTheirOwn(geometry)
        ? new OwnLayersTrial(this, geometry)
        : new LockstepTrial(this, geometry, level, compared);
  }
}
