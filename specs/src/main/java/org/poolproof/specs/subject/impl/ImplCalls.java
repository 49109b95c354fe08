package org.poolproof.specs.subject.impl;

import java.util.function.LongUnaryOperator;
import org.poolproof.impl.domain.Domains;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;

/** The model's operations as calls of the implementation. */
public final class ImplCalls {

  private ImplCalls() {}

  /**
   * What {@code domains} answer to {@code operation}; 0 to a free.
   *
   * @param placeOf where the implementation has a block
   */
  public static long perform(Domains domains, Operation operation, LongUnaryOperator placeOf) {
    var domain = domain(operation.domain());
    return switch (operation) {
      case Operation.Malloc(Domain d, ByteCount size) -> domains.malloc(domain, size.value());
      case Operation.Calloc(Domain d, long count, ByteCount size) ->
          domains.calloc(domain, count, size.value());
      case Operation.Realloc(Domain d, Address block, ByteCount size) ->
          domains.realloc(domain, placeOf.applyAsLong(block.value()), size.value());
      case Operation.Free(Domain d, Address block) -> {
        domains.free(domain, placeOf.applyAsLong(block.value()));
        yield 0;
      }
    };
  }

  private static org.poolproof.impl.domain.Domain domain(Domain domain) {
    return switch (domain) {
      case RAW -> org.poolproof.impl.domain.Domain.RAW;
      case MEM -> org.poolproof.impl.domain.Domain.MEM;
      case OBJ -> org.poolproof.impl.domain.Domain.OBJECT;
    };
  }
}
