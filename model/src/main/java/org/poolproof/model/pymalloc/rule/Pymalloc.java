package org.poolproof.model.pymalloc.rule;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Contents;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;

/**
 * pymalloc as the allocator of a domain. Sizes are not above the greatest signed word, products do
 * not overflow: the domain has seen to it. PYMALLOC.md 2.
 */
public final class Pymalloc {

  private static final ByteCount ONE = new ByteCount(1);

  private Pymalloc() {}

  /** malloc(n). */
  public static Outcome malloc(StepUnderWay step, ByteCount size) {
    Address block = served(step, size);
    return block.isNull()
        ? fromRaw(step, RawMemory.malloc(step, size))
        : new Outcome.Block(block, Contents.ARBITRARY);
  }

  /** calloc(n, e). */
  public static Outcome calloc(StepUnderWay step, long elementCount, ByteCount elementSize) {
    ByteCount size = new ByteCount(elementCount * elementSize.value());
    Address block = served(step, size);
    if (block.isNull()) {
      return fromRaw(step, RawMemory.calloc(step, elementCount, elementSize));
    }
    step.apply(Rule.CALLOC_ZEROES);
    return new Outcome.Block(block, new Contents.Zeroed(size));
  }

  /** realloc(p, n). */
  public static Outcome realloc(StepUnderWay step, Address block, ByteCount size) {
    if (block.isNull()) {
      step.apply(Rule.REALLOC_OF_NULL);
      return malloc(step, size);
    }
    if (!AddressIndex.isInArena(step, block)) {
      return reallocForeign(step, block, size);
    }
    Pool pool = step.state().poolOf(block);
    if (pool == null || !pool.isAllocated(step.geometry(), block)) {
      return undefined("realloc", block);
    }
    int blockBytes = step.geometry().blockBytes(pool.sizeClass());
    return staysInPlace(size, blockBytes)
        ? inPlace(step, block)
        : move(step, block, size, blockBytes);
  }

  /** free(p). */
  public static Outcome free(StepUnderWay step, Address block) {
    if (block.isNull()) {
      step.apply(Rule.FREE_NULL);
      return Outcome.NOTHING;
    }
    if (!AddressIndex.isInArena(step, block)) {
      step.apply(Rule.FREE_FOREIGN);
      RawMemory.free(step, block);
      countRaw(step, -1);
      return Outcome.NOTHING;
    }
    @Nullable Pool pool = step.state().poolOf(block);
    if (pool == null || !pool.isAllocated(step.geometry(), block)) {
      return undefined("free", block);
    }
    Blocks.release(step, pool, block);
    return Outcome.NOTHING;
  }

  /** P(n): a block from a pool, null if not served. */
  private static Address served(StepUnderWay step, ByteCount size) {
    Geometry geometry = step.geometry();
    if (!geometry.isSmall(size)) {
      step.apply(size.isZero() ? Rule.ZERO_TO_RAW : Rule.LARGE_TO_RAW);
      return Address.NULL;
    }
    Address block = Blocks.allocate(step, geometry.sizeClassOf(size));
    if (block.isNull()) {
      step.apply(Rule.UNSERVED_TO_RAW);
    }
    return block;
  }

  private static Outcome fromRaw(StepUnderWay step, Address block) {
    if (block.isNull()) {
      step.apply(Rule.RAW_REFUSES);
      return Outcome.NULL;
    }
    countRaw(step, 1);
    return new Outcome.Block(block, Contents.FROM_BELOW);
  }

  private static Outcome reallocForeign(StepUnderWay step, Address block, ByteCount size) {
    step.apply(Rule.REALLOC_FOREIGN);
    boolean asksForOne = size.isZero() && step.geometry().clientRules().foreignToZeroAsksForOne();
    Address answer = RawMemory.realloc(step, block, asksForOne ? ONE : size);
    if (asksForOne) {
      step.apply(Rule.REALLOC_FOREIGN_TO_ZERO);
    }
    if (!answer.isNull()) {
      return new Outcome.Block(answer, Contents.FROM_BELOW);
    }
    if (!asksForOne) {
      step.apply(Rule.RAW_REFUSES);
      return Outcome.NULL;
    }
    step.apply(Rule.REALLOC_FOREIGN_STAYS);
    return new Outcome.Block(block, Contents.IN_PLACE);
  }

  /** n is at most the block, and more than three quarters of it. */
  private static boolean staysInPlace(ByteCount size, int blockBytes) {
    return !size.exceeds(blockBytes) && 4 * size.value() > 3L * blockBytes;
  }

  private static Outcome inPlace(StepUnderWay step, Address block) {
    step.apply(Rule.REALLOC_IN_PLACE);
    return new Outcome.Block(block, Contents.IN_PLACE);
  }

  /** Allocates first, then frees the old block. */
  private static Outcome move(StepUnderWay step, Address block, ByteCount size, int blockBytes) {
    Outcome moved = malloc(step, size);
    if (!(moved instanceof Outcome.Block(Address target, Contents contents))) {
      step.apply(Rule.REALLOC_REFUSED);
      return moved;
    }
    boolean grows = size.exceeds(blockBytes);
    step.apply(grows ? Rule.REALLOC_GROWS : Rule.REALLOC_SHRINKS);
    Blocks.release(step, step.state().pool(block), block);
    ByteCount copied = grows ? new ByteCount(blockBytes) : size;
    return new Outcome.Block(target, new Contents.Copied(copied));
  }

  private static void countRaw(StepUnderWay step, int change) {
    State state = step.state();
    step.become(state.withCounters(state.counters().withRawBlocks(change)));
  }

  private static Outcome undefined(String function, Address block) {
    return new Outcome.Undefined(function + " of " + block + ", which is not a live block");
  }
}
