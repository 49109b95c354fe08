package org.poolproof.model.pymalloc.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.model.pymalloc.invariant.Broken.addresses;
import static org.poolproof.model.pymalloc.invariant.Broken.arena;
import static org.poolproof.model.pymalloc.invariant.Broken.at;
import static org.poolproof.model.pymalloc.invariant.Broken.counters;
import static org.poolproof.model.pymalloc.invariant.Broken.freePoolCount;
import static org.poolproof.model.pymalloc.invariant.Broken.freePools;
import static org.poolproof.model.pymalloc.invariant.Broken.lastUsable;
import static org.poolproof.model.pymalloc.invariant.Broken.poolAddress;
import static org.poolproof.model.pymalloc.invariant.Broken.tableAddress;
import static org.poolproof.model.pymalloc.invariant.Broken.totalPoolCount;
import static org.poolproof.model.pymalloc.invariant.Broken.tree;
import static org.poolproof.model.pymalloc.invariant.Broken.unused;
import static org.poolproof.model.pymalloc.invariant.Broken.usable;
import static org.poolproof.model.pymalloc.invariant.Broken.used;

import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.RadixTree.Mark;
import org.poolproof.model.pymalloc.state.State;

/** The check answers whatever is done to a state, and always the same. */
@Tag("long")
class TotalityProperties {

  /** One senseless change: which field of which arena, and what is written there. */
  private record Change(int field, int index, long value) {

    State applyTo(State state) {
      int small = (int) value;
      return switch (field) {
        case 0 ->
            firstPool(state, pool -> pool.withBlocks(pool.allocated(), small, pool.freeBlocks()));
        case 1 ->
            firstPool(state, pool -> pool.withBlocks(pool.allocated(), 1, addresses(value, 0)));
        case 2 -> firstPool(state, pool -> pool.withHeader(new SizeClass(small), 80, 96));
        case 3 -> firstPool(state, pool -> pool.withHeader(pool.sizeClass(), small, small));
        case 4 -> firstPool(state, pool -> Pool.carved(at(value), new ArenaIndex(small)));
        case 5 -> used(state, index % 2, value, 0x2900);
        case 6 -> freePools(state, index, value, 0x2000);
        case 7 -> freePoolCount(state, index, small);
        case 8 -> poolAddress(state, index, value);
        case 9 -> totalPoolCount(state, index, small);
        case 10 -> usable(state, small, index);
        case 11 -> unused(state, small, index);
        case 12 -> lastUsable(state, index, small);
        case 13 -> tableAddress(state, value);
        case 14 -> counters(state, value, index, value);
        case 15 -> state.withBases(state.bases().with(value, new ArenaIndex(small)));
        case 16 -> tree(state, tree -> tree.withMark(value, new Mark(small, index)));
        case 17 -> tree(state, tree -> tree.withMiddleNode(value, at(value)));
        case 18 -> tree(state, tree -> tree.withBottomNode(value, at(value)));
        case 19 -> arena(state, index, arena -> moved(arena, value));
        default -> throw new IllegalArgumentException("field " + field);
      };
    }

    private State firstPool(State state, UnaryOperator<Pool> change) {
      return arena(state, index, arena -> arena.withPool(0, change.apply(arena.pools().get(0))));
    }

    private static Arena moved(Arena arena, long value) {
      return new Arena(
          at(value),
          arena.poolAddress(),
          arena.freePoolCount(),
          arena.totalPoolCount(),
          arena.freePools(),
          arena.pools());
    }
  }

  @Property(tries = 2000)
  void everyBrokenStateIsAnswered(
      @ForAll boolean hasTree, @ForAll("changes") List<Change> changes) {
    State state = hasTree ? Sound.marked() : Sound.busy();
    for (Change change : changes) {
      state = change.applyTo(state);
    }
    assertEquals(Invariants.check(state), Invariants.check(state));
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 19),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(
                0L,
                1L,
                2L,
                16L,
                0x2000L,
                0x2010L,
                0x2400L,
                0xffffL,
                1L << 31,
                (1L << 31) - 1,
                0xffff_ffffL,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                -1L,
                -256L,
                -1024L))
        .as(Change::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }
}
