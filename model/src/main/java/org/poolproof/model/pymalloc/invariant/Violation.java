package org.poolproof.model.pymalloc.invariant;

/**
 * That a state is not reachable.
 *
 * @param invariant what does not hold
 * @param description where, what is expected there, and what is there instead
 */
public record Violation(Invariant invariant, String description) {

  @Override
  public String toString() {
    return invariant.name() + ": " + description;
  }
}
