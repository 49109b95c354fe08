package org.poolproof.specs.explore;

import org.poolproof.model.Step;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Operation;

/** An operation in a situation, under one behaviour of the layers below. */
public record Transition(Operation operation, Step.Done done) {

  /** The block that the client hands in, null if none. */
  Address block() {
    return switch (operation) {
      case Operation.Malloc m -> Address.NULL;
      case Operation.Calloc c -> Address.NULL;
      case Operation.Realloc realloc -> realloc.block();
      case Operation.Free free -> free.block();
    };
  }
}
