package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.Finding.differs;
import static org.poolproof.model.pymalloc.invariant.Finding.first;
import static org.poolproof.model.pymalloc.invariant.Finding.unlessEqual;

import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.state.Pool;

/** What holds of the header of a carved pool. */
public enum PoolInvariant implements Invariant {
  POOLS_FOLLOW_ONE_ANOTHER(
      "The carved pools of an arena start at its first pool boundary and follow one another.",
      "PYMALLOC.md 3, 4.3a; PY-11, PY-36",
      Cost.POOLS,
      PoolInvariant::place),
  POOLS_KNOW_THEIR_ARENA(
      "The arena index of a pool is that of the record in whose arena it lies.",
      "PYMALLOC.md 4.3a; PY-10, PY-31",
      Cost.POOLS,
      PoolInvariant::arena),
  CARVED_POOLS_HAVE_A_SIZE_CLASS(
      "Every carved pool has a size class, for none is carved but to be used at once.",
      "PYMALLOC.md 4.3; PY-12, PY-13, PY-18",
      Cost.POOLS,
      PoolInvariant::sizeClass),
  MAX_NEXT_OFFSET_IS_THAT_OF_THE_CLASS(
      "The greatest next offset of a pool is that of its size class.",
      "PYMALLOC.md 3, 4.3e; PY-14",
      Cost.POOLS,
      PoolInvariant::maxNextOffset),
  NEXT_OFFSET_IS_A_BLOCK_BOUNDARY(
      "The next offset of a pool lies a whole number of blocks behind its header.",
      "PYMALLOC.md 4.1b, 4.3e; PY-14, PY-15",
      Cost.POOLS,
      PoolInvariant::nextOffsetOnBoundary),
  TWO_BLOCKS_ARE_CARVED(
      "At least two blocks of a pool are carved.",
      "PYMALLOC.md 4.3e; PY-14, PY-23",
      Cost.POOLS,
      PoolInvariant::twoCarved),
  CARVED_BLOCKS_FIT(
      "The next offset of a pool is at most one block behind its greatest.",
      "PYMALLOC.md 4.1b; PY-15, PY-16",
      Cost.POOLS,
      PoolInvariant::carvedFit),
  POOLS_WITHOUT_FREE_BLOCK_ARE_CARVED_UP(
      "A pool without a free block has nothing left to carve.",
      "PYMALLOC.md 4.1b; PY-15, PY-16, PY-19",
      Cost.POOLS,
      PoolInvariant::fullIsCarvedUp);

  private final Statement statement;

  PoolInvariant(
      String sentence, String source, Cost cost, Function<Survey, @Nullable String> check) {
    statement = new Statement(sentence, source, cost, check);
  }

  @Override
  public Statement statement() {
    return statement;
  }

  private static @Nullable String place(Survey survey) {
    return first(
        survey.pools(),
        each -> unlessEqual(() -> each + ": address", each.place(), each.pool().address()));
  }

  private static @Nullable String arena(Survey survey) {
    return first(
        survey.pools(),
        each -> unlessEqual(() -> each + ": arena index", each.in().index(), each.pool().arena()));
  }

  private static @Nullable String sizeClass(Survey survey) {
    int greatest = survey.geometry().sizeClassCount() - 1;
    return first(
        survey.pools(),
        each ->
            survey.hasClass(each.pool())
                ? null
                : differs(
                    each + ": size class", "class 0 to " + greatest, each.pool().sizeClass()));
  }

  private static @Nullable String maxNextOffset(Survey survey) {
    return first(
        survey.poolsWithClass(),
        each ->
            unlessEqual(
                () -> each + ": greatest next offset",
                survey.geometry().maxNextOffset(each.pool().sizeClass()),
                each.pool().maxNextOffset()));
  }

  private static @Nullable String nextOffsetOnBoundary(Survey survey) {
    int header = survey.geometry().poolHeaderBytes();
    return first(
        survey.poolsWithClass(),
        each -> {
          int size = survey.geometry().blockBytes(each.pool().sizeClass());
          return ((long) each.pool().nextOffset() - header) % size == 0
              ? null
              : differs(
                  each + ": next offset",
                  header + " and a multiple of " + size,
                  each.pool().nextOffset());
        });
  }

  private static @Nullable String twoCarved(Survey survey) {
    return first(
        survey.poolsWithClass(),
        each -> {
          int least =
              survey.geometry().poolHeaderBytes()
                  + 2 * survey.geometry().blockBytes(each.pool().sizeClass());
          return each.pool().nextOffset() >= least
              ? null
              : differs(each + ": next offset", "at least " + least, each.pool().nextOffset());
        });
  }

  private static @Nullable String carvedFit(Survey survey) {
    return first(
        survey.poolsWithClass(),
        each -> {
          int most = greatestNextOffset(survey.geometry(), each.pool());
          return each.pool().nextOffset() <= most
              ? null
              : differs(each + ": next offset", "at most " + most, each.pool().nextOffset());
        });
  }

  /** The next offset of a pool that is carved up. */
  private static int greatestNextOffset(Geometry geometry, Pool pool) {
    return geometry.poolHeaderBytes()
        + geometry.blocksPerPool(pool.sizeClass()) * geometry.blockBytes(pool.sizeClass());
  }

  private static @Nullable String fullIsCarvedUp(Survey survey) {
    return first(
        survey.poolsWithClass(),
        each ->
            each.hasFreeBlock()
                    || each.pool().nextOffset()
                        >= greatestNextOffset(survey.geometry(), each.pool())
                ? null
                : differs(
                    each + ": next offset without a free block",
                    greatestNextOffset(survey.geometry(), each.pool()),
                    each.pool().nextOffset()));
  }
}
