package org.poolproof.model.pymalloc.invariant;

import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.poolproof.model.pymalloc.state.State;

/**
 * That an invariant can be violated: a sound state and what breaking it by hand brings to light.
 *
 * @param invariant what no longer holds
 * @param description what it says
 * @param others what else no longer holds, because it cannot
 * @param sound makes a reachable state
 * @param breaking changes as little as possible of it
 */
record Witness(
    Invariant invariant,
    String description,
    Set<Invariant> others,
    Supplier<State> sound,
    UnaryOperator<State> breaking) {

  /** The sound state, broken. */
  State broken() {
    return breaking.apply(sound.get());
  }

  /**
   * {@code invariant}, and it alone, is violated when {@code sound} is broken by {@code breaking}.
   */
  static Witness alone(
      Invariant invariant,
      String description,
      Supplier<State> sound,
      UnaryOperator<State> breaking) {
    return with(Set.of(), invariant, description, sound, breaking);
  }

  /** {@code invariant} is violated, and {@code others} with it. */
  static Witness with(
      Set<Invariant> others,
      Invariant invariant,
      String description,
      Supplier<State> sound,
      UnaryOperator<State> breaking) {
    return new Witness(invariant, description, others, sound, breaking);
  }

  @Override
  public String toString() {
    return invariant.name() + ": " + description;
  }
}
