package org.poolproof.model.pymalloc.invariant;

import java.util.function.UnaryOperator;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.ArenaTable;
import org.poolproof.model.pymalloc.state.BlockSet;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Counters;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.RadixTree;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.model.pymalloc.state.Vector;

/** States broken by hand: this field of this pool, arena or list, and nothing else. */
final class Broken {

  private Broken() {}

  static Address at(long value) {
    return new Address(value);
  }

  static Chain<Address> addresses(long... values) {
    Chain<Address> chain = Chain.empty();
    for (int i = values.length - 1; i >= 0; i--) {
      chain = chain.prepend(at(values[i]));
    }
    return chain;
  }

  static Chain<ArenaIndex> indexes(int... values) {
    Chain<ArenaIndex> chain = Chain.empty();
    for (int i = values.length - 1; i >= 0; i--) {
      chain = chain.prepend(new ArenaIndex(values[i]));
    }
    return chain;
  }

  static BlockSet blocks(int... numbers) {
    BlockSet set = BlockSet.EMPTY;
    for (int number : numbers) {
      set = set.with(number);
    }
    return set;
  }

  static State arena(State state, int index, UnaryOperator<Arena> change) {
    ArenaIndex record = new ArenaIndex(index);
    return state.withTable(
        state.table().withRecord(record, change.apply(state.table().arena(record))));
  }

  /** {@code state} with the pool at {@code place} changed. */
  static State pool(State state, long place, UnaryOperator<Pool> change) {
    Pool pool = state.pool(at(place));
    return arena(
        state,
        pool.arena().value(),
        arena -> arena.withPool(arena.poolIndex(state.geometry(), at(place)), change.apply(pool)));
  }

  /** With its count, its allocated blocks unchanged. */
  static State count(State state, long place, int count) {
    return pool(state, place, pool -> pool.withBlocks(pool.allocated(), count, pool.freeBlocks()));
  }

  /** With these allocated blocks, by number, and their count. */
  static State allocated(State state, long place, int... numbers) {
    return pool(
        state, place, pool -> pool.withBlocks(blocks(numbers), numbers.length, pool.freeBlocks()));
  }

  static State freeBlocks(State state, long place, long... free) {
    return pool(
        state,
        place,
        pool -> pool.withBlocks(pool.allocated(), pool.allocatedCount(), addresses(free)));
  }

  static State nextOffset(State state, long place, int nextOffset) {
    return pool(
        state, place, pool -> pool.withHeader(pool.sizeClass(), nextOffset, pool.maxNextOffset()));
  }

  static State sizeClass(State state, long place, int index) {
    return pool(
        state,
        place,
        pool -> pool.withHeader(new SizeClass(index), pool.nextOffset(), pool.maxNextOffset()));
  }

  static State used(State state, int sizeClass, long... pools) {
    return state.withUsedPools(new SizeClass(sizeClass), addresses(pools));
  }

  /** With these lists of used pools. */
  static State usedLists(State state, Vector<Chain<Address>> lists) {
    return new State(
        state.geometry(), state.table(), state.bases(), lists, state.tree(), state.counters());
  }

  static State freePools(State state, int index, long... pools) {
    return arena(state, index, arena -> arena.withFree(arena.freePoolCount(), addresses(pools)));
  }

  static State freePoolCount(State state, int index, int count) {
    return arena(state, index, arena -> arena.withFree(count, arena.freePools()));
  }

  static State poolAddress(State state, int index, long value) {
    return arena(
        state,
        index,
        arena ->
            new Arena(
                arena.address(),
                at(value),
                arena.freePoolCount(),
                arena.totalPoolCount(),
                arena.freePools(),
                arena.pools()));
  }

  static State totalPoolCount(State state, int index, int count) {
    return arena(
        state,
        index,
        arena ->
            new Arena(
                arena.address(),
                arena.poolAddress(),
                arena.freePoolCount(),
                count,
                arena.freePools(),
                arena.pools()));
  }

  static State pools(State state, int index, Vector<Pool> pools) {
    return arena(
        state,
        index,
        arena ->
            new Arena(
                arena.address(),
                arena.poolAddress(),
                arena.freePoolCount(),
                arena.totalPoolCount(),
                arena.freePools(),
                pools));
  }

  static State usable(State state, int... indexes) {
    return state.withTable(state.table().withUsable(indexes(indexes)));
  }

  static State unused(State state, int... indexes) {
    return state.withTable(state.table().withUnused(indexes(indexes)));
  }

  static State lastUsable(State state, int freePoolCount, int index) {
    return state.withTable(state.table().withLastUsable(freePoolCount, new ArenaIndex(index)));
  }

  static State lastUsable(State state, Vector<ArenaIndex> entries) {
    ArenaTable table = state.table();
    return state.withTable(
        new ArenaTable(table.address(), table.records(), table.unused(), table.usable(), entries));
  }

  static State tableAddress(State state, long value) {
    ArenaTable table = state.table();
    return state.withTable(
        new ArenaTable(
            at(value), table.records(), table.unused(), table.usable(), table.lastUsable()));
  }

  static State records(State state, Vector<ArenaRecord> records) {
    ArenaTable table = state.table();
    return state.withTable(
        new ArenaTable(
            table.address(), records, table.unused(), table.usable(), table.lastUsable()));
  }

  static State counters(State state, long now, long ever, long highwater) {
    return state.withCounters(new Counters(now, ever, highwater, state.counters().rawBlockCount()));
  }

  static State tree(State state, UnaryOperator<RadixTree> change) {
    return state.withTree(change.apply(state.tree()));
  }
}
