package org.poolproof.specs.explore;

import java.util.Arrays;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.ArenaTable;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Directory;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.RadixTree;
import org.poolproof.model.pymalloc.state.State;

/** Writes situations as {@link Codec} says. */
final class SituationWriter {

  static final int GREATEST_BYTES = 1 << 12;

  private static final int BYTE_LIMIT = 0xff;

  private final Places places;
  private final Geometry geometry;
  private final byte[] bytes = new byte[GREATEST_BYTES];
  private int at;

  SituationWriter(Places places) {
    this.places = places;
    geometry = places.geometry();
  }

  byte[] encode(Situation situation) {
    at = 0;
    put(situation.countedRawCount());
    put(situation.plainRawCount());
    State state = situation.state();
    put(state.counters().arenaCount());
    put(state.counters().highwaterArenaCount());
    put(state.counters().rawBlockCount());
    putTable(state.table());
    for (Chain<Address> pools : state.usedPools()) {
      putChain(pools, pool -> poolNumber(state, pool));
    }
    putTree(state.tree());
    return Arrays.copyOf(bytes, at);
  }

  private void put(long value) {
    if (value < 0 || value > BYTE_LIMIT) {
      throw new IllegalStateException(value + " is no byte");
    }
    bytes[at++] = (byte) value;
  }

  private void putTwo(long value) {
    put(value >>> Byte.SIZE);
    put(value & BYTE_LIMIT);
  }

  private interface Numbering<T> {
    long of(T element);
  }

  private <T extends Object> void putChain(Chain<T> chain, Numbering<T> numbering) {
    int countAt = at;
    put(0);
    int count = 0;
    for (T element : chain) {
      put(numbering.of(element));
      count++;
    }
    bytes[countAt] = (byte) count;
  }

  private void putTable(ArenaTable table) {
    put(table.records().size());
    if (table.records().size() != 0) {
      put(places.tablePlaceIndex(table.address()));
    }
    for (ArenaRecord record : table.records()) {
      switch (record) {
        case ArenaRecord.Unassociated() -> put(0);
        case Arena arena -> putArena(arena);
      }
    }
    putChain(table.unused(), ArenaIndex::value);
    putChain(table.usable(), ArenaIndex::value);
    for (ArenaIndex last : table.lastUsable()) {
      put(last.value() + 1L);
    }
  }

  private void putArena(Arena arena) {
    put(places.slots().indexOf(arena.address()) + 1L);
    put(arena.freePoolCount());
    put(arena.pools().size());
    putChain(arena.freePools(), pool -> arena.poolIndex(geometry, pool));
    for (Pool pool : arena.pools()) {
      put(pool.sizeClass().equals(SizeClass.NEVER_USED) ? 0 : pool.sizeClass().index() + 1L);
      put(pool.allocatedCount());
      putTwo(pool.nextOffset());
      putBlocks(pool);
    }
  }

  private void putBlocks(Pool pool) {
    if (pool.sizeClass().equals(SizeClass.NEVER_USED)) {
      return;
    }
    int blockCount = geometry.blocksPerPool(pool.sizeClass());
    for (int index = 0; index < blockCount; index += Byte.SIZE) {
      int mask = 0;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        mask |= pool.allocated().contains(index + bit) ? 1 << bit : 0;
      }
      put(mask);
    }
    putChain(pool.freeBlocks(), block -> pool.blockIndex(geometry, block));
  }

  private long poolNumber(State state, Address pool) {
    ArenaIndex index = state.arenaOf(pool);
    if (index == null) {
      throw new IllegalStateException(pool + " is in no arena");
    }
    long inArena = state.table().arena(index).poolIndex(geometry, pool);
    return (long) index.value() * geometry.poolsPerArena() + inArena;
  }

  private void putTree(RadixTree tree) {
    putNodes(tree.middleNodes());
    putNodes(tree.bottomNodes());
    long[] frames = tree.marks().keys();
    put(frames.length);
    for (long frame : frames) {
      RadixTree.Mark mark = tree.mark(frame);
      putTwo(frame);
      putTwo(mark.high() + 1L);
      putTwo(mark.low());
    }
  }

  private void putNodes(Directory<Address> nodes) {
    long[] keys = nodes.keys();
    put(keys.length);
    for (long key : keys) {
      Address node = nodes.get(key);
      putTwo(key);
      put(node == null ? 0 : places.nodeNumber(node));
    }
  }
}
