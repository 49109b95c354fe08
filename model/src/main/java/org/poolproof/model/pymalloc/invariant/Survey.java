package org.poolproof.model.pymalloc.invariant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaTable;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;

/**
 * A state as the invariants look at it: its arenas and carved pools, each once, however broken it
 * is. Where a pool is follows from its number in its arena, not from what its header says.
 *
 * <p>The work is bounded. In a reachable state each record is in the unused list or has a base
 * (which is an invariant), so of a table only as many records are looked at as these two account
 * for, and {@value #MORE_RECORDS} more; of an arena only as many pools as fit.
 */
public final class Survey {

  /** So that a few records too many are still looked at. */
  private static final int MORE_RECORDS = 64;

  /** A record that has an arena. */
  record LiveArena(ArenaIndex index, Arena arena) {

    /** Where the first pool is, or would be. */
    Address firstPool(Geometry geometry) {
      return arena.address().roundedUp(geometry.poolBytes());
    }

    @Override
    public String toString() {
      return index + " at " + arena.address();
    }
  }

  /** A carved pool, and where it is. */
  record CarvedPool(LiveArena in, Address place, Pool pool) {

    boolean hasAllocatedBlock() {
      return pool.allocated().count() > 0;
    }

    boolean hasFreeBlock() {
      return !pool.freeBlocks().isEmpty();
    }

    @Override
    public String toString() {
      return "pool " + place;
    }
  }

  private final State state;
  private final List<LiveArena> arenas = new ArrayList<>();
  private final List<CarvedPool> pools = new ArrayList<>();
  private final List<CarvedPool> poolsWithClass;
  private final Map<Address, CarvedPool> poolsByPlace = new HashMap<>();

  /** Looks at {@code state}. */
  public Survey(State state) {
    this.state = state;
    long recordCount = examinedRecordCount(state);
    for (long index = 0; index < recordCount; index++) {
      if (state.table().records().get(index) instanceof Arena arena) {
        arenas.add(new LiveArena(new ArenaIndex((int) index), arena));
      }
    }
    for (LiveArena live : arenas) {
      addPools(state.geometry(), live, pools);
    }
    for (CarvedPool pool : pools) {
      poolsByPlace.putIfAbsent(pool.place(), pool);
    }
    int classCount = state.geometry().sizeClassCount();
    poolsWithClass = pools.stream().filter(each -> hasClass(each.pool(), classCount)).toList();
  }

  private static boolean hasClass(Pool pool, int classCount) {
    return pool.sizeClass().index() >= 0 && pool.sizeClass().index() < classCount;
  }

  private static long examinedRecordCount(State state) {
    ArenaTable table = state.table();
    long accounted = (long) state.bases().size() + table.unused().count();
    return Math.min(table.records().size(), accounted + MORE_RECORDS);
  }

  private static void addPools(Geometry geometry, LiveArena live, List<CarvedPool> pools) {
    Address place = live.firstPool(geometry);
    long poolCount = Math.min(live.arena().pools().size(), geometry.poolsPerArena());
    for (long index = 0; index < poolCount; index++) {
      pools.add(new CarvedPool(live, place, live.arena().pools().get(index)));
      place = place.plus(geometry.poolBytes());
    }
  }

  State state() {
    return state;
  }

  Geometry geometry() {
    return state.geometry();
  }

  ArenaTable table() {
    return state.table();
  }

  /** How many records are looked at. */
  long examinedRecordCount() {
    return examinedRecordCount(state);
  }

  /** The arenas, by ascending index. */
  List<LiveArena> arenas() {
    return Collections.unmodifiableList(arenas);
  }

  /** The carved pools, by arena and then by address. */
  List<CarvedPool> pools() {
    return Collections.unmodifiableList(pools);
  }

  /** The carved pools with a size class, to which alone it means something to speak of blocks. */
  List<CarvedPool> poolsWithClass() {
    return poolsWithClass;
  }

  /** Whether {@code pool} has one of the geometry's size classes. */
  boolean hasClass(Pool pool) {
    return hasClass(pool, geometry().sizeClassCount());
  }

  /** The carved pool that starts at {@code place}, null if none does. */
  @Nullable CarvedPool poolAt(Address place) {
    return poolsByPlace.get(place);
  }

  /** The arena of the record {@code index}, null if there is no such record, or no arena to it. */
  @Nullable Arena arena(ArenaIndex index) {
    long at = Integer.toUnsignedLong(index.value());
    return at < table().records().size() && table().records().get(at) instanceof Arena arena
        ? arena
        : null;
  }
}
