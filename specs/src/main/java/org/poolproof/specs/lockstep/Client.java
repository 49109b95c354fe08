package org.poolproof.specs.lockstep;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.script.Action;

/** The client of a script: it calls blocks by number, and knows where each live one is. */
final class Client {

  /**
   * A call of the client.
   *
   * @param named the live block that it names, null if there is none
   * @param operation the call with that block's address, null if it names a block that is not live
   */
  record Turn(Action action, Names.@Nullable Block named, @Nullable Operation operation) {

    /** The address of the block that it names, null if there is none. */
    @Nullable Address namedAddress() {
      return named == null ? null : named.address();
    }
  }

  private final Names names = new Names();

  Names names() {
    return names;
  }

  Turn turn(Action action) {
    return switch (action) {
      case Action.Malloc(Domain domain, int number, ByteCount size) ->
          new Turn(action, null, new Operation.Malloc(domain, size));
      case Action.Calloc(Domain domain, int number, long count, ByteCount size) ->
          new Turn(action, null, new Operation.Calloc(domain, count, size));
      case Action.ReallocNull(Domain domain, int number, ByteCount size) ->
          new Turn(action, null, new Operation.Realloc(domain, Address.NULL, size));
      case Action.FreeNull(Domain domain) ->
          new Turn(action, null, new Operation.Free(domain, Address.NULL));
      case Action.Realloc(Domain domain, int number, ByteCount size) -> {
        Names.Block named = names.find(number);
        yield new Turn(
            action,
            named,
            named == null ? null : new Operation.Realloc(domain, named.address(), size));
      }
      case Action.Free(Domain domain, int number) -> {
        Names.Block named = names.find(number);
        yield new Turn(
            action, named, named == null ? null : new Operation.Free(domain, named.address()));
      }
    };
  }

  /** Takes note of the answer to operation number {@code operation}. */
  void keep(Turn turn, Address answer, long operation) {
    switch (turn.action()) {
      case Action.Malloc(Domain d, int number, ByteCount size) ->
          bind(number, answer, size.value(), operation);
      case Action.Calloc(Domain d, int number, long count, ByteCount size) ->
          bind(number, answer, count * size.value(), operation);
      case Action.ReallocNull(Domain d, int number, ByteCount size) ->
          bind(number, answer, size.value(), operation);
      case Action.Realloc(Domain d, int number, ByteCount size) ->
          bind(
              number,
              answer,
              size.value(),
              turn.named() == null ? operation : turn.named().createdAt());
      case Action.Free(Domain d, int number) -> names.unbind(number);
      case Action.FreeNull f -> {}
    }
  }

  private void bind(int number, Address answer, long sizeBytes, long createdAt) {
    if (!answer.isNull()) {
      names.bind(number, new Names.Block(answer, sizeBytes, createdAt));
    }
  }
}
