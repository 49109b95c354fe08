package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.Finding.differs;
import static org.poolproof.model.pymalloc.invariant.Finding.first;
import static org.poolproof.model.pymalloc.invariant.Finding.unlessEqual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.Ownership.Radix;
import org.poolproof.model.pymalloc.invariant.Survey.CarvedPool;
import org.poolproof.model.pymalloc.invariant.Survey.LiveArena;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.Counters;
import org.poolproof.model.pymalloc.state.Directory;
import org.poolproof.model.pymalloc.state.Pool;

/** What holds of the heap as a whole: its memory, its counters, its statistics. */
public enum HeapInvariant implements Invariant {
  MEMORY_IS_ADDRESSABLE(
      "Arenas, table and nodes lie whole in the address space, and arenas where the tree reaches.",
      "PYMALLOC.md 3, 7, and honest layers below; PY-32, PY-62",
      Cost.NODES,
      HeapInvariant::memoryIsAddressable),
  MEMORY_IS_DISJOINT(
      "Arenas, table and nodes lie apart from each other.",
      "honest layers below; PY-30",
      Cost.NODES,
      HeapInvariant::memoryIsDisjoint),
  ARENA_COUNT_IS_NUMBER_OF_ARENAS(
      "The counter of arenas is their number.",
      "PYMALLOC.md 3, 4.4e, 5.4a; PY-54",
      Cost.CONSTANT,
      HeapInvariant::arenaCount),
  HIGHWATER_IS_BETWEEN_NOW_AND_EVER(
      "The highwater mark is at least the arenas now, at most those ever, and not 0 if any was.",
      "PYMALLOC.md 3, 4.4e; PY-54",
      Cost.CONSTANT,
      HeapInvariant::highwater),
  AN_ARENA_REMAINS_IF_THE_LAST_IS_KEPT(
      "Where the last arena is kept, there is an arena once there was one.",
      "PYMALLOC.md 5.4a from 3.9: what is given back has a successor; PY-50",
      Cost.CONSTANT,
      HeapInvariant::arenaRemains),
  STATISTICS_ADD_UP(
      "The bytes that the statistics account for are those of the arenas.",
      "PYMALLOC.md 9; PY-80, PY-81, PY-82",
      Cost.POOLS,
      HeapInvariant::statistics);

  private final Statement statement;

  HeapInvariant(
      String sentence, String source, Cost cost, Function<Survey, @Nullable String> check) {
    statement = new Statement(sentence, source, cost, check);
  }

  @Override
  public Statement statement() {
    return statement;
  }

  /** Memory from a layer below, which must not reach behind {@code last}. */
  private record Piece(String name, Address address, long bytes, long last) {

    /** Its last byte. */
    Address end() {
      return address.plus(bytes - 1);
    }

    @Override
    public String toString() {
      return name + " at " + address;
    }
  }

  private static List<Piece> pieces(Survey survey) {
    Geometry geometry = survey.geometry();
    List<Piece> pieces = new ArrayList<>();
    for (LiveArena live : survey.arenas()) {
      Address address = live.arena().address();
      String name = live.index().toString();
      pieces.add(new Piece(name, address, geometry.arenaBytes(), lastOfArenas(geometry)));
    }
    long tableBytes = survey.table().records().size() * geometry.arenaRecordBytes();
    if (tableBytes > 0) {
      Address address = survey.table().address();
      pieces.add(new Piece("table", address, tableBytes, geometry.maxWord()));
    }
    if (geometry.ownership() instanceof Radix radix) {
      long middleBytes = radix.middleNodeBytes(geometry.wordBytes());
      addNodes(survey, "middle node ", survey.state().tree().middleNodes(), middleBytes, pieces);
      long bottomBytes = radix.bottomNodeBytes();
      addNodes(survey, "bottom node ", survey.state().tree().bottomNodes(), bottomBytes, pieces);
    }
    return pieces;
  }

  private static void addNodes(
      Survey survey, String name, Directory<Address> nodes, long bytes, List<Piece> pieces) {
    for (long key : nodes.keys()) {
      Address address = nodes.get(key);
      if (address != null) {
        pieces.add(new Piece(name + key, address, bytes, survey.geometry().maxWord()));
      }
    }
  }

  /** The last byte that an arena may have: of the address space, and of the frames. */
  private static long lastOfArenas(Geometry geometry) {
    if (!(geometry.ownership() instanceof Radix radix)) {
      return geometry.maxWord();
    }
    int bits = radix.frameBits() + Integer.numberOfTrailingZeros(geometry.arenaBytes());
    return bits >= Long.SIZE ? geometry.maxWord() : (1L << bits) - 1 & geometry.maxWord();
  }

  private static @Nullable String memoryIsAddressable(Survey survey) {
    return first(
        pieces(survey),
        each ->
            !each.address().isNull()
                    && each.end().compareTo(each.address()) >= 0
                    && each.end().compareTo(new Address(each.last())) <= 0
                ? null
                : differs(
                    each + ", " + each.bytes() + " bytes",
                    "from 0x1 to " + new Address(each.last()),
                    "to " + each.end()));
  }

  private static @Nullable String memoryIsDisjoint(Survey survey) {
    List<Piece> ascending = pieces(survey);
    ascending.sort(Comparator.comparing(Piece::address));
    for (int at = 1; at < ascending.size(); at++) {
      Piece below = ascending.get(at - 1);
      Piece above = ascending.get(at);
      if (above.address().isWithin(below.address(), below.bytes())) {
        return differs(above.toString(), "behind " + below.end(), below);
      }
    }
    return null;
  }

  private static @Nullable String arenaCount(Survey survey) {
    return unlessEqual(
        () -> "arenas now", (long) survey.arenas().size(), survey.state().counters().arenaCount());
  }

  private static @Nullable String highwater(Survey survey) {
    Counters counters = survey.state().counters();
    long least = Math.max(counters.arenaCount(), Math.min(counters.arenasEverCount(), 1));
    return counters.highwaterArenaCount() >= least
            && counters.highwaterArenaCount() <= counters.arenasEverCount()
        ? null
        : differs(
            "highwater mark",
            least + " to " + counters.arenasEverCount(),
            counters.highwaterArenaCount());
  }

  private static @Nullable String arenaRemains(Survey survey) {
    return !survey.geometry().keepsLastArena()
            || survey.state().counters().arenasEverCount() <= 0
            || !survey.arenas().isEmpty()
        ? null
        : differs(
            "arenas, where the last is kept",
            "at least one of " + survey.state().counters().arenasEverCount(),
            "none");
  }

  private static @Nullable String statistics(Survey survey) {
    long arenaBytes = survey.geometry().arenaBytes();
    long bytes = 0;
    for (LiveArena live : survey.arenas()) {
      bytes += bytesOfFreePoolsAndAlignment(survey.geometry(), live.arena());
    }
    for (CarvedPool each : survey.poolsWithClass()) {
      bytes += each.pool().isEmpty() ? 0 : bytesOfPool(survey.geometry(), each.pool());
    }
    return unlessEqual(
        () -> "bytes accounted for", survey.state().counters().arenaCount() * arenaBytes, bytes);
  }

  private static long bytesOfFreePoolsAndAlignment(Geometry geometry, Arena arena) {
    long lostPoolCount = arena.address().isAligned(geometry.poolBytes()) ? 0 : 1;
    return (arena.freePoolCount() + lostPoolCount) * geometry.poolBytes();
  }

  private static long bytesOfPool(Geometry geometry, Pool pool) {
    long blockBytes = geometry.blockBytes(pool.sizeClass());
    long allocated = pool.allocatedCount() * blockBytes;
    long available =
        (geometry.blocksPerPool(pool.sizeClass()) - pool.allocatedCount()) * blockBytes;
    return geometry.poolHeaderBytes()
        + allocated
        + available
        + geometry.quantizationBytes(pool.sizeClass());
  }
}
