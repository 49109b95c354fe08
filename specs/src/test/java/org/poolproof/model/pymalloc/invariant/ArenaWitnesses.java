package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.ArenaInvariant.*;
import static org.poolproof.model.pymalloc.invariant.ArenaListInvariant.*;
import static org.poolproof.model.pymalloc.invariant.ArenaTableInvariant.*;
import static org.poolproof.model.pymalloc.invariant.Broken.*;
import static org.poolproof.model.pymalloc.invariant.HeapInvariant.STATISTICS_ADD_UP;
import static org.poolproof.model.pymalloc.invariant.Witness.alone;
import static org.poolproof.model.pymalloc.invariant.Witness.with;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.model.pymalloc.state.Vector;

/** States broken at arenas, at the usable list, and at the table and its unused list. */
final class ArenaWitnesses {

  private static final State BUSY = Sound.busy();
  private static final State RETURNED = Sound.returned();

  private ArenaWitnesses() {}

  static Stream<Witness> all() {
    return Stream.of(ofArenas(), ofFreePools(), ofFreeArenas(), ofUsable(), ofTable(), ofUnused())
        .flatMap(List::stream);
  }

  private static List<Witness> ofArenas() {
    return List.of(
        with(
            Set.of(FREE_POOL_COUNT_IS_FREE_AND_NEVER_CARVED),
            TOTAL_IS_WHAT_FITS,
            "arena 2 at 0x2800: total pools: expected 4, actual 3",
            BUSY,
            s -> totalPoolCount(s, 2, 3)),
        with(
            Set.of(STATISTICS_ADD_UP),
            TOTAL_IS_WHAT_FITS,
            "arena 0 at 0x2010: total pools: expected 3, actual 4",
            Sound.single("tiny:blocks=4,base=none"),
            s -> freePoolCount(lastUsable(lastUsable(totalPoolCount(s, 0, 4), 2, -1), 3, 0), 0, 3)),
        alone(
            POOL_ADDRESS_IS_BEHIND_THE_CARVED,
            "arena 2 at 0x2800: pool address: expected 0x2b00, actual 0x2a00",
            BUSY,
            s -> poolAddress(s, 2, 0x2a00)),
        with(
            Set.of(FREE_POOL_COUNT_IS_FREE_AND_NEVER_CARVED),
            CARVED_POOLS_FIT,
            "arena 1 at 0x2400: carved pools: expected at most 4, actual 5",
            BUSY,
            s -> poolAddress(pools(s, 1, withOneMore(s, 1)), 1, 0x2900)),
        alone(
            ONE_ARENA_AT_MOST_CAN_CARVE,
            "arenas with pools never carved: expected at most one, actual [arena 0 at 0x2000, arena"
                + " 2 at 0x2800]",
            BUSY,
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
            BUSY,
            s -> freePoolCount(s, 0, 3)),
        with(
            Set.of(EMPTY_POOLS_ARE_FREE),
            FREE_POOLS_ARE_CARVED_HERE,
            "arena 0 at 0x2000: free pool 0x2400: expected one of its carved pools, actual a pool"
                + " of arena 1 at 0x2400",
            BUSY,
            s -> freePools(s, 0, 0x2100, 0x2400)),
        with(
            Set.of(EMPTY_POOLS_ARE_FREE),
            FREE_POOLS_ARE_CARVED_HERE,
            "arena 0 at 0x2000: free pool 0x2010: expected one of its carved pools, actual no pool",
            BUSY,
            s -> freePools(s, 0, 0x2100, 0x2010)),
        with(
            Set.of(EMPTY_POOLS_ARE_FREE),
            FREE_POOLS_ARE_EMPTY,
            "arena 0 at 0x2000: free pool 0x2300: allocated blocks: expected 0, actual 4",
            BUSY,
            s -> freePools(s, 0, 0x2300, 0x2100)),
        with(
            Set.of(EMPTY_POOLS_ARE_FREE),
            FREE_POOLS_ARE_LISTED_ONCE,
            "arena 0 at 0x2000: free pool 0x2100: expected once, actual once more",
            BUSY,
            s -> freePools(s, 0, 0x2100, 0x2100)),
        with(
            Set.of(FREE_POOL_COUNT_IS_FREE_AND_NEVER_CARVED),
            EMPTY_POOLS_ARE_FREE,
            "pool 0x2000 without an allocated block: expected among the free pools of arena 0 at"
                + " 0x2000, actual not there",
            BUSY,
            s -> freePools(s, 0, 0x2100)),
        with(
            Set.of(STATISTICS_ADD_UP),
            EMPTY_POOLS_ARE_FREE,
            "pool 0x2300 without an allocated block: expected among the free pools of arena 0 at"
                + " 0x2000, actual not there",
            BUSY,
            s -> allocated(freeBlocks(s, 0x2300, 0x2330, 0x2340, 0x2350, 0x2360), 0x2300)));
  }

  private static List<Witness> ofFreeArenas() {
    return List.of(
        alone(
            NO_ARENA_IS_FREE_UNLESS_KEPT,
            "arena 0 at 0x2000: free pool count: expected less than the total 4, actual 4",
            Sound.single("tiny:blocks=4,keep=none"),
            s -> emptied(s, 0x2000, List.of(0))),
        alone(
            ONLY_THE_LAST_ARENA_IS_FREE,
            "arena 0 at 0x2000, all of whose pools are free: expected last of the usable arenas,"
                + " actual [arena 0 arena 1]",
            Sound.kept(),
            s -> emptied(s, 0x2300, List.of(0, 1))),
        with(
            Set.of(USABLE_ARENAS_ASCEND_BY_FREE_POOLS),
            ONLY_THE_LAST_ARENA_IS_FREE,
            "arena 1 at 0x2400, all of whose pools are free: expected last of the usable arenas,"
                + " actual [arena 1 arena 0]",
            Sound.kept(),
            s -> usable(s, 1, 0)));
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

  private static List<Witness> ofUsable() {
    return List.of(
        alone(
            USABLE_ARENAS_HAVE_A_FREE_POOL,
            "usable arenas: arena 3: expected an arena with a free pool, actual no arena",
            BUSY,
            s -> usable(s, 3, 1, 2, 0)),
        alone(
            USABLE_ARENAS_HAVE_A_FREE_POOL,
            "usable arenas: none: expected an arena with a free pool, actual no arena",
            BUSY,
            s -> usable(s, -1, 1, 2, 0)),
        alone(
            USABLE_ARENAS_HAVE_A_FREE_POOL,
            "usable arenas: arena 0: expected an arena with a free pool, actual free pool count 0",
            Sound.full(),
            s -> lastUsable(usable(s, 0), 0, 0)),
        alone(
            USABLE_ARENAS_ARE_LISTED_ONCE,
            "usable arenas: arena 1: expected once, actual once more",
            BUSY,
            s -> usable(s, 1, 1, 2, 0)),
        alone(
            ARENAS_WITH_A_FREE_POOL_ARE_USABLE,
            "arena 1 at 0x2400 with free pool count 1: expected among the usable arenas, actual not"
                + " there",
            BUSY,
            s -> usable(s, 2, 0)),
        alone(
            USABLE_ARENAS_ASCEND_BY_FREE_POOLS,
            "usable arenas: arena 2: free pool count: expected at least 2, actual 1",
            BUSY,
            s -> usable(s, 1, 0, 2)),
        alone(
            LAST_USABLE_COVERS_EVERY_COUNT,
            "index of last usable arenas: length: expected 5, actual 6",
            BUSY,
            s -> lastUsable(s, s.table().lastUsable().and(ArenaIndex.NONE))),
        alone(
            LAST_USABLE_COVERS_EVERY_COUNT,
            "index of last usable arenas: length: expected 5, actual 1",
            BUSY,
            s -> lastUsable(s, Vector.filled(1, ArenaIndex.NONE))),
        alone(
            LAST_USABLE_IS_THE_LAST,
            "last usable arena with free pool count 1: expected arena 2, actual arena 1",
            BUSY,
            s -> lastUsable(s, 1, 1)),
        alone(
            LAST_USABLE_IS_THE_LAST,
            "last usable arena with free pool count 2: expected arena 0, actual none",
            BUSY,
            s -> lastUsable(s, 2, -1)),
        alone(
            LAST_USABLE_IS_THE_LAST,
            "last usable arena with free pool count 0: expected none, actual arena 1",
            BUSY,
            s -> lastUsable(s, 0, 1)),
        alone(
            LAST_USABLE_IS_THE_LAST,
            "last usable arena with free pool count 4: expected none, actual arena 0",
            BUSY,
            s -> lastUsable(s, 4, 0)));
  }

  private static List<Witness> ofTable() {
    return List.of(
        with(
            Set.of(HeapInvariant.MEMORY_IS_ADDRESSABLE),
            TABLE_HAS_AN_ADDRESS_ONCE_CREATED,
            "address of a table of 4 records: expected not null, actual 0x0",
            BUSY,
            s -> tableAddress(s, 0)),
        alone(
            TABLE_HAS_AN_ADDRESS_ONCE_CREATED,
            "address of a table of 0 records: expected null, actual 0x10",
            Sound.initial(),
            s -> tableAddress(s, 0x10)),
        alone(
            TABLE_HAS_DOUBLED_FROM_ITS_FIRST_SIZE,
            "arena records: expected none, or 1 times a power of two, actual 5",
            BUSY,
            s -> unused(records(s, more(s, 1)), 3, 4)),
        alone(
            TABLE_HAS_DOUBLED_FROM_ITS_FIRST_SIZE,
            "arena records: expected none, or 2 times a power of two, actual 1",
            Client.of("tiny:records=2").state(),
            s -> tableAddress(unused(records(s, more(s, 1)), 0), 0x10)),
        alone(
            TABLE_DOUBLES_ONLY_WHEN_ALL_RECORDS_ARE_TAKEN,
            "highwater mark with 8 arena records: expected 4 to 8, actual 3",
            BUSY,
            s -> unused(records(s, more(s, 4)), 3, 4, 5, 6, 7)),
        alone(
            TABLE_DOUBLES_ONLY_WHEN_ALL_RECORDS_ARE_TAKEN,
            "highwater mark with 4 arena records: expected 2 to 4, actual 5",
            BUSY,
            s -> counters(s, 3, 5, 5)));
  }

  private static Vector<ArenaRecord> more(State state, int count) {
    Vector<ArenaRecord> records = state.table().records();
    for (int i = 0; i < count; i++) {
      records = records.and(ArenaRecord.UNASSOCIATED);
    }
    return records;
  }

  private static List<Witness> ofUnused() {
    return List.of(
        with(
            Set.of(RECORDS_WITHOUT_ARENA_ARE_UNUSED, UNUSED_LIST_ENDS_WITH_THE_NEVER_USED),
            RECORDS_ARE_UNUSED_OR_HAVE_A_BASE,
            "arena records: expected 3, actual 4",
            BUSY,
            s -> unused(s)),
        with(
            Set.of(RECORDS_ARE_UNUSED_OR_HAVE_A_BASE),
            UNUSED_RECORDS_HAVE_NO_ARENA,
            "unused records: arena 1: expected a record without an arena, actual an arena at"
                + " 0x2400",
            BUSY,
            s -> unused(s, 1, 3)),
        with(
            Set.of(RECORDS_ARE_UNUSED_OR_HAVE_A_BASE),
            UNUSED_RECORDS_HAVE_NO_ARENA,
            "unused records: arena 4: expected a record without an arena, actual no record",
            BUSY,
            s -> unused(s, 4, 3)),
        with(
            Set.of(RECORDS_ARE_UNUSED_OR_HAVE_A_BASE),
            UNUSED_RECORDS_ARE_LISTED_ONCE,
            "unused records: arena 1: expected once, actual once more",
            RETURNED,
            s -> unused(s, 1, 1, 3)),
        with(
            Set.of(RECORDS_ARE_UNUSED_OR_HAVE_A_BASE),
            RECORDS_WITHOUT_ARENA_ARE_UNUSED,
            "arena 1, without memory: expected among the unused records, actual not there",
            RETURNED,
            s -> unused(s, 3)),
        with(
            Set.of(RECORDS_ARE_UNUSED_OR_HAVE_A_BASE, RECORDS_WITHOUT_ARENA_ARE_UNUSED),
            UNUSED_LIST_ENDS_WITH_THE_NEVER_USED,
            "unused records: expected at least 1, actual 0",
            BUSY,
            s -> unused(s)),
        alone(
            UNUSED_LIST_ENDS_WITH_THE_NEVER_USED,
            "unused records: number 1 from the end: expected arena 3, actual arena 1",
            RETURNED,
            s -> unused(s, 3, 1)));
  }
}
