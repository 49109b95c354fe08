package org.poolproof.model.pymalloc.rule;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Request;

/** Raw memory as pymalloc and the raw domain ask for it. PYMALLOC.md 2. */
public final class RawMemory {

  private static final ByteCount ONE = new ByteCount(1);

  private RawMemory() {}

  /** RAW malloc. */
  public static Address malloc(StepUnderWay step, ByteCount size) {
    return step.ask(new Request.RawMalloc(asked(step, size)));
  }

  /** RAW calloc, its arguments not multiplied. */
  public static Address calloc(StepUnderWay step, long elementCount, ByteCount elementSize) {
    return step.ask(new Request.RawCalloc(elementCount, elementSize));
  }

  /** RAW realloc. */
  public static Address realloc(StepUnderWay step, Address block, ByteCount size) {
    return step.ask(new Request.RawRealloc(block, asked(step, size)));
  }

  /** RAW free. */
  public static void free(StepUnderWay step, Address block) {
    step.release(new Request.RawFree(block));
  }

  /** What raw memory sees of a client's size: itself, or where it is the C library, never zero. */
  private static ByteCount asked(StepUnderWay step, ByteCount size) {
    return size.isZero() && !step.geometry().clientRules().rawHasHooks() ? ONE : size;
  }
}
