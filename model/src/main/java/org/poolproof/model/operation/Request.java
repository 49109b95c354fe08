package org.poolproof.model.operation;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;

/**
 * What pymalloc asks of the layers below it: the arena allocator (A, a) and the raw domain (M, C,
 * R, F). The letters are those of the recordings.
 */
public sealed interface Request {

  /** Whether the layer below answers with an address or a refusal; a release has no answer. */
  default boolean isAnswered() {
    return switch (this) {
      case ArenaAlloc a -> true;
      case ArenaFree a -> false;
      case RawMalloc m -> true;
      case RawCalloc c -> true;
      case RawRealloc r -> true;
      case RawFree f -> false;
    };
  }

  /** A: an arena of {@code size} bytes. */
  record ArenaAlloc(ByteCount size) implements Request {}

  /** a: the arena at {@code arena}, of {@code size} bytes, is given back. */
  record ArenaFree(Address arena, ByteCount size) implements Request {}

  /** M: raw malloc. */
  record RawMalloc(ByteCount size) implements Request {}

  /** C: raw calloc of {@code elementCount}, unsigned, times {@code elementSize}. */
  record RawCalloc(long elementCount, ByteCount elementSize) implements Request {}

  /** R: raw realloc; {@code block} may be null. */
  record RawRealloc(Address block, ByteCount size) implements Request {}

  /** F: raw free; {@code block} may be null when the client's was. */
  record RawFree(Address block) implements Request {}
}
