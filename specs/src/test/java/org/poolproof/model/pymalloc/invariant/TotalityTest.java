package org.poolproof.model.pymalloc.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.poolproof.model.pymalloc.invariant.Broken.addresses;
import static org.poolproof.model.pymalloc.invariant.Broken.allocated;
import static org.poolproof.model.pymalloc.invariant.Broken.at;
import static org.poolproof.model.pymalloc.invariant.Broken.lastUsable;
import static org.poolproof.model.pymalloc.invariant.Broken.nextOffset;
import static org.poolproof.model.pymalloc.invariant.Broken.pool;
import static org.poolproof.model.pymalloc.invariant.Broken.poolAddress;
import static org.poolproof.model.pymalloc.invariant.Broken.pools;
import static org.poolproof.model.pymalloc.invariant.Broken.records;
import static org.poolproof.model.pymalloc.invariant.Broken.unused;
import static org.poolproof.model.pymalloc.invariant.Broken.usable;
import static org.poolproof.model.pymalloc.invariant.Broken.usedLists;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.model.pymalloc.state.Vector;

/** However large or senseless a state is, it is reported, and soon. */
class TotalityTest {

  private static final long TWO_TO_31 = 1L << 31;

  @Test
  void tableOfTwoToThe31RecordsWithoutArenaIsReported() {
    State state = records(Sound.busy(), Vector.filled(TWO_TO_31, ArenaRecord.UNASSOCIATED));
    assertEquals(
        "arena records: expected 4, actual 2147483648",
        ArenaTableInvariant.RECORDS_ARE_UNUSED_OR_HAVE_A_BASE.violation(state));
    assertTrue(Invariants.check(state).size() > 5);
  }

  @Test
  void tableOfTwoToThe31ArenasIsLookedAtAsFarAsItsListsReachAndABitFurther() {
    State busy = Sound.busy();
    State state = records(busy, Vector.filled(TWO_TO_31, busy.table().arena(new ArenaIndex(0))));
    assertEquals(
        "arenas now: expected 68, actual 3",
        HeapInvariant.ARENA_COUNT_IS_NUMBER_OF_ARENAS.violation(state));
    assertEquals(
        "base 0x2000: expected arena 1, actual arena 0",
        AddressIndexInvariant.ARENAS_HAVE_A_BASE.violation(state));
    assertTrue(Invariants.check(state).size() > 5);
  }

  @Test
  void arenaOfTwoToThe31PoolsIsReported() {
    State busy = Sound.busy();
    State state = pools(busy, 0, Vector.filled(TWO_TO_31, busy.pool(at(0x2000))));
    assertEquals(
        "arena 0 at 0x2000: carved pools: expected at most 4, actual 2147483648",
        ArenaInvariant.CARVED_POOLS_FIT.violation(state));
    assertEquals(
        "pool 0x2100: address: expected 0x2100, actual 0x2000",
        PoolInvariant.POOLS_FOLLOW_ONE_ANOTHER.violation(state));
  }

  @Test
  void listsForTwoToThe31ClassesAreReported() {
    State state = usedLists(Sound.busy(), Vector.filled(TWO_TO_31, addresses(0x2300)));
    assertEquals(
        "lists of used pools: expected 2, actual 2147483648",
        UsedPoolInvariant.EVERY_CLASS_HAS_A_LIST.violation(state));
    assertEquals(
        "used pools of class 1: 0x2300: expected once, actual once more",
        UsedPoolInvariant.USED_POOLS_ARE_LISTED_ONCE.violation(state));
  }

  @Test
  void indexOfTwoToThe31CountsIsReported() {
    State state =
        lastUsable(Sound.busy(), Vector.filled(TWO_TO_31, new ArenaIndex(Integer.MIN_VALUE)));
    assertEquals(
        "last usable arena with free pool count 0: expected none, actual arena 2147483648",
        ArenaListInvariant.LAST_USABLE_IS_THE_LAST.violation(state));
  }

  @Test
  void offsetsBeyondEveryPoolAreReported() {
    for (int offset : new int[] {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE}) {
      State state = nextOffset(Sound.busy(), 0x2900, offset);
      assertTrue(
          Invariants.check(state).stream()
              .map(Violation::invariant)
              .collect(Collectors.toSet())
              .contains(
                  offset > 0
                      ? PoolInvariant.CARVED_BLOCKS_FIT
                      : PoolInvariant.TWO_BLOCKS_ARE_CARVED),
          "next offset " + offset);
    }
  }

  @Test
  void blockNumbersBeyondEveryPoolAreReported() {
    State state = allocated(Sound.busy(), 0x2900, 100_000);
    assertEquals(
        "pool 0x2900: allocated blocks below next offset 80: expected 1, actual 0",
        BlockInvariant.ALLOCATED_BLOCKS_ARE_CARVED.violation(state));
  }

  @Test
  void indexesOfNoRecordAreReportedWhereverTheyAre() {
    State state = unused(usable(Sound.busy(), -1, Integer.MIN_VALUE), Integer.MAX_VALUE, -1);
    State unbased = state.withBases(state.bases().with(-1L, ArenaIndex.NONE));
    State strayPool =
        pool(
            unbased,
            0x2900,
            pool ->
                new Pool(
                    at(-1),
                    ArenaIndex.NONE,
                    pool.sizeClass(),
                    pool.allocated(),
                    -1,
                    addresses(-1, 0, Long.MIN_VALUE),
                    pool.nextOffset(),
                    pool.maxNextOffset()));
    assertTrue(Invariants.check(strayPool).size() > 10);
  }

  @Test
  void violationReadsAsNameAndDescription() {
    Violation violation = Invariants.check(poolAddress(Sound.busy(), 2, 0x2a00)).get(0);
    assertEquals(
        "POOL_ADDRESS_IS_BEHIND_THE_CARVED:"
            + " arena 2 at 0x2800: pool address: expected 0x2b00, actual 0x2a00",
        violation.toString());
  }

  @Test
  void namesAreUnique() {
    List<String> names = Invariants.ALL.stream().map(Invariant::name).toList();
    assertEquals(names.stream().distinct().toList(), names);
  }
}
