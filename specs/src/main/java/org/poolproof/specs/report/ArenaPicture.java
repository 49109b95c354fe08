package org.poolproof.specs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Pool;

/** One arena: a line that says where it stands, and its pools, those of no interest folded. */
final class ArenaPicture {

  /** Where the map of a pool's blocks starts. */
  private static final int MAP_COLUMN = 47;

  private static final String ROW = "%5s  %-10s %5s  %5s  %-6s %5s %5s";
  private static final String HEAD =
      ROW.formatted("pool", "at", "class", "bytes", "state", "alloc", "avail")
          + "  blocks: # allocated, . free";

  /** More stretches between the pools of interest are folded whatever they hold. */
  private static final int GREATEST_ROW_COUNT = 12;

  private final Scene scene;
  private final Geometry geometry;
  private final ArenaIndex index;
  private final Arena arena;
  private final PoolLines lines;

  ArenaPicture(Scene scene, ArenaIndex index) {
    this.scene = scene;
    this.index = index;
    geometry = scene.geometry();
    arena = scene.state().table().arena(index);
    lines = new PoolLines(scene, arena, MAP_COLUMN);
  }

  /**
   * The lines.
   *
   * @param reach how many neighbours of a pool that is pointed at get a line of their own
   * @param note what stands below the heading, null if nothing
   */
  List<String> lines(int reach, @Nullable String note) {
    List<String> text = new ArrayList<>();
    text.add(heading());
    if (note != null) {
      text.add(note);
    }
    text.add(HEAD);
    TreeSet<Integer> near = near(reach);
    boolean isBrief = stretchCount(near) + near.size() > GREATEST_ROW_COUNT;
    int next = 0;
    for (int pool : near) {
      text.addAll(stretch(next, pool, isBrief));
      text.addAll(lines.of(pool, row(pool)));
      next = pool + 1;
    }
    text.addAll(stretch(next, arena.totalPoolCount(), isBrief));
    text.addAll(lines.outsidePools());
    return text;
  }

  private String heading() {
    boolean isAligned = arena.address().isAligned(geometry.poolBytes());
    return "%s  %s  %d of %d pools free, %s%s"
        .formatted(
            scene.name(arena.address()),
            arena.address(),
            arena.freePoolCount(),
            arena.totalPoolCount(),
            rank(),
            isAligned ? "" : ", unaligned: one pool is lost");
  }

  /** Its place among the usable arenas. */
  private String rank() {
    Chain<ArenaIndex> usable = scene.state().table().usable();
    int place = 0;
    for (ArenaIndex each : usable) {
      place++;
      if (each.equals(index)) {
        return "usable arena %d of %d".formatted(place, usable.count());
      }
    }
    return "not usable";
  }

  /**
   * The pools that get a line of their own: those that are pointed at and their neighbours, the
   * ones that the classes concerned allocate from, and the one that is used next.
   */
  private TreeSet<Integer> near(int reach) {
    TreeSet<Integer> near = new TreeSet<>();
    for (Scene.Mark mark : scene.marks()) {
      Integer pool = poolIndex(mark.address());
      for (int at = pool == null ? 0 : pool - reach; pool != null && at <= pool + reach; at++) {
        if (at >= 0 && at < arena.totalPoolCount()) {
          near.add(at);
        }
      }
    }
    for (SizeClass sizeClass : scene.classes()) {
      addFirst(near, scene.state().usedPools(sizeClass));
    }
    addFirst(near, arena.freePools());
    return near;
  }

  private void addFirst(TreeSet<Integer> near, Chain<Address> pools) {
    Integer first = pools.isEmpty() ? null : poolIndex(pools.first());
    if (first != null) {
      near.add(first);
    }
  }

  /** The number of the pool that {@code address} lies in, null if it is in none of this arena. */
  private @Nullable Integer poolIndex(Address address) {
    Address first = arena.address().roundedUp(geometry.poolBytes());
    long extent = (long) arena.totalPoolCount() * geometry.poolBytes();
    return address.isWithin(first, extent) ? (int) arena.poolIndex(geometry, address) : null;
  }

  private int stretchCount(TreeSet<Integer> near) {
    int count = 0;
    int next = 0;
    for (int pool : near) {
      count += alike(next, pool).size();
      next = pool + 1;
    }
    return count + alike(next, arena.totalPoolCount()).size();
  }

  /** The pools from {@code first} up to {@code end}, by what they have in common. */
  private List<String> stretch(int first, int end, boolean isBrief) {
    if (first >= end) {
      return List.of();
    }
    if (isBrief) {
      return List.of(range(first, end - 1) + counts(first, end));
    }
    List<String> text = new ArrayList<>();
    int next = first;
    for (int last : alike(first, end)) {
      text.add(next == last ? row(next) : range(next, last) + what(next));
      next = last + 1;
    }
    return text;
  }

  /** The last pool of each run of pools that are alike. */
  private List<Integer> alike(int first, int end) {
    List<Integer> lasts = new ArrayList<>();
    for (int pool = first; pool < end; pool++) {
      if (pool + 1 == end || !what(pool).equals(what(pool + 1))) {
        lasts.add(pool);
      }
    }
    return lasts;
  }

  private String counts(int first, int end) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int pool = first; pool < end; pool++) {
      counts.merge(state(pool), 1, Integer::sum);
    }
    return String.join(
        ", ",
        counts.entrySet().stream().map(each -> each.getValue() + " " + each.getKey()).toList());
  }

  private static String range(int first, int last) {
    return first == last ? "%5d  ".formatted(first) : "pools %d..%d  ".formatted(first, last);
  }

  private @Nullable Pool pool(int poolIndex) {
    return poolIndex < arena.pools().size() ? arena.pools().get(poolIndex) : null;
  }

  private String state(int poolIndex) {
    Pool pool = pool(poolIndex);
    if (pool == null) {
      return "virgin";
    }
    return pool.isEmpty() ? "empty" : pool.isFull() ? "full" : "used";
  }

  /** What pools that are alike have in common. */
  private String what(int poolIndex) {
    Pool pool = pool(poolIndex);
    return pool == null
        ? "virgin"
        : "%s, %s, %d allocated"
            .formatted(state(poolIndex), pool.sizeClass(), pool.allocatedCount());
  }

  private String row(int poolIndex) {
    Address firstPool = arena.address().roundedUp(geometry.poolBytes());
    Address start = firstPool.plus((long) poolIndex * geometry.poolBytes());
    String at = "+0x" + Long.toHexString(start.offsetFrom(arena.address()));
    Pool pool = pool(poolIndex);
    if (pool == null) {
      return ROW.formatted(poolIndex, at, "", "", "virgin", "", "").stripTrailing();
    }
    SizeClass sizeClass = pool.sizeClass();
    String row =
        ROW.formatted(
            poolIndex,
            at,
            sizeClass.index(),
            geometry.blockBytes(sizeClass),
            state(poolIndex),
            pool.allocatedCount(),
            geometry.blocksPerPool(sizeClass) - pool.allocatedCount());
    return row + "  " + lines.map(pool).text();
  }
}
