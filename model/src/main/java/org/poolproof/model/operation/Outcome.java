package org.poolproof.model.operation;

import org.poolproof.model.geometry.Address;

/** What a client learns from an operation. */
public sealed interface Outcome {

  /** A pointer to a block, and what is known of the block's bytes. */
  record Block(Address address, Contents contents) implements Outcome {}

  /** NULL: the request was refused, and every block is as it was. */
  record Null() implements Outcome {}

  /** free answers nothing. */
  record Nothing() implements Outcome {}

  /**
   * The caller broke the rules: the pointer is not a live block. CPython does not notice and
   * corrupts its lists (PYMALLOC.md 5); the model says so and changes nothing.
   */
  record Undefined(String reason) implements Outcome {}

  Outcome NULL = new Null();
  Outcome NOTHING = new Nothing();
}
