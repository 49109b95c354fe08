package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.ArenaListInvariant.ARENAS_WITH_A_FREE_POOL_ARE_USABLE;
import static org.poolproof.model.pymalloc.invariant.ArenaListInvariant.LAST_USABLE_COVERS_EVERY_COUNT;
import static org.poolproof.model.pymalloc.invariant.ArenaListInvariant.LAST_USABLE_IS_THE_LAST;
import static org.poolproof.model.pymalloc.invariant.ArenaListInvariant.USABLE_ARENAS_ARE_LISTED_ONCE;
import static org.poolproof.model.pymalloc.invariant.ArenaListInvariant.USABLE_ARENAS_ASCEND_BY_FREE_POOLS;
import static org.poolproof.model.pymalloc.invariant.ArenaListInvariant.USABLE_ARENAS_HAVE_A_FREE_POOL;
import static org.poolproof.model.pymalloc.invariant.ArenaTableInvariant.RECORDS_ARE_UNUSED_OR_HAVE_A_BASE;
import static org.poolproof.model.pymalloc.invariant.ArenaTableInvariant.RECORDS_WITHOUT_ARENA_ARE_UNUSED;
import static org.poolproof.model.pymalloc.invariant.ArenaTableInvariant.TABLE_DOUBLES_ONLY_WHEN_ALL_RECORDS_ARE_TAKEN;
import static org.poolproof.model.pymalloc.invariant.ArenaTableInvariant.TABLE_HAS_AN_ADDRESS_ONCE_CREATED;
import static org.poolproof.model.pymalloc.invariant.ArenaTableInvariant.TABLE_HAS_DOUBLED_FROM_ITS_FIRST_SIZE;
import static org.poolproof.model.pymalloc.invariant.ArenaTableInvariant.UNUSED_LIST_ENDS_WITH_THE_NEVER_USED;
import static org.poolproof.model.pymalloc.invariant.ArenaTableInvariant.UNUSED_RECORDS_ARE_LISTED_ONCE;
import static org.poolproof.model.pymalloc.invariant.ArenaTableInvariant.UNUSED_RECORDS_HAVE_NO_ARENA;
import static org.poolproof.model.pymalloc.invariant.Broken.counters;
import static org.poolproof.model.pymalloc.invariant.Broken.lastUsable;
import static org.poolproof.model.pymalloc.invariant.Broken.records;
import static org.poolproof.model.pymalloc.invariant.Broken.tableAddress;
import static org.poolproof.model.pymalloc.invariant.Broken.unused;
import static org.poolproof.model.pymalloc.invariant.Broken.usable;
import static org.poolproof.model.pymalloc.invariant.Witness.alone;
import static org.poolproof.model.pymalloc.invariant.Witness.with;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.model.pymalloc.state.Vector;

/** States broken at the usable list, at the table, and at its unused list. */
final class ArenaListWitnesses {

  private ArenaListWitnesses() {}

  static Stream<Witness> all() {
    return Stream.of(ofUsable(), ofLastUsable(), ofTable(), ofUnused()).flatMap(List::stream);
  }

  private static List<Witness> ofUsable() {
    return List.of(
        alone(
            USABLE_ARENAS_HAVE_A_FREE_POOL,
            "usable arenas: arena 3: expected an arena with a free pool, actual no arena",
            Sound::busy,
            s -> usable(s, 3, 1, 2, 0)),
        alone(
            USABLE_ARENAS_HAVE_A_FREE_POOL,
            "usable arenas: none: expected an arena with a free pool, actual no arena",
            Sound::busy,
            s -> usable(s, -1, 1, 2, 0)),
        alone(
            USABLE_ARENAS_HAVE_A_FREE_POOL,
            "usable arenas: arena 0: expected an arena with a free pool, actual free pool count 0",
            Sound::full,
            s -> lastUsable(usable(s, 0), 0, 0)),
        alone(
            USABLE_ARENAS_ARE_LISTED_ONCE,
            "usable arenas: arena 1: expected once, actual once more",
            Sound::busy,
            s -> usable(s, 1, 1, 2, 0)),
        alone(
            ARENAS_WITH_A_FREE_POOL_ARE_USABLE,
            "arena 1 at 0x2400 with free pool count 1: expected among the usable arenas, actual not"
                + " there",
            Sound::busy,
            s -> usable(s, 2, 0)),
        alone(
            USABLE_ARENAS_ASCEND_BY_FREE_POOLS,
            "usable arenas: arena 2: free pool count: expected at least 2, actual 1",
            Sound::busy,
            s -> usable(s, 1, 0, 2)));
  }

  private static List<Witness> ofLastUsable() {
    return List.of(
        alone(
            LAST_USABLE_COVERS_EVERY_COUNT,
            "index of last usable arenas: length: expected 5, actual 6",
            Sound::busy,
            s -> lastUsable(s, s.table().lastUsable().and(ArenaIndex.NONE))),
        alone(
            LAST_USABLE_COVERS_EVERY_COUNT,
            "index of last usable arenas: length: expected 5, actual 1",
            Sound::busy,
            s -> lastUsable(s, Vector.filled(1, ArenaIndex.NONE))),
        alone(
            LAST_USABLE_IS_THE_LAST,
            "last usable arena with free pool count 1: expected arena 2, actual arena 1",
            Sound::busy,
            s -> lastUsable(s, 1, 1)),
        alone(
            LAST_USABLE_IS_THE_LAST,
            "last usable arena with free pool count 2: expected arena 0, actual none",
            Sound::busy,
            s -> lastUsable(s, 2, -1)),
        alone(
            LAST_USABLE_IS_THE_LAST,
            "last usable arena with free pool count 0: expected none, actual arena 1",
            Sound::busy,
            s -> lastUsable(s, 0, 1)),
        alone(
            LAST_USABLE_IS_THE_LAST,
            "last usable arena with free pool count 4: expected none, actual arena 0",
            Sound::busy,
            s -> lastUsable(s, 4, 0)));
  }

  private static List<Witness> ofTable() {
    return List.of(
        with(
            Set.of(HeapInvariant.MEMORY_IS_ADDRESSABLE),
            TABLE_HAS_AN_ADDRESS_ONCE_CREATED,
            "address of a table of 4 records: expected not null, actual 0x0",
            Sound::busy,
            s -> tableAddress(s, 0)),
        alone(
            TABLE_HAS_AN_ADDRESS_ONCE_CREATED,
            "address of a table of 0 records: expected null, actual 0x10",
            Sound::initial,
            s -> tableAddress(s, 0x10)),
        alone(
            TABLE_HAS_DOUBLED_FROM_ITS_FIRST_SIZE,
            "arena records: expected none, or 1 times a power of two, actual 5",
            Sound::busy,
            s -> unused(records(s, more(s, 1)), 3, 4)),
        alone(
            TABLE_HAS_DOUBLED_FROM_ITS_FIRST_SIZE,
            "arena records: expected none, or 2 times a power of two, actual 1",
            () -> Client.of("tiny:records=2").state(),
            s -> tableAddress(unused(records(s, more(s, 1)), 0), 0x10)),
        alone(
            TABLE_DOUBLES_ONLY_WHEN_ALL_RECORDS_ARE_TAKEN,
            "highwater mark with 8 arena records: expected 4 to 8, actual 3",
            Sound::busy,
            s -> unused(records(s, more(s, 4)), 3, 4, 5, 6, 7)),
        alone(
            TABLE_DOUBLES_ONLY_WHEN_ALL_RECORDS_ARE_TAKEN,
            "highwater mark with 4 arena records: expected 2 to 4, actual 5",
            Sound::busy,
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
            Sound::busy,
            s -> unused(s)),
        with(
            Set.of(RECORDS_ARE_UNUSED_OR_HAVE_A_BASE),
            UNUSED_RECORDS_HAVE_NO_ARENA,
            "unused records: arena 1: expected a record without an arena, actual an arena at"
                + " 0x2400",
            Sound::busy,
            s -> unused(s, 1, 3)),
        with(
            Set.of(RECORDS_ARE_UNUSED_OR_HAVE_A_BASE),
            UNUSED_RECORDS_HAVE_NO_ARENA,
            "unused records: arena 4: expected a record without an arena, actual no record",
            Sound::busy,
            s -> unused(s, 4, 3)),
        with(
            Set.of(RECORDS_ARE_UNUSED_OR_HAVE_A_BASE),
            UNUSED_RECORDS_ARE_LISTED_ONCE,
            "unused records: arena 1: expected once, actual once more",
            Sound::returned,
            s -> unused(s, 1, 1, 3)),
        with(
            Set.of(RECORDS_ARE_UNUSED_OR_HAVE_A_BASE),
            RECORDS_WITHOUT_ARENA_ARE_UNUSED,
            "arena 1, without memory: expected among the unused records, actual not there",
            Sound::returned,
            s -> unused(s, 3)),
        with(
            Set.of(RECORDS_ARE_UNUSED_OR_HAVE_A_BASE, RECORDS_WITHOUT_ARENA_ARE_UNUSED),
            UNUSED_LIST_ENDS_WITH_THE_NEVER_USED,
            "unused records: expected at least 1, actual 0",
            Sound::busy,
            s -> unused(s)),
        alone(
            UNUSED_LIST_ENDS_WITH_THE_NEVER_USED,
            "unused records: number 1 from the end: expected arena 3, actual arena 1",
            Sound::returned,
            s -> unused(s, 3, 1)));
  }
}
