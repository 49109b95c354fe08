package org.poolproof.model.domain;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Contents;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.pymalloc.rule.Pymalloc;
import org.poolproof.model.pymalloc.rule.RawMemory;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.model.pymalloc.rule.StepUnderWay;

/** The public functions over their default records. PYMALLOC.md 2. */
public final class Domains {

  private Domains() {}

  /** Carries out {@code operation}. */
  public static Outcome perform(StepUnderWay step, Operation operation) {
    long limit = step.state().geometry().maxRequestBytes();
    if (isOverLimit(operation, limit)) {
      step.apply(
          operation instanceof Operation.Calloc ? Rule.CALLOC_OVERFLOW : Rule.SIZE_OVER_LIMIT);
      return Outcome.NULL;
    }
    return isServedByPymalloc(step, operation.domain())
        ? pymalloc(step, operation)
        : raw(step, operation);
  }

  private static boolean isOverLimit(Operation operation, long limit) {
    return switch (operation) {
      case Operation.Malloc(Domain d, ByteCount size) -> size.exceeds(limit);
      case Operation.Calloc(Domain d, long count, ByteCount size) ->
          size.timesExceeds(count, limit);
      case Operation.Realloc(Domain d, Address block, ByteCount size) -> size.exceeds(limit);
      case Operation.Free free -> false;
    };
  }

  private static boolean isServedByPymalloc(StepUnderWay step, Domain domain) {
    return switch (domain) {
      case RAW -> {
        step.apply(Rule.PASSED_TO_RAW);
        yield false;
      }
      case MEM -> {
        boolean served = step.state().geometry().clientRules().memServed();
        if (!served) {
          step.apply(Rule.MEM_PASSED_TO_RAW);
        }
        yield served;
      }
      case OBJ -> true;
    };
  }

  private static Outcome pymalloc(StepUnderWay step, Operation operation) {
    return switch (operation) {
      case Operation.Malloc(Domain d, ByteCount size) -> Pymalloc.malloc(step, size);
      case Operation.Calloc(Domain d, long count, ByteCount size) ->
          Pymalloc.calloc(step, count, size);
      case Operation.Realloc(Domain d, Address block, ByteCount size) ->
          Pymalloc.realloc(step, block, size);
      case Operation.Free(Domain d, Address block) -> Pymalloc.free(step, block);
    };
  }

  private static Outcome raw(StepUnderWay step, Operation operation) {
    return switch (operation) {
      case Operation.Malloc(Domain d, ByteCount size) -> answered(RawMemory.malloc(step, size));
      case Operation.Calloc(Domain d, long count, ByteCount size) ->
          answered(RawMemory.calloc(step, count, size));
      case Operation.Realloc(Domain d, Address block, ByteCount size) ->
          answered(RawMemory.realloc(step, block, size));
      case Operation.Free(Domain d, Address block) -> {
        RawMemory.free(step, block);
        yield Outcome.NOTHING;
      }
    };
  }

  private static Outcome answered(Address block) {
    return block.isNull() ? Outcome.NULL : new Outcome.Block(block, Contents.FROM_BELOW);
  }
}
