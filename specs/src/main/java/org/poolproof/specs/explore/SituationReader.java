package org.poolproof.specs.explore;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.ArenaTable;
import org.poolproof.model.pymalloc.state.BlockSet;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Counters;
import org.poolproof.model.pymalloc.state.Directory;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.RadixTree;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.model.pymalloc.state.Vector;

/** Reads situations that {@link SituationWriter} wrote. */
final class SituationReader {

  private static final int BYTE_LIMIT = 0xff;

  private final Places places;
  private final Geometry geometry;
  private byte[] bytes = new byte[0];
  private int at;

  SituationReader(Places places) {
    this.places = places;
    geometry = places.geometry();
  }

  /** The situation of {@code encoded}. */
  Situation decode(byte[] encoded) {
    bytes = encoded;
    at = 0;
    int counted = get();
    int plain = get();
    int arenaCount = get();
    int highwater = get();
    int rawBlockCount = get();
    ArenaTable table = table();
    Directory<ArenaIndex> bases = bases(table);
    Vector<Chain<Address>> usedPools = Vector.empty();
    for (int index = 0; index < geometry.sizeClassCount(); index++) {
      usedPools = usedPools.and(chain(number -> poolAddress(table, number)));
    }
    RadixTree tree = tree();
    Counters counters = new Counters(arenaCount, highwater, highwater, rawBlockCount);
    State state = new State(geometry, table, bases, usedPools, tree, counters);
    if (at != bytes.length) {
      throw new IllegalStateException((bytes.length - at) + " bytes are left");
    }
    return new Situation(state, counted, plain);
  }

  private int get() {
    return bytes[at++] & BYTE_LIMIT;
  }

  private int getTwo() {
    return get() << Byte.SIZE | get();
  }

  private interface Element<T> {
    T at(int number);
  }

  private <T extends Object> Chain<T> chain(Element<T> element) {
    int count = get();
    Chain<T> chain = Chain.empty();
    at += count;
    for (int back = 1; back <= count; back++) {
      chain = chain.prepend(element.at(bytes[at - back] & BYTE_LIMIT));
    }
    return chain;
  }

  private ArenaTable table() {
    int recordCount = get();
    Address address = recordCount == 0 ? Address.NULL : places.table(get());
    Vector<ArenaRecord> records = Vector.empty();
    for (int index = 0; index < recordCount; index++) {
      int slot = get();
      records =
          records.and(
              slot == 0 ? ArenaRecord.UNASSOCIATED : arena(slot - 1, new ArenaIndex(index)));
    }
    Chain<ArenaIndex> unused = chain(ArenaIndex::new);
    Chain<ArenaIndex> usable = chain(ArenaIndex::new);
    Vector<ArenaIndex> lastUsable = Vector.empty();
    for (int count = 0; count <= geometry.poolsPerArena(); count++) {
      lastUsable = lastUsable.and(new ArenaIndex(get() - 1));
    }
    return new ArenaTable(address, records, unused, usable, lastUsable);
  }

  private Arena arena(int slot, ArenaIndex index) {
    Address address = places.slots().get(slot);
    Address firstPool = address.roundedUp(geometry.poolBytes());
    int lostCount = firstPool.equals(address) ? 0 : 1;
    int freePoolCount = get();
    int carvedCount = get();
    Chain<Address> freePools = chain(number -> poolAt(firstPool, number));
    Vector<Pool> pools = Vector.empty();
    for (int number = 0; number < carvedCount; number++) {
      pools = pools.and(pool(poolAt(firstPool, number), index));
    }
    return new Arena(
        address,
        poolAt(firstPool, carvedCount),
        freePoolCount,
        geometry.poolsPerArena() - lostCount,
        freePools,
        pools);
  }

  private Address poolAt(Address firstPool, int number) {
    return firstPool.plus((long) number * geometry.poolBytes());
  }

  private Pool pool(Address address, ArenaIndex index) {
    int sizeClassNumber = get();
    int allocatedCount = get();
    int nextOffset = getTwo();
    if (sizeClassNumber == 0) {
      return new Pool(
          address,
          index,
          SizeClass.NEVER_USED,
          BlockSet.EMPTY,
          allocatedCount,
          Chain.empty(),
          nextOffset,
          0);
    }
    SizeClass sizeClass = new SizeClass(sizeClassNumber - 1);
    BlockSet allocated = blocks(geometry.blocksPerPool(sizeClass));
    int blockBytes = geometry.blockBytes(sizeClass);
    Address firstBlock = address.plus(geometry.poolHeaderBytes());
    Chain<Address> freeBlocks = chain(number -> firstBlock.plus((long) number * blockBytes));
    return new Pool(
        address,
        index,
        sizeClass,
        allocated,
        allocatedCount,
        freeBlocks,
        nextOffset,
        geometry.maxNextOffset(sizeClass));
  }

  private BlockSet blocks(int blockCount) {
    BlockSet blocks = BlockSet.EMPTY;
    for (int index = 0; index < blockCount; index += Byte.SIZE) {
      int mask = get();
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        blocks = (mask & 1 << bit) == 0 ? blocks : blocks.with(index + bit);
      }
    }
    return blocks;
  }

  private static Directory<ArenaIndex> bases(ArenaTable table) {
    Directory<ArenaIndex> bases = Directory.empty();
    int index = 0;
    for (ArenaRecord record : table.records()) {
      if (record instanceof Arena arena) {
        bases = bases.with(arena.address().value(), new ArenaIndex(index));
      }
      index++;
    }
    return bases;
  }

  private Address poolAddress(ArenaTable table, int number) {
    Arena arena = table.arena(new ArenaIndex(number / geometry.poolsPerArena()));
    Address firstPool = arena.address().roundedUp(geometry.poolBytes());
    return poolAt(firstPool, number % geometry.poolsPerArena());
  }

  private RadixTree tree() {
    Directory<Address> middleNodes = nodes();
    Directory<Address> bottomNodes = nodes();
    Directory<RadixTree.Mark> marks = Directory.empty();
    int count = get();
    for (int index = 0; index < count; index++) {
      long frame = getTwo();
      int high = getTwo() - 1;
      marks = marks.with(frame, new RadixTree.Mark(high, getTwo()));
    }
    return new RadixTree(middleNodes, bottomNodes, marks);
  }

  private Directory<Address> nodes() {
    int count = get();
    Directory<Address> nodes = Directory.empty();
    for (int index = 0; index < count; index++) {
      long key = getTwo();
      nodes = nodes.with(key, places.node(get()));
    }
    return nodes;
  }
}
