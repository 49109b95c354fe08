package org.poolproof.model.contract;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Operation;

/**
 * What a malloc, calloc or realloc asks for.
 *
 * @param size the bytes requested; of a product that no size_t holds, what remains of it in one
 * @param overflows whether it is such a product
 * @param zeroed whether the bytes must be zero
 * @param old the block to be reallocated, null for a new one
 */
record Demand(ByteCount size, boolean overflows, boolean zeroed, @Nullable LiveBlock old) {

  static Demand of(Operation.Malloc malloc) {
    return new Demand(malloc.size(), false, false, null);
  }

  static Demand of(Operation.Calloc calloc, Profile profile) {
    ByteCount element = calloc.elementSize();
    return new Demand(
        new ByteCount(calloc.elementCount() * element.value() & profile.greatestWord()),
        element.timesExceeds(calloc.elementCount(), profile.greatestWord()),
        true,
        null);
  }

  static Demand of(Operation.Realloc realloc, @Nullable LiveBlock old) {
    return new Demand(realloc.size(), false, false, old);
  }

  /** How many bytes of the old block the answered one begins with. */
  ByteCount prefixOf(LiveBlock reallocated) {
    return size.exceeds(reallocated.size().value()) ? reallocated.size() : size;
  }
}
