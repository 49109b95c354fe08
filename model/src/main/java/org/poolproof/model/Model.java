package org.poolproof.model;

import org.poolproof.model.domain.Domains;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.operation.Supply;
import org.poolproof.model.pymalloc.rule.StepUnderWay;
import org.poolproof.model.pymalloc.state.State;

/** The model: an initial state for each geometry, and a step for each operation. */
public final class Model {

  private Model() {}

  /** The state of a process that has not allocated yet. */
  public static State initial(Geometry geometry) {
    return State.initial(geometry);
  }

  /**
   * Carries out {@code operation} in {@code state}. Total and pure: the same arguments, the same
   * result.
   *
   * @param supply what the layers below answer, in the order of the requests that have an answer
   * @return {@link Step.Done}, or {@link Step.Asks} if the supply runs dry
   */
  public static Step step(State state, Operation operation, Supply supply) {
    StepUnderWay step = new StepUnderWay(state, supply);
    try {
      Outcome outcome = Domains.perform(step, operation);
      return new Step.Done(step.state(), outcome, step.calls(), step.unused(), step.rules());
    } catch (StepUnderWay.SupplyRanDry dry) {
      return new Step.Asks(dry.request());
    }
  }
}
