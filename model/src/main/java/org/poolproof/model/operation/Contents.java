package org.poolproof.model.operation;

import org.poolproof.model.geometry.ByteCount;

/** What an operation makes of the bytes of the block that it answers. */
public sealed interface Contents {

  /** Nothing is promised, and nothing was written but the allocator's own links before. */
  record Arbitrary() implements Contents {}

  /** Exactly the first {@code size} bytes were set to zero. */
  record Zeroed(ByteCount size) implements Contents {}

  /** The block stayed where it was, every byte as before. */
  record InPlace() implements Contents {}

  /** Exactly the first {@code size} bytes were copied from the block that was reallocated. */
  record Copied(ByteCount size) implements Contents {}

  /** The raw layer answered the request; its contract says what the bytes are. */
  record FromBelow() implements Contents {}

  Contents ARBITRARY = new Arbitrary();
  Contents IN_PLACE = new InPlace();
  Contents FROM_BELOW = new FromBelow();
}
