package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.Broken.at;
import static org.poolproof.model.pymalloc.invariant.Broken.counters;
import static org.poolproof.model.pymalloc.invariant.Broken.tableAddress;
import static org.poolproof.model.pymalloc.invariant.Broken.tree;
import static org.poolproof.model.pymalloc.invariant.HeapInvariant.AN_ARENA_REMAINS_IF_THE_LAST_IS_KEPT;
import static org.poolproof.model.pymalloc.invariant.HeapInvariant.ARENA_COUNT_IS_NUMBER_OF_ARENAS;
import static org.poolproof.model.pymalloc.invariant.HeapInvariant.HIGHWATER_IS_BETWEEN_NOW_AND_EVER;
import static org.poolproof.model.pymalloc.invariant.HeapInvariant.MEMORY_IS_ADDRESSABLE;
import static org.poolproof.model.pymalloc.invariant.HeapInvariant.MEMORY_IS_DISJOINT;
import static org.poolproof.model.pymalloc.invariant.HeapInvariant.STATISTICS_ADD_UP;
import static org.poolproof.model.pymalloc.invariant.Witness.alone;
import static org.poolproof.model.pymalloc.invariant.Witness.with;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.pymalloc.state.State;

/** States broken at the memory below and at the counters. */
final class HeapWitnesses {

  private HeapWitnesses() {}

  static Stream<Witness> all() {
    return Stream.of(ofMemory(), ofCounters()).flatMap(List::stream);
  }

  private static List<Witness> ofMemory() {
    Supplier<State> narrow = () -> Sound.single("tiny:blocks=4,word=4");
    return List.of(
        alone(
            MEMORY_IS_ADDRESSABLE,
            "middle node 0 at 0x0, 16 bytes: expected from 0x1 to 0xffffffffffffffff, actual to"
                + " 0xf",
            Sound::marked,
            s -> tree(s, tree -> tree.withMiddleNode(0, Address.NULL))),
        alone(
            MEMORY_IS_ADDRESSABLE,
            "table at 0xffffffe5, 28 bytes: expected from 0x1 to 0xffffffff, actual to 0x100000000",
            narrow,
            s -> tableAddress(s, 0xffff_ffe5L)),
        alone(
            MEMORY_IS_ADDRESSABLE,
            "table at 0xffffffffffffff41, 192 bytes: expected from 0x1 to 0xffffffffffffffff,"
                + " actual to 0x0",
            Sound::busy,
            s -> tableAddress(s, -191)),
        alone(
            MEMORY_IS_DISJOINT,
            "arena 0 at 0x2000: expected behind 0x2000, actual table at 0x1f41",
            Sound::busy,
            s -> tableAddress(s, 0x1f41)),
        alone(
            MEMORY_IS_DISJOINT,
            "bottom node 1 at 0x40: expected behind 0x4f, actual middle node 0 at 0x40",
            Sound::marked,
            s -> tree(s, tree -> tree.withBottomNode(1, at(0x40)))));
  }

  private static List<Witness> ofCounters() {
    Supplier<State> none = () -> Client.of("tiny:blocks=4,keep=none").state();
    return List.of(
        with(
            Set.of(STATISTICS_ADD_UP),
            ARENA_COUNT_IS_NUMBER_OF_ARENAS,
            "arenas now: expected 2, actual 3",
            Sound::returned,
            s -> counters(s, 3, 3, 3)),
        alone(
            HIGHWATER_IS_BETWEEN_NOW_AND_EVER,
            "highwater mark: expected 2 to 2, actual 3",
            Sound::returned,
            s -> counters(s, 2, 2, 3)),
        alone(
            HIGHWATER_IS_BETWEEN_NOW_AND_EVER,
            "highwater mark: expected 1 to 1, actual 0",
            none,
            s -> counters(s, 0, 1, 0)),
        with(
            Set.of(ArenaTableInvariant.UNUSED_LIST_ENDS_WITH_THE_NEVER_USED),
            HIGHWATER_IS_BETWEEN_NOW_AND_EVER,
            "highwater mark: expected 3 to 3, actual 2",
            Sound::busy,
            s -> counters(s, 3, 3, 2)),
        alone(
            AN_ARENA_REMAINS_IF_THE_LAST_IS_KEPT,
            "arenas, where the last is kept: expected at least one of 1, actual none",
            Sound::refused,
            s -> counters(s, 0, 1, 1)),
        with(
            Set.of(ARENA_COUNT_IS_NUMBER_OF_ARENAS),
            STATISTICS_ADD_UP,
            "bytes accounted for: expected 1024, actual 2048",
            Sound::returned,
            s -> counters(s, 1, 3, 3)));
  }
}
