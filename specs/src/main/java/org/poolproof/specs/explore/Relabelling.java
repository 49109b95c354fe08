package org.poolproof.specs.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.ArenaTable;
import org.poolproof.model.pymalloc.state.BlockSet;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.model.pymalloc.state.Vector;

/** Puts the carved pools of an arena in another order, and the carved blocks of a pool. */
final class Relabelling {

  /** In which order pools come to lie: the index of the one that comes first, and so on. */
  @FunctionalInterface
  interface PoolOrder {
    int[] of(Arena arena, List<Pool> pools);
  }

  /** The same of blocks. */
  @FunctionalInterface
  interface BlockOrder {
    int[] of(Pool pool, int blockCount);
  }

  private final Geometry geometry;

  Relabelling(Geometry geometry) {
    this.geometry = geometry;
  }

  Situation of(Situation situation, PoolOrder poolOrder, BlockOrder blockOrder) {
    State state = situation.state();
    Map<Address, Address> moved = new HashMap<>();
    Vector<ArenaRecord> records = Vector.empty();
    for (ArenaRecord record : state.table().records()) {
      records =
          records.and(
              switch (record) {
                case Arena arena -> arena(arena, poolOrder, blockOrder, moved);
                case ArenaRecord.Unassociated none -> none;
              });
    }
    ArenaTable table = state.table();
    Vector<Chain<Address>> usedPools = Vector.empty();
    for (Chain<Address> pools : state.usedPools()) {
      usedPools = usedPools.and(moved(pools, moved));
    }
    State relabelled =
        new State(
            geometry,
            new ArenaTable(
                table.address(), records, table.unused(), table.usable(), table.lastUsable()),
            state.bases(),
            usedPools,
            state.tree(),
            state.counters());
    return new Situation(relabelled, situation.countedRawCount(), situation.plainRawCount());
  }

  private Arena arena(
      Arena arena, PoolOrder poolOrder, BlockOrder blockOrder, Map<Address, Address> moved) {
    List<Pool> pools = new ArrayList<>();
    arena.pools().forEach(pools::add);
    int[] order = poolOrder.of(arena, pools);
    Vector<Pool> relabelled = Vector.empty();
    for (int index = 0; index < order.length; index++) {
      Pool pool = pools.get(order[index]);
      Address address = pools.get(index).address();
      moved.put(pool.address(), address);
      relabelled = relabelled.and(pool(pool, address, blockOrder));
    }
    return new Arena(
        arena.address(),
        arena.poolAddress(),
        arena.freePoolCount(),
        arena.totalPoolCount(),
        moved(arena.freePools(), moved),
        relabelled);
  }

  private static Chain<Address> moved(Chain<Address> pools, Map<Address, Address> moved) {
    List<Address> places = new ArrayList<>();
    for (Address pool : pools) {
      Address place = moved.get(pool);
      places.add(place == null ? pool : place);
    }
    return chain(places);
  }

  private static Chain<Address> chain(List<Address> addresses) {
    Chain<Address> chain = Chain.empty();
    for (Address address : addresses.reversed()) {
      chain = chain.prepend(address);
    }
    return chain;
  }

  private Pool pool(Pool pool, Address address, BlockOrder blockOrder) {
    int blockBytes = geometry.blockBytes(pool.sizeClass());
    int[] order = blockOrder.of(pool, carvedCount(pool));
    int[] placeOf = new int[order.length];
    BlockSet allocated = BlockSet.EMPTY;
    for (int index = 0; index < order.length; index++) {
      placeOf[order[index]] = index;
      allocated = pool.allocated().contains(order[index]) ? allocated.with(index) : allocated;
    }
    List<Address> freeBlocks = new ArrayList<>();
    for (Address block : pool.freeBlocks()) {
      long offset = (long) placeOf[blockIndex(pool, block)] * blockBytes;
      freeBlocks.add(address.plus(geometry.poolHeaderBytes() + offset));
    }
    return new Pool(
        address,
        pool.arena(),
        pool.sizeClass(),
        allocated,
        pool.allocatedCount(),
        chain(freeBlocks),
        pool.nextOffset(),
        pool.maxNextOffset());
  }

  private int carvedCount(Pool pool) {
    return (pool.nextOffset() - geometry.poolHeaderBytes()) / geometry.blockBytes(pool.sizeClass());
  }

  int blockIndex(Pool pool, Address block) {
    return pool.blockIndex(geometry, block);
  }
}
