package org.poolproof.specs.explore;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Difference.Rule;

/** Finds a transition that is, or leads to, what is looked for. */
final class Lookout implements Examiner {

  private final Goal goal;
  private State state;

  Lookout(Geometry geometry, Goal goal) {
    this.goal = goal;
    state = State.initial(geometry);
  }

  @Override
  public @Nullable Difference ofEmptyHeap() {
    return null;
  }

  @Override
  public void enter(Situation situation) {
    state = situation.state();
  }

  @Override
  public @Nullable Difference check(Transition transition) {
    return goal.isReached().test(state, transition)
        ? new Difference(Rule.GOAL, null, null, "never: " + goal.sentence(), "it happens here")
        : null;
  }
}
