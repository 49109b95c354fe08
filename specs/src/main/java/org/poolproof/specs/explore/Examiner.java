package org.poolproof.specs.explore;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.lockstep.Difference;

/** What is asked of each transition of the model. */
interface Examiner {

  /** What is wrong before the first operation, null if nothing. */
  @Nullable Difference ofEmptyHeap();

  /** The transitions to come start in {@code situation}. */
  void enter(Situation situation);

  /** What is wrong with {@code transition}, null if nothing. */
  @Nullable Difference check(Transition transition);
}
