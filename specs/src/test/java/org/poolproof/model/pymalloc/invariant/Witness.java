package org.poolproof.model.pymalloc.invariant;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.poolproof.model.pymalloc.state.State;

/**
 * That an invariant can be violated: a sound state and what breaking it by hand brings to light.
 *
 * @param invariant what no longer holds
 * @param description what it says
 * @param others what else no longer holds, because it cannot
 * @param sound a reachable state
 * @param broken the same with as little changed as possible
 */
record Witness(
    Invariant invariant, String description, Set<Invariant> others, State sound, State broken) {

  /**
   * {@code invariant}, and it alone, is violated when {@code sound} is broken by {@code breaking}.
   */
  static Witness alone(
      Invariant invariant, String description, State sound, UnaryOperator<State> breaking) {
    return with(Set.of(), invariant, description, sound, breaking);
  }

  /** {@code invariant} is violated, and {@code others} with it. */
  static Witness with(
      Set<Invariant> others,
      Invariant invariant,
      String description,
      State sound,
      UnaryOperator<State> breaking) {
    return new Witness(invariant, description, others, sound, breaking.apply(sound));
  }

  @Override
  public String toString() {
    return invariant.name() + ": " + description;
  }
}
