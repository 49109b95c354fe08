package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.Finding.differs;
import static org.poolproof.model.pymalloc.invariant.Finding.first;
import static org.poolproof.model.pymalloc.invariant.Finding.unlessEqual;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.invariant.Survey.CarvedPool;
import org.poolproof.model.pymalloc.state.Pool;

/**
 * What holds of the blocks of a pool.
 *
 * <pre>
 *   header    carved: allocated or in the free list   nextOffset   never carved
 *   |         | block 0 | block 1 | ...               |            ...
 * </pre>
 */
public enum BlockInvariant implements Invariant {
  COUNT_IS_NUMBER_OF_ALLOCATED_BLOCKS(
      "The count of a pool is the number of its allocated blocks.",
      "PYMALLOC.md 3; PY-10",
      Cost.POOLS,
      BlockInvariant::count),
  ALLOCATED_BLOCKS_ARE_CARVED(
      "Every allocated block of a pool lies below its next offset.",
      "PYMALLOC.md 3, 4.1b; PY-15",
      Cost.BLOCKS,
      BlockInvariant::allocatedAreCarved),
  FREE_BLOCKS_START_ON_BOUNDARIES(
      "Every block of a free list starts a whole number of blocks behind the pool's header.",
      "PYMALLOC.md 3; PY-12, PY-17",
      Cost.BLOCKS,
      BlockInvariant::freeOnBoundaries),
  FREE_BLOCKS_ARE_CARVED(
      "Every block of a free list lies below the pool's next offset.",
      "PYMALLOC.md 3, 4.1b; PY-15",
      Cost.BLOCKS,
      BlockInvariant::freeAreCarved),
  FREE_BLOCKS_ARE_LISTED_ONCE(
      "Every block is in a free list at most once.",
      "PYMALLOC.md 5.1; PY-17",
      Cost.BLOCKS,
      BlockInvariant::freeOnce),
  FREE_BLOCKS_ARE_NOT_ALLOCATED(
      "Every block of a free list is one that is not allocated.",
      "PYMALLOC.md 5.1; PY-17",
      Cost.BLOCKS,
      BlockInvariant::freeNotAllocated),
  CARVED_BLOCKS_ARE_ALLOCATED_OR_FREE(
      "The carved blocks of a pool are as many as its allocated and its free ones together.",
      "PYMALLOC.md 3; PY-15, PY-82",
      Cost.BLOCKS,
      BlockInvariant::carvedAreAccounted);

  private final Statement statement;

  BlockInvariant(
      String sentence, String source, Cost cost, Function<Survey, @Nullable String> check) {
    statement = new Statement(sentence, source, cost, check);
  }

  @Override
  public Statement statement() {
    return statement;
  }

  private static @Nullable String count(Survey survey) {
    return first(
        survey.poolsWithClass(),
        each ->
            unlessEqual(
                () -> each + ": count",
                each.pool().allocated().count(),
                each.pool().allocatedCount()));
  }

  private static @Nullable String allocatedAreCarved(Survey survey) {
    return first(
        survey.poolsWithClass(),
        each ->
            unlessEqual(
                () -> each + ": allocated blocks below next offset " + each.pool().nextOffset(),
                each.pool().allocated().count(),
                allocatedCarvedCount(survey.geometry(), each.pool())));
  }

  private static int allocatedCarvedCount(Geometry geometry, Pool pool) {
    long end = Math.min(carvedCount(geometry, pool), geometry.blocksPerPool(pool.sizeClass()));
    int count = 0;
    for (int block = 0; block < end; block++) {
      count += pool.allocated().contains(block) ? 1 : 0;
    }
    return count;
  }

  /** How many whole blocks lie between the header and the next offset. */
  private static long carvedCount(Geometry geometry, Pool pool) {
    long carvedBytes = (long) pool.nextOffset() - geometry.poolHeaderBytes();
    return Math.floorDiv(carvedBytes, (long) geometry.blockBytes(pool.sizeClass()));
  }

  private static @Nullable String freeOnBoundaries(Survey survey) {
    return firstFree(
        survey,
        (pool, block) -> {
          int size = survey.geometry().blockBytes(pool.pool().sizeClass());
          return isOnBoundary(survey.geometry(), pool, block)
              ? null
              : differs(
                  pool + ": offset of free block " + block,
                  survey.geometry().poolHeaderBytes() + " and a multiple of " + size,
                  block.offsetFrom(pool.place()));
        });
  }

  private static boolean isOnBoundary(Geometry geometry, CarvedPool pool, Address block) {
    long offset = block.offsetFrom(pool.place()) - geometry.poolHeaderBytes();
    return offset >= 0 && offset % geometry.blockBytes(pool.pool().sizeClass()) == 0;
  }

  private static @Nullable String freeAreCarved(Survey survey) {
    return firstFree(
        survey,
        (pool, block) ->
            block.offsetFrom(pool.place()) < pool.pool().nextOffset()
                ? null
                : differs(
                    pool + ": offset of free block " + block,
                    "less than next offset " + pool.pool().nextOffset(),
                    block.offsetFrom(pool.place())));
  }

  private static @Nullable String freeOnce(Survey survey) {
    return first(
        survey.poolsWithClass(),
        pool -> {
          Set<Address> seen = new HashSet<>();
          return first(
              pool.pool().freeBlocks(),
              block ->
                  seen.add(block)
                      ? null
                      : differs(pool + ": free block " + block, "once", "once more"));
        });
  }

  private static @Nullable String freeNotAllocated(Survey survey) {
    return firstFree(
        survey,
        (pool, block) ->
            !isAllocated(survey.geometry(), pool, block)
                ? null
                : differs(pool + ": free block " + block, "not allocated", "allocated"));
  }

  private static boolean isAllocated(Geometry geometry, CarvedPool pool, Address block) {
    return block.isWithin(pool.place(), geometry.poolBytes())
        && isOnBoundary(geometry, pool, block)
        && pool.pool()
            .allocated()
            .contains(
                (int) (block.offsetFrom(pool.place()) - geometry.poolHeaderBytes())
                    / geometry.blockBytes(pool.pool().sizeClass()));
  }

  private static @Nullable String carvedAreAccounted(Survey survey) {
    return first(
        survey.poolsWithClass(),
        each ->
            unlessEqual(
                () -> each + ": allocated and free blocks",
                carvedCount(survey.geometry(), each.pool()),
                (long) each.pool().allocated().count() + each.pool().freeBlocks().count()));
  }

  /** What is said of a pool and a block of its free list. */
  private interface FreeBlockCheck {
    @Nullable String apply(CarvedPool pool, Address block);
  }

  private static @Nullable String firstFree(Survey survey, FreeBlockCheck check) {
    return first(
        survey.poolsWithClass(),
        pool -> first(pool.pool().freeBlocks(), block -> check.apply(pool, block)));
  }
}
