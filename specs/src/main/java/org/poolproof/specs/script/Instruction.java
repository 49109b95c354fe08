package org.poolproof.specs.script;

/**
 * One operation of a sequence that nobody has carried out yet: what the client calls, and what is
 * special about the layers below meanwhile. A sequence of them can be carried out on any allocator,
 * and any part of it is one.
 */
public record Instruction(Action action, Conditions conditions) {

  /** {@code action} under calm conditions. */
  public static Instruction of(Action action) {
    return new Instruction(action, Conditions.CALM);
  }
}
