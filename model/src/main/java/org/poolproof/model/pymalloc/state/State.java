package org.poolproof.model.pymalloc.state;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;

/**
 * All that pymalloc remembers. Immutable; two states are equal exactly if everything in them is.
 *
 * @param geometry what the heap is built to
 * @param table the arena records and their lists
 * @param bases the live arenas by base address; how the model finds the arena of an address
 * @param usedPools by size class: the pools with an allocated and an available block, the one to
 *     allocate from first
 * @param tree the radix tree; empty under table ownership
 * @param counters what no rule looks at
 */
public record State(
    Geometry geometry,
    ArenaTable table,
    Directory<ArenaIndex> bases,
    Vector<Chain<Address>> usedPools,
    RadixTree tree,
    Counters counters) {

  /** The state before the first request. */
  public static State initial(Geometry geometry) {
    return new State(
        geometry,
        ArenaTable.initial(geometry.poolsPerArena()),
        Directory.empty(),
        Vector.filled(geometry.sizeClassCount(), Chain.empty()),
        RadixTree.EMPTY,
        Counters.ZERO);
  }

  /** The record of the live arena that {@code address} lies in, null if there is none. */
  public @Nullable ArenaIndex arenaOf(Address address) {
    ArenaIndex index = bases.floor(address.value());
    boolean inside =
        index != null && address.isWithin(table.arena(index).address(), geometry.arenaBytes());
    return inside ? index : null;
  }

  /** The carved pool that {@code address} lies in, null if there is none. */
  public @Nullable Pool poolOf(Address address) {
    ArenaIndex index = arenaOf(address);
    if (index == null) {
      return null;
    }
    Arena arena = table.arena(index);
    long poolIndex = arena.poolIndex(geometry, address);
    boolean carved = poolIndex >= 0 && poolIndex < arena.pools().size();
    return carved ? arena.pools().get(poolIndex) : null;
  }

  /**
   * The carved pool that {@code address} lies in.
   *
   * @throws IllegalStateException if there is none
   */
  public Pool pool(Address address) {
    Pool pool = poolOf(address);
    if (pool == null) {
      throw new IllegalStateException(address + " is not in a carved pool");
    }
    return pool;
  }

  public Chain<Address> usedPools(SizeClass sizeClass) {
    return usedPools.get(sizeClass.index());
  }

  /**
   * The live blocks that came from pymalloc's functions, those passed on to raw memory included.
   */
  public long allocatedBlockCount() {
    long count = counters.rawBlockCount();
    for (ArenaRecord record : table.records()) {
      if (record instanceof Arena arena) {
        for (Pool pool : arena.pools()) {
          count += pool.allocatedCount();
        }
      }
    }
    return count;
  }

  public State withTable(ArenaTable newTable) {
    return new State(geometry, newTable, bases, usedPools, tree, counters);
  }

  public State withBases(Directory<ArenaIndex> newBases) {
    return new State(geometry, table, newBases, usedPools, tree, counters);
  }

  public State withUsedPools(SizeClass sizeClass, Chain<Address> pools) {
    return new State(
        geometry, table, bases, usedPools.with(sizeClass.index(), pools), tree, counters);
  }

  public State withTree(RadixTree newTree) {
    return new State(geometry, table, bases, usedPools, newTree, counters);
  }

  public State withCounters(Counters newCounters) {
    return new State(geometry, table, bases, usedPools, tree, newCounters);
  }

  /** This with {@code pool} in the place of the pool at its address. */
  public State withPool(Pool pool) {
    return withTable(tableWith(pool));
  }

  /** The same, and {@code pools} are the used pools of its class. */
  public State withPool(Pool pool, Chain<Address> pools) {
    Vector<Chain<Address>> newUsedPools = usedPools.with(pool.sizeClass().index(), pools);
    return new State(geometry, tableWith(pool), bases, newUsedPools, tree, counters);
  }

  private ArenaTable tableWith(Pool pool) {
    Arena arena = table.arena(pool.arena());
    Arena changed = arena.withPool(arena.poolIndex(geometry, pool.address()), pool);
    return table.withRecord(pool.arena(), changed);
  }
}
