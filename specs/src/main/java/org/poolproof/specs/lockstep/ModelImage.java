package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.Ownership;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;

/**
 * The bytes that count of a heap in the model's state: fields by address, in CPython's layout
 * (PYMALLOC.md 3). The static data lie together in the order in which CPython 3.12 has them.
 *
 * <pre>
 *   usedpools   2 words for each of 8, 16, 24 ... classes: nextpool, prevpool
 *   mgmt        arenas, maxarenas (half), unused_arena_objects, usable_arenas: a word each
 *               nfp2lasta: a word for each number of free pools, 0 included
 *               arenas now, arenas ever, highwater, raw blocks: a word each
 *   usage       the radix tree's root; behind it two halves, middle and bottom nodes
 * </pre>
 */
public final class ModelImage {

  /** Is told of the fields. */
  public interface Fields {

    /** A field of {@code bytes} bytes, 4 or 8, at {@code at} that holds {@code value}. */
    void add(String name, long at, int bytes, long value);

    /** Fields of {@code fieldBytes} bytes side by side, {@code bytes} in all, that hold zero. */
    void addZeros(String name, long start, long bytes, int fieldBytes);

    /** One of those that were added as zeros holds {@code value}, which may be zero too. */
    void replaceZero(String name, long at, int bytes, long value);
  }

  private static final int HALF_BYTES = 4;

  private final State state;
  private final Geometry geometry;
  private final int word;
  private final UnaryOperator<Address> placeOf;
  private final long control;
  private final long table;
  private final Fields fields;

  private ModelImage(State state, Address control, UnaryOperator<Address> placeOf, Fields fields) {
    this.fields = fields;
    this.state = state;
    this.geometry = state.geometry();
    this.word = geometry.wordBytes();
    this.placeOf = placeOf;
    this.control = control.value();
    this.table = placeOf.apply(state.table().address()).value();
  }

  /** The image that {@code state} determines, as a table. */
  static FieldTable of(State state, Address control, UnaryOperator<Address> placeOf) {
    FieldTable table = new FieldTable();
    show(state, control, placeOf, table);
    return table;
  }

  /**
   * Shows the image that {@code state} determines.
   *
   * @param control where the static data lie
   * @param placeOf where raw memory lies that was granted at an address
   */
  public static void show(
      State state, Address control, UnaryOperator<Address> placeOf, Fields fields) {
    ModelImage image = new ModelImage(state, control, placeOf, fields);
    image.addUsedPools();
    long management = control.value() + 2L * image.word * image.linkedClassCount();
    image.addManagement(management);
    image.addTree(management + image.word * (4L + image.lastUsableCount() + 4));
    image.addRecords();
  }

  private void word(String name, long at, long value) {
    long mask = word == HALF_BYTES ? 0xffff_ffffL : -1;
    fields.add(name, at, word, value & mask);
  }

  private void half(String name, long at, long value) {
    fields.add(name, at, HALF_BYTES, value & 0xffff_ffffL);
  }

  private int linkedClassCount() {
    return (geometry.sizeClassCount() + 7) / 8 * 8;
  }

  private long lastUsableCount() {
    return geometry.poolsPerArena() + 1L;
  }

  /** The pretend pool of a class begins so that its links are those of the class. */
  private long pretendPool(int classIndex) {
    return control + 2L * word * classIndex - 2L * word;
  }

  private long record(ArenaIndex index) {
    return index.equals(ArenaIndex.NONE)
        ? 0
        : table + geometry.arenaRecordBytes() * Integer.toUnsignedLong(index.value());
  }

  private void addUsedPools() {
    for (int index = 0; index < geometry.sizeClassCount(); index++) {
      List<Long> ring = new ArrayList<>();
      ring.add(pretendPool(index));
      state.usedPools().get(index).forEach(pool -> ring.add(pool.value()));
      for (int at = 0; at < ring.size(); at++) {
        String owner = at == 0 ? "usedpools" : "pool";
        long links = ring.get(at) + 2L * word;
        word(owner + ".nextpool", links, ring.get((at + 1) % ring.size()));
        word(owner + ".prevpool", links + word, ring.get((at + ring.size() - 1) % ring.size()));
      }
    }
  }

  private void addManagement(long management) {
    var records = state.table();
    word("arenas", management, table);
    half("maxarenas", management + word, records.records().size());
    word("unused_arena_objects", management + 2L * word, first(records.unused()));
    word("usable_arenas", management + 3L * word, first(records.usable()));
    long lastUsable = management + 4L * word;
    for (long count = 0; count < lastUsableCount(); count++) {
      word("nfp2lasta", lastUsable + count * word, record(records.lastUsable().get(count)));
    }
    long counters = lastUsable + lastUsableCount() * word;
    word("narenas_currently_allocated", counters, state.counters().arenaCount());
    word("ntimes_arena_allocated", counters + word, state.counters().arenasEverCount());
    word("narenas_highwater", counters + 2L * word, state.counters().highwaterArenaCount());
    word("raw_allocated_blocks", counters + 3L * word, state.counters().rawBlockCount());
  }

  private long first(Iterable<ArenaIndex> list) {
    for (ArenaIndex index : list) {
      return record(index);
    }
    return 0;
  }

  private void addTree(long root) {
    switch (geometry.ownership()) {
      case Ownership.Table() -> {}
      case Ownership.Radix radix when !radix.hasInteriorNodes() -> addBottomNode(radix, 0, root);
      case Ownership.Radix radix -> {
        addNodes(radix, root);
        long counts = root + radix.rootBytes(word);
        half("arena_map_mid_count", counts, state.tree().middleNodes().size());
        half("arena_map_bot_count", counts + HALF_BYTES, state.tree().bottomNodes().size());
      }
    }
  }

  private void addNodes(Ownership.Radix radix, long root) {
    fields.addZeros("arena_map_root", root, radix.rootBytes(word), word);
    for (long middle : state.tree().middleNodes().keys()) {
      long node = place(state.tree().middleNodes().get(middle));
      fields.replaceZero("arena_map_root", root + word * middle, word, node);
      fields.addZeros("arena_map_mid", node, radix.middleNodeBytes(word), word);
    }
    for (long bottom : state.tree().bottomNodes().keys()) {
      long node = place(state.tree().bottomNodes().get(bottom));
      long parent = place(state.tree().middleNodes().get(bottom >>> radix.middleBits()));
      long entry = bottom & (1L << radix.middleBits()) - 1;
      fields.replaceZero("arena_map_mid", parent + word * entry, word, node);
      addBottomNode(radix, bottom, node);
    }
  }

  private long place(@Nullable Address granted) {
    return granted == null ? 0 : placeOf.apply(granted).value();
  }

  private void addBottomNode(Ownership.Radix radix, long bottomNodeIndex, long node) {
    fields.addZeros("arena_map_bot", node, radix.bottomNodeBytes(), HALF_BYTES);
    for (long frame : state.tree().marks().keys()) {
      if (radix.bottomNodeIndex(frame) == bottomNodeIndex) {
        var mark = state.tree().mark(frame);
        long entry = node + (frame & (1L << radix.bottomBits()) - 1) * 2 * HALF_BYTES;
        fields.replaceZero("arena_map_bot.tail_hi", entry, HALF_BYTES, mark.high() & 0xffff_ffffL);
        fields.replaceZero("arena_map_bot.tail_lo", entry + HALF_BYTES, HALF_BYTES, mark.low());
      }
    }
  }

  private void addRecords() {
    int index = 0;
    for (ArenaRecord record : state.table().records()) {
      long at = record(new ArenaIndex(index));
      switch (record) {
        case ArenaRecord.Unassociated() -> word("arena.address", at, 0);
        case Arena arena -> addArena(at, arena);
      }
      index++;
    }
    long nextOffset = 3L * word + 2 * HALF_BYTES;
    addLinks(state.table().unused(), nextOffset, -1);
    addLinks(state.table().usable(), nextOffset, nextOffset + word);
  }

  /** Links of a list of records; there is no link back where {@code previousOffset} is negative. */
  private void addLinks(Iterable<ArenaIndex> list, long nextOffset, long previousOffset) {
    List<Long> records = new ArrayList<>();
    list.forEach(index -> records.add(record(index)));
    for (int at = 0; at < records.size(); at++) {
      long record = records.get(at);
      boolean isLast = at == records.size() - 1;
      word("arena.nextarena", record + nextOffset, isLast ? 0 : records.get(at + 1));
      if (previousOffset >= 0) {
        word("arena.prevarena", record + previousOffset, at == 0 ? 0 : records.get(at - 1));
      }
    }
  }

  private void addArena(long record, Arena arena) {
    word("arena.address", record, arena.address().value());
    word("arena.pool_address", record + word, arena.poolAddress().value());
    half("arena.nfreepools", record + 2L * word, arena.freePoolCount());
    half("arena.ntotalpools", record + 2L * word + HALF_BYTES, arena.totalPoolCount());
    List<Long> free = new ArrayList<>();
    arena.freePools().forEach(pool -> free.add(pool.value()));
    word("arena.freepools", record + 2L * word + 2 * HALF_BYTES, free.isEmpty() ? 0 : free.get(0));
    for (int at = 0; at < free.size(); at++) {
      boolean isLast = at == free.size() - 1;
      word("pool.nextpool", free.get(at) + 2L * word, isLast ? 0 : free.get(at + 1));
    }
    arena.pools().forEach(this::addPool);
  }

  private void addPool(Pool pool) {
    long at = pool.address().value();
    half("pool.count", at, pool.allocatedCount());
    long link = at + word;
    String name = "pool.freeblock";
    for (Address block : pool.freeBlocks()) {
      word(name, link, block.value());
      link = block.value();
      name = "block.next";
    }
    word(name, link, 0);
    long halves = at + 4L * word;
    half("pool.arenaindex", halves, pool.arena().value());
    half("pool.szidx", halves + HALF_BYTES, pool.sizeClass().index());
    half("pool.nextoffset", halves + 2 * HALF_BYTES, pool.nextOffset());
    half("pool.maxnextoffset", halves + 3 * HALF_BYTES, pool.maxNextOffset());
  }
}
