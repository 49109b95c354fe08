package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.ArenaInvariant.CARVED_POOLS_FIT;
import static org.poolproof.model.pymalloc.invariant.ArenaInvariant.EMPTY_POOLS_ARE_FREE;
import static org.poolproof.model.pymalloc.invariant.ArenaInvariant.FREE_POOLS_ARE_CARVED_HERE;
import static org.poolproof.model.pymalloc.invariant.ArenaInvariant.FREE_POOLS_ARE_EMPTY;
import static org.poolproof.model.pymalloc.invariant.ArenaInvariant.FREE_POOLS_ARE_LISTED_ONCE;
import static org.poolproof.model.pymalloc.invariant.ArenaInvariant.FREE_POOL_COUNT_IS_FREE_AND_NEVER_CARVED;
import static org.poolproof.model.pymalloc.invariant.ArenaInvariant.NO_ARENA_IS_FREE_UNLESS_KEPT;
import static org.poolproof.model.pymalloc.invariant.ArenaInvariant.ONE_ARENA_AT_MOST_CAN_CARVE;
import static org.poolproof.model.pymalloc.invariant.ArenaInvariant.ONLY_THE_LAST_ARENA_IS_FREE;
import static org.poolproof.model.pymalloc.invariant.ArenaInvariant.POOL_ADDRESS_IS_BEHIND_THE_CARVED;
import static org.poolproof.model.pymalloc.invariant.ArenaInvariant.TOTAL_IS_WHAT_FITS;
import static org.poolproof.model.pymalloc.invariant.ArenaListInvariant.LAST_USABLE_IS_THE_LAST;
import static org.poolproof.model.pymalloc.invariant.ArenaListInvariant.USABLE_ARENAS_ASCEND_BY_FREE_POOLS;
import static org.poolproof.model.pymalloc.invariant.Broken.allocated;
import static org.poolproof.model.pymalloc.invariant.Broken.arena;
import static org.poolproof.model.pymalloc.invariant.Broken.at;
import static org.poolproof.model.pymalloc.invariant.Broken.blocks;
import static org.poolproof.model.pymalloc.invariant.Broken.freeBlocks;
import static org.poolproof.model.pymalloc.invariant.Broken.freePoolCount;
import static org.poolproof.model.pymalloc.invariant.Broken.freePools;
import static org.poolproof.model.pymalloc.invariant.Broken.lastUsable;
import static org.poolproof.model.pymalloc.invariant.Broken.pool;
import static org.poolproof.model.pymalloc.invariant.Broken.poolAddress;
import static org.poolproof.model.pymalloc.invariant.Broken.pools;
import static org.poolproof.model.pymalloc.invariant.Broken.totalPoolCount;
import static org.poolproof.model.pymalloc.invariant.Broken.usable;
import static org.poolproof.model.pymalloc.invariant.HeapInvariant.STATISTICS_ADD_UP;
import static org.poolproof.model.pymalloc.invariant.Witness.alone;
import static org.poolproof.model.pymalloc.invariant.Witness.with;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.model.pymalloc.state.Vector;

/** States broken at arenas and their free pools. */
final class ArenaWitnesses {

  private ArenaWitnesses() {}

  static Stream<Witness> all() {
    return Stream.of(ofArenas(), ofFreePools(), ofEmptyPools(), ofFreeArenas())
        .flatMap(List::stream);
  }

  private static List<Witness> ofArenas() {
    return List.of(
        with(
            Set.of(FREE_POOL_COUNT_IS_FREE_AND_NEVER_CARVED),
            TOTAL_IS_WHAT_FITS,
            "arena 2 at 0x2800: total pools: expected 4, actual 3",
            Sound::busy,
            s -> totalPoolCount(s, 2, 3)),
        with(
            Set.of(STATISTICS_ADD_UP),
            TOTAL_IS_WHAT_FITS,
            "arena 0 at 0x2010: total pools: expected 3, actual 4",
            () -> Sound.single("tiny:blocks=4,base=none"),
            s -> freePoolCount(lastUsable(lastUsable(totalPoolCount(s, 0, 4), 2, -1), 3, 0), 0, 3)),
        alone(
            POOL_ADDRESS_IS_BEHIND_THE_CARVED,
            "arena 2 at 0x2800: pool address: expected 0x2b00, actual 0x2a00",
            Sound::busy,
            s -> poolAddress(s, 2, 0x2a00)),
        with(
            Set.of(FREE_POOL_COUNT_IS_FREE_AND_NEVER_CARVED),
            CARVED_POOLS_FIT,
            "arena 1 at 0x2400: carved pools: expected at most 4, actual 5",
            Sound::busy,
            s -> poolAddress(pools(s, 1, withOneMore(s, 1)), 1, 0x2900)),
        alone(
            ONE_ARENA_AT_MOST_CAN_CARVE,
            "arenas with pools never carved: expected at most one, actual [arena 0 at 0x2000, arena"
                + " 2 at 0x2800]",
            Sound::busy,
            s ->
                lastUsable(
                    lastUsable(
                        freePoolCount(poolAddress(pools(s, 0, withoutLast(s, 0)), 0, 0x2300), 0, 3),
                        2,
                        -1),
                    3,
                    0)));
  }

  private static Vector<Pool> withOneMore(State state, int index) {
    Vector<Pool> pools = state.table().arena(new ArenaIndex(index)).pools();
    return pools.and(pools.get(0));
  }

  private static Vector<Pool> withoutLast(State state, int index) {
    Vector<Pool> pools = state.table().arena(new ArenaIndex(index)).pools();
    Vector<Pool> fewer = Vector.empty();
    for (long at = 0; at < pools.size() - 1; at++) {
      fewer = fewer.and(pools.get(at));
    }
    return fewer;
  }

  private static List<Witness> ofFreePools() {
    return List.of(
        with(
            Set.of(LAST_USABLE_IS_THE_LAST, STATISTICS_ADD_UP),
            FREE_POOL_COUNT_IS_FREE_AND_NEVER_CARVED,
            "arena 0 at 0x2000: free pool count: expected 2, actual 3",
            Sound::busy,
            s -> freePoolCount(s, 0, 3)),
        with(
            Set.of(EMPTY_POOLS_ARE_FREE),
            FREE_POOLS_ARE_CARVED_HERE,
            "arena 0 at 0x2000: free pool 0x2400: expected one of its carved pools, actual a pool"
                + " of arena 1 at 0x2400",
            Sound::busy,
            s -> freePools(s, 0, 0x2100, 0x2400)),
        with(
            Set.of(EMPTY_POOLS_ARE_FREE),
            FREE_POOLS_ARE_CARVED_HERE,
            "arena 0 at 0x2000: free pool 0x2010: expected one of its carved pools, actual no pool",
            Sound::busy,
            s -> freePools(s, 0, 0x2100, 0x2010)),
        with(
            Set.of(EMPTY_POOLS_ARE_FREE),
            FREE_POOLS_ARE_EMPTY,
            "arena 0 at 0x2000: free pool 0x2300: allocated blocks: expected 0, actual 4",
            Sound::busy,
            s -> freePools(s, 0, 0x2300, 0x2100)),
        with(
            Set.of(EMPTY_POOLS_ARE_FREE),
            FREE_POOLS_ARE_LISTED_ONCE,
            "arena 0 at 0x2000: free pool 0x2100: expected once, actual once more",
            Sound::busy,
            s -> freePools(s, 0, 0x2100, 0x2100)));
  }

  private static List<Witness> ofEmptyPools() {
    return List.of(
        with(
            Set.of(FREE_POOL_COUNT_IS_FREE_AND_NEVER_CARVED),
            EMPTY_POOLS_ARE_FREE,
            "pool 0x2000 without an allocated block: expected among the free pools of arena 0 at"
                + " 0x2000, actual not there",
            Sound::busy,
            s -> freePools(s, 0, 0x2100)),
        with(
            Set.of(STATISTICS_ADD_UP),
            EMPTY_POOLS_ARE_FREE,
            "pool 0x2300 without an allocated block: expected among the free pools of arena 0 at"
                + " 0x2000, actual not there",
            Sound::busy,
            s -> allocated(freeBlocks(s, 0x2300, 0x2330, 0x2340, 0x2350, 0x2360), 0x2300)));
  }

  private static List<Witness> ofFreeArenas() {
    return List.of(
        alone(
            NO_ARENA_IS_FREE_UNLESS_KEPT,
            "arena 0 at 0x2000: free pool count: expected less than the total 4, actual 4",
            () -> Sound.single("tiny:blocks=4,keep=none"),
            s -> emptied(s, 0x2000, List.of(0))),
        alone(
            ONLY_THE_LAST_ARENA_IS_FREE,
            "arena 0 at 0x2000, all of whose pools are free: expected last of the usable arenas,"
                + " actual [arena 0 arena 1]",
            Sound::kept,
            s -> emptied(s, 0x2300, List.of(0, 1))),
        with(
            Set.of(USABLE_ARENAS_ASCEND_BY_FREE_POOLS),
            ONLY_THE_LAST_ARENA_IS_FREE,
            "arena 1 at 0x2400, all of whose pools are free: expected last of the usable arenas,"
                + " actual [arena 1 arena 0]",
            Sound::kept,
            s -> usable(s, 1, 0)),
        with(
            Set.of(
                ArenaListInvariant.ARENAS_WITH_A_FREE_POOL_ARE_USABLE,
                ArenaListInvariant.LAST_USABLE_IS_THE_LAST),
            ONLY_THE_LAST_ARENA_IS_FREE,
            "arena 1 at 0x2400, all of whose pools are free:"
                + " expected last of the usable arenas, actual []",
            Sound::kept,
            s -> usable(s)));
  }

  /**
   * The last block of arena 0, in the pool at {@code place}, is free; the arena was not given back.
   */
  private static State emptied(State state, long place, List<Integer> usable) {
    Pool pool = state.pool(at(place));
    Chain<Address> free =
        pool.allocated().contains(0)
            ? pool.freeBlocks().prepend(at(place + 0x30))
            : pool.freeBlocks().prepend(at(place + 0x60));
    State emptied =
        pool(state, place, each -> each.withBlocks(blocks(), 0, free))
            .withUsedPools(new SizeClass(0), Chain.empty());
    State listed =
        arena(emptied, 0, arena -> arena.withFree(4, arena.freePools().prepend(at(place))));
    int[] order = usable.stream().mapToInt(Integer::intValue).toArray();
    return lastUsable(lastUsable(usable(listed, order), 3, -1), 4, order[order.length - 1]);
  }
}
