package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.Broken.addresses;
import static org.poolproof.model.pymalloc.invariant.Broken.used;
import static org.poolproof.model.pymalloc.invariant.Broken.usedLists;
import static org.poolproof.model.pymalloc.invariant.UsedPoolInvariant.EVERY_CLASS_HAS_A_LIST;
import static org.poolproof.model.pymalloc.invariant.UsedPoolInvariant.ONLY_THE_LAST_USED_POOL_CAN_CARVE;
import static org.poolproof.model.pymalloc.invariant.UsedPoolInvariant.POOLS_IN_USE_ARE_LISTED;
import static org.poolproof.model.pymalloc.invariant.UsedPoolInvariant.USED_POOLS_ARE_CARVED;
import static org.poolproof.model.pymalloc.invariant.UsedPoolInvariant.USED_POOLS_ARE_LISTED_ONCE;
import static org.poolproof.model.pymalloc.invariant.UsedPoolInvariant.USED_POOLS_HAVE_AN_ALLOCATED_BLOCK;
import static org.poolproof.model.pymalloc.invariant.UsedPoolInvariant.USED_POOLS_HAVE_A_FREE_BLOCK;
import static org.poolproof.model.pymalloc.invariant.UsedPoolInvariant.USED_POOLS_HAVE_THE_CLASS_OF_THEIR_LIST;
import static org.poolproof.model.pymalloc.invariant.Witness.alone;
import static org.poolproof.model.pymalloc.invariant.Witness.with;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Vector;

/** States broken at the lists of used pools. */
final class UsedPoolWitnesses {

  private UsedPoolWitnesses() {}

  static Stream<Witness> all() {
    return Stream.of(ofUsedPools(), ofPoolsInUse()).flatMap(List::stream);
  }

  private static List<Witness> ofUsedPools() {
    return List.of(
        alone(
            EVERY_CLASS_HAS_A_LIST,
            "lists of used pools: expected 2, actual 3",
            Sound::busy,
            s -> usedLists(s, s.usedPools().and(Chain.empty()))),
        with(
            Set.of(POOLS_IN_USE_ARE_LISTED),
            EVERY_CLASS_HAS_A_LIST,
            "lists of used pools: expected 2, actual 1",
            Sound::busy,
            s -> usedLists(s, Vector.filled(1, addresses(0x2200, 0x2900)))),
        alone(
            USED_POOLS_ARE_CARVED,
            "used pools of class 0: 0x2b00: expected a carved pool, actual none",
            Sound::busy,
            s -> used(s, 0, 0x2b00, 0x2200, 0x2900)),
        alone(
            USED_POOLS_ARE_CARVED,
            "used pools of class 1: 0x2a10: expected a carved pool, actual none",
            Sound::busy,
            s -> used(s, 1, 0x2a10, 0x2a00)),
        with(
            Set.of(POOLS_IN_USE_ARE_LISTED),
            USED_POOLS_HAVE_THE_CLASS_OF_THEIR_LIST,
            "used pools of class 1: 0x2200: size class: expected class 1, actual class 0",
            Sound::busy,
            s -> used(used(s, 0, 0x2900), 1, 0x2200, 0x2a00)));
  }

  private static List<Witness> ofPoolsInUse() {
    return List.of(
        alone(
            USED_POOLS_HAVE_AN_ALLOCATED_BLOCK,
            "used pools of class 0: 0x2000: expected an allocated block, actual an empty pool",
            Sound::busy,
            s -> used(s, 0, 0x2200, 0x2000, 0x2900)),
        alone(
            USED_POOLS_HAVE_A_FREE_BLOCK,
            "used pools of class 0: 0x2300: expected a free block, actual a full pool",
            Sound::busy,
            s -> used(s, 0, 0x2300, 0x2200, 0x2900)),
        alone(
            USED_POOLS_ARE_LISTED_ONCE,
            "used pools of class 0: 0x2200: expected once, actual once more",
            Sound::busy,
            s -> used(s, 0, 0x2200, 0x2200, 0x2900)),
        alone(
            POOLS_IN_USE_ARE_LISTED,
            "pool 0x2200: expected among the used pools of class 0, actual not there",
            Sound::busy,
            s -> used(s, 0, 0x2900)),
        alone(
            POOLS_IN_USE_ARE_LISTED,
            "pool 0x2a00: expected among the used pools of class 1, actual not there",
            Sound::busy,
            s -> used(s, 1)),
        alone(
            ONLY_THE_LAST_USED_POOL_CAN_CARVE,
            "used pools of class 0: 0x2900: expected carved up, or last, actual next offset 80",
            Sound::busy,
            s -> used(s, 0, 0x2900, 0x2200)));
  }
}
