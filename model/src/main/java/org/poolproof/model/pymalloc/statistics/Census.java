package org.poolproof.model.pymalloc.statistics;

import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;

/** What is counted over all live arenas. Empty pools count as unused ones only. PYMALLOC.md 9. */
final class Census {

  private final Geometry geometry;
  private final long[] poolCounts;
  private final long[] allocatedCounts;
  private long unusedPoolCount;
  private long unalignedArenaCount;

  Census(State state) {
    geometry = state.geometry();
    poolCounts = new long[geometry.sizeClassCount()];
    allocatedCounts = new long[geometry.sizeClassCount()];
    for (ArenaRecord record : state.table().records()) {
      if (record instanceof Arena arena) {
        count(arena);
      }
    }
  }

  private void count(Arena arena) {
    unusedPoolCount += arena.freePoolCount();
    unalignedArenaCount += arena.address().isAligned(geometry.poolBytes()) ? 0 : 1;
    for (Pool pool : arena.pools()) {
      if (!pool.isEmpty()) {
        poolCounts[pool.sizeClass().index()]++;
        allocatedCounts[pool.sizeClass().index()] += pool.allocatedCount();
      }
    }
  }

  /** The used and full pools of {@code sizeClass}. */
  long poolCount(SizeClass sizeClass) {
    return poolCounts[sizeClass.index()];
  }

  long allocatedCount(SizeClass sizeClass) {
    return allocatedCounts[sizeClass.index()];
  }

  /** The blocks of {@code sizeClass} that are free or were never carved. */
  long availableCount(SizeClass sizeClass) {
    return poolCount(sizeClass) * geometry.blocksPerPool(sizeClass) - allocatedCount(sizeClass);
  }

  long unusedPoolCount() {
    return unusedPoolCount;
  }

  long unalignedArenaCount() {
    return unalignedArenaCount;
  }
}
