package org.poolproof.specs.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.RadixTree;
import org.poolproof.model.pymalloc.state.State;

/**
 * Situations and transitions in the words of {@code specs/formal/Pymalloc.tla}: tuples, sets and
 * numbers, spelled as TLC spells them. Where raw memory lies is left out.
 */
final class Specified {

  private final Places places;
  private final Geometry geometry;

  Specified(Places places) {
    this.places = places;
    geometry = places.geometry();
  }

  /** What the specification's operator {@code Shown} makes of the heap. */
  String heap(Situation situation) {
    State state = situation.state();
    List<String> records = new ArrayList<>();
    for (ArenaRecord record : state.table().records()) {
      records.add(
          switch (record) {
            case Arena arena -> arena(arena);
            case ArenaRecord.Unassociated none -> "<<>>";
          });
    }
    List<String> last = new ArrayList<>();
    state.table().lastUsable().forEach(index -> last.add(Integer.toString(index.value())));
    List<String> used = new ArrayList<>();
    state.usedPools().forEach(pools -> used.add(tuple(pools, pool -> place(state, pool))));
    return tuple(
        List.of(
            tuple(records),
            tuple(state.table().unused(), index -> Integer.toString(index.value())),
            tuple(state.table().usable(), index -> Integer.toString(index.value())),
            tuple(last),
            tuple(used),
            Long.toString(state.counters().highwaterArenaCount()),
            Integer.toString(situation.countedRawCount()),
            Integer.toString(situation.plainRawCount()),
            set(state.tree().middleNodes().keys(), Long::toString),
            set(state.tree().bottomNodes().keys(), Long::toString),
            set(state.tree().marks().keys(), frame -> mark(state.tree(), frame))));
  }

  private String arena(Arena arena) {
    List<String> pools = new ArrayList<>();
    arena.pools().forEach(pool -> pools.add(pool(pool)));
    return tuple(
        List.of(
            Integer.toString(places.slots().indexOf(arena.address())),
            Integer.toString(arena.freePoolCount()),
            tuple(arena.freePools(), pool -> Long.toString(arena.poolIndex(geometry, pool))),
            tuple(pools)));
  }

  private String pool(Pool pool) {
    boolean isNew = pool.sizeClass().equals(SizeClass.NEVER_USED);
    TreeSet<Integer> allocated = new TreeSet<>();
    for (int block = 0; !isNew && block < geometry.blocksPerPool(pool.sizeClass()); block++) {
      if (pool.allocated().contains(block)) {
        allocated.add(block);
      }
    }
    int carvedCount = pool.allocated().count() + pool.freeBlocks().count();
    return tuple(
        List.of(
            Integer.toString(isNew ? -1 : pool.sizeClass().index()),
            "{" + String.join(", ", allocated.stream().map(String::valueOf).toList()) + "}",
            tuple(pool.freeBlocks(), block -> Integer.toString(pool.blockIndex(geometry, block))),
            Integer.toString(carvedCount)));
  }

  private static String mark(RadixTree tree, long frame) {
    RadixTree.Mark mark = tree.mark(frame);
    return "<<" + frame + ", " + mark.high() + ", " + mark.low() + ">>";
  }

  private String place(State state, Address pool) {
    ArenaIndex index = state.arenaOf(pool);
    if (index == null) {
      throw new IllegalStateException(pool + " is in no arena");
    }
    long inArena = state.table().arena(index).poolIndex(geometry, pool);
    return "<<" + index.value() + ", " + inArena + ">>";
  }

  /** How the specification calls {@code transition}. */
  String label(Situation from, Transition transition) {
    List<String> label = new ArrayList<>(called(from, transition));
    List<String> asked = new ArrayList<>();
    for (Call call : transition.done().calls()) {
      if (call.answer() != null) {
        asked.add(call.answer() instanceof Answer.Granted ? "1" : "0");
      }
    }
    label.add(tuple(asked));
    return tuple(label);
  }

  private List<String> called(Situation from, Transition transition) {
    boolean isRaw = transition.operation().domain() == Domain.RAW;
    String raw = isRaw ? "raw " : "";
    Address block = transition.block();
    return switch (transition.operation()) {
      case Operation.Malloc(Domain d, ByteCount size) ->
          List.of(quoted(raw + "malloc"), request(size.value()));
      case Operation.Calloc(Domain d, long count, ByteCount size) ->
          List.of(
              quoted(raw + "calloc"),
              request(
                  size.timesExceeds(count, geometry.maxRequestBytes())
                      ? -1
                      : count * size.value()));
      case Operation.Realloc(Domain d, Address old, ByteCount size) ->
          block.isNull()
              ? List.of(quoted(raw + "realloc null"), request(size.value()))
              : isRaw
                  ? List.of(quoted("raw realloc"), request(size.value()))
                  : List.of(quoted("realloc"), block(from, block), request(size.value()));
      case Operation.Free free ->
          block.isNull()
              ? List.of(quoted(raw + "free null"))
              : isRaw ? List.of(quoted("raw free")) : List.of(quoted("free"), block(from, block));
    };
  }

  /** The specification's requests end soon: one above the small limit, one above the greatest. */
  private String request(long size) {
    boolean isRefused = Long.compareUnsigned(size, geometry.maxRequestBytes()) > 0;
    return Long.toString(isRefused ? geometry.smallLimitBytes() + 2L : size);
  }

  private String block(Situation from, Address block) {
    if (places.isRaw(block)) {
      return quoted("counted");
    }
    Pool pool = from.state().pool(block);
    String place = place(from.state(), pool.address());
    return place.replace(">>", ", " + pool.blockIndex(geometry, block) + ">>");
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String tuple(List<String> elements) {
    return "<<" + String.join(", ", elements) + ">>";
  }

  private interface Spelling<T> {
    String of(T element);
  }

  private static <T extends Object> String tuple(Chain<T> chain, Spelling<T> spelling) {
    List<String> elements = new ArrayList<>();
    for (T element : chain) {
      elements.add(spelling.of(element));
    }
    return tuple(elements);
  }

  /** A set, by ascending keys. */
  private static String set(long[] keys, LongFunction<String> spelling) {
    List<String> elements = new ArrayList<>();
    for (long key : keys) {
      elements.add(spelling.apply(key));
    }
    return "{" + String.join(", ", elements) + "}";
  }
}
