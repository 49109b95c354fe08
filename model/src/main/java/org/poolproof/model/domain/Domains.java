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
    return switch (operation) {
      case Operation.Malloc(Domain domain, ByteCount size) -> malloc(step, domain, size);
      case Operation.Calloc(Domain domain, long count, ByteCount size) ->
          calloc(step, domain, count, size);
      case Operation.Realloc(Domain domain, Address block, ByteCount size) ->
          realloc(step, domain, block, size);
      case Operation.Free(Domain domain, Address block) -> free(step, domain, block);
    };
  }

  private static Outcome malloc(StepUnderWay step, Domain domain, ByteCount size) {
    if (size.exceeds(maxRequestBytes(step))) {
      return refused(step, Rule.SIZE_OVER_LIMIT);
    }
    return isServedByPymalloc(step, domain)
        ? Pymalloc.malloc(step, size)
        : answered(RawMemory.malloc(step, size));
  }

  private static Outcome calloc(StepUnderWay step, Domain domain, long count, ByteCount size) {
    if (size.timesExceeds(count, maxRequestBytes(step))) {
      return refused(step, Rule.CALLOC_OVERFLOW);
    }
    return isServedByPymalloc(step, domain)
        ? Pymalloc.calloc(step, count, size)
        : answered(RawMemory.calloc(step, count, size));
  }

  private static Outcome realloc(StepUnderWay step, Domain domain, Address block, ByteCount size) {
    if (size.exceeds(maxRequestBytes(step))) {
      return refused(step, Rule.SIZE_OVER_LIMIT);
    }
    return isServedByPymalloc(step, domain)
        ? Pymalloc.realloc(step, block, size)
        : answered(RawMemory.realloc(step, block, size));
  }

  private static Outcome free(StepUnderWay step, Domain domain, Address block) {
    if (isServedByPymalloc(step, domain)) {
      return Pymalloc.free(step, block);
    }
    RawMemory.free(step, block);
    return Outcome.NOTHING;
  }

  private static long maxRequestBytes(StepUnderWay step) {
    return step.state().geometry().maxRequestBytes();
  }

  private static Outcome refused(StepUnderWay step, Rule rule) {
    step.apply(rule);
    return Outcome.NULL;
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

  private static Outcome answered(Address block) {
    return block.isNull() ? Outcome.NULL : new Outcome.Block(block, Contents.FROM_BELOW);
  }
}
