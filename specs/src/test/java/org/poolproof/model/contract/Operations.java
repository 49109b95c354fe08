package org.poolproof.model.contract;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;

/** Operations of the object domain, briefly. */
final class Operations {
  private Operations() {}

  static Operation malloc(long size) {
    return new Operation.Malloc(Domain.OBJ, new ByteCount(size));
  }

  static Operation calloc(long count, long size) {
    return new Operation.Calloc(Domain.OBJ, count, new ByteCount(size));
  }

  static Operation realloc(Address block, long size) {
    return new Operation.Realloc(Domain.OBJ, block, new ByteCount(size));
  }

  static Operation realloc(long block, long size) {
    return realloc(new Address(block), size);
  }

  static Operation free(Address block) {
    return new Operation.Free(Domain.OBJ, block);
  }

  static Operation free(long block) {
    return free(new Address(block));
  }
}
