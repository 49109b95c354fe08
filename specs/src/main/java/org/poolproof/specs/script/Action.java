package org.poolproof.specs.script;

import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;

/**
 * A call of the client. It names blocks by number, never by address: {@code blockNumber} is the
 * number of the block that is created, resized or freed, 0 to 2^31 - 1.
 */
public sealed interface Action {

  /** The greatest number of a block. */
  int GREATEST_BLOCK_NUMBER = Integer.MAX_VALUE;

  /** The family of functions that is called. */
  Domain domain();

  /** malloc(size): the new block gets the number, unless it is refused. */
  record Malloc(Domain domain, int blockNumber, ByteCount size) implements Action {}

  /** calloc({@code elementCount}, elementSize), the count unsigned. */
  record Calloc(Domain domain, int blockNumber, long elementCount, ByteCount elementSize)
      implements Action {}

  /** realloc(NULL, size): a new block, as malloc. */
  record ReallocNull(Domain domain, int blockNumber, ByteCount size) implements Action {}

  /** realloc(block, size): the block keeps its number; refused, it stays as it was. */
  record Realloc(Domain domain, int blockNumber, ByteCount size) implements Action {}

  /** free(block). */
  record Free(Domain domain, int blockNumber) implements Action {}

  /** free(NULL). */
  record FreeNull(Domain domain) implements Action {}

  /** Whether {@code expected} can be said about the answer of this call at all. */
  default boolean admits(Expected expected) {
    return switch (this) {
      case Malloc m -> isCreated(expected);
      case Calloc c -> isCreated(expected);
      case ReallocNull r -> isCreated(expected);
      case Realloc r -> true;
      case Free f -> expected.equals(Expected.Word.UNBOUND);
      case FreeNull f -> false;
    };
  }

  private static boolean isCreated(Expected expected) {
    return switch (expected) {
      case Pointer p -> true;
      case Expected.Word word ->
          switch (word) {
            case BLOCK -> true;
            case MOVED, STAYED, UNBOUND -> false;
          };
    };
  }
}
