package org.poolproof.specs.scenario;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.poolproof.model.geometry.ArenaSlots;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.specs.scenario.Episode.Kind;

/**
 * The episodes of a run, cheap and telling ones first: round by round a short one on each geometry,
 * then one with many arenas on each; what is left of the operations goes to steady life, or in tiny
 * geometries, which have room for little life, to more short ones.
 */
public final class Campaign implements Iterator<Episode> {

  /** How many operations a run has if nobody says. */
  public static final long DEFAULT_OPERATION_COUNT = 4_000_000;

  /** How many blocks are live at most in steady life. */
  public static final int STEADY_LIVE_COUNT = 20_000;

  private static final int ALTERNATING_ROUNDS = 48;
  private static final int BEGINNING_ROUNDS = 56;
  private static final int MANY_ARENAS_ROUND = ALTERNATING_ROUNDS + BEGINNING_ROUNDS;
  private static final int BEGINNING_OPERATIONS = 60;
  private static final int SWARM_OPERATIONS = 1_000;
  private static final int MANY_ARENAS_OPERATIONS = 100_000;
  private static final int STEADY_OPERATIONS = 1 << 20;
  private static final int SWARM_LIVE_COUNT = 3_000;

  private static final int PROBE_ROUNDS = 240;
  private static final int ROUND_ROUNDS = 36;
  private static final int DEEP_ROUND = PROBE_ROUNDS + ROUND_ROUNDS + 60;
  private static final int SWEEP_ROUNDS = 400;
  private static final int PROBE_OPERATIONS = 120;
  private static final int PROBE_LIVE_COUNT = 24;
  private static final int DRAINS_OPERATIONS = 3_000;
  private static final int DRAINS_LIVE_COUNT = 400;
  private static final int DEEP_OPERATIONS = 60_000;
  private static final int ROUND_OPERATIONS = 9_000;
  private static final int ROUND_LIVE_COUNT = 12;

  private final List<Geometry> geometries;
  private final boolean isOfUnknown;
  private final boolean hasRealGeometry;
  private final SplittableRandom seeds;
  private long operationsLeft;
  private int round;
  private int turn;
  private boolean isCut;

  /**
   * A campaign on {@code geometries}, which are not empty.
   *
   * @param operationCount of all episodes together
   */
  public Campaign(List<Geometry> geometries, long seed, long operationCount) {
    this(geometries, false, seed, operationCount);
  }

  private Campaign(List<Geometry> geometries, boolean isOfUnknown, long seed, long operationCount) {
    this.isOfUnknown = isOfUnknown;
    this.geometries = List.copyOf(geometries);
    hasRealGeometry = this.geometries.stream().anyMatch(geometry -> geometry.slots() == null);
    seeds = new SplittableRandom(seed);
    operationsLeft = operationCount;
  }

  /**
   * A campaign on an allocator of which nothing is known but the alignment of {@code geometry}:
   * short episodes, each size once, steady work, then deeper and deeper live sets.
   *
   * @param operationCount of all episodes together
   */
  public static Campaign ofUnknown(Geometry geometry, long seed, long operationCount) {
    return new Campaign(List.of(geometry), true, seed, operationCount);
  }

  /**
   * The geometries of a run for which none was named: all presets, and tiny ones in which what is
   * rare in a preset happens all the time.
   */
  public static List<Geometry> geometries() {
    List<String> names = new ArrayList<>();
    for (String index : List.of("table", "radix", "radix,radix=0/0/3", "radix,radix=2/1/2")) {
      for (String base : List.of("arena", "pool", "none", "mixed")) {
        for (String keep : List.of("last", "none")) {
          names.add("tiny:arenas=4,base=" + base + ",keep=" + keep + ",index=" + index);
        }
      }
    }
    names.add("tiny:word=4,alignment=8");
    names.add("tiny:word=4,alignment=8,index=radix,base=none,arenas=3");
    names.add("tiny:classes=4,blocks=2,pools=2,arenas=6,keep=none");
    names.add("tiny:classes=3,blocks=4,pools=5,arenas=3,base=none,records=3");
    names.addAll(Geometries.names());
    return names.stream().map(Geometries::named).toList();
  }

  /**
   * Whether every geometry has had all kinds of episodes in whole, so that all its rules are taken.
   */
  public boolean isFull() {
    return !isOfUnknown && !isCut && round > MANY_ARENAS_ROUND;
  }

  /** Another short episode on {@code geometry}, beyond the operations of the campaign. */
  public Episode supplement(Geometry geometry) {
    boolean isBeginning = seeds.nextBoolean();
    return new Episode(
        geometry,
        isBeginning ? Kind.BEGINNING : Kind.SWARM,
        seeds.nextLong(),
        isBeginning ? BEGINNING_OPERATIONS : SWARM_OPERATIONS,
        liveLimit(geometry));
  }

  @Override
  public boolean hasNext() {
    return operationsLeft > 0;
  }

  @Override
  public Episode next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all operations are spent");
    }
    Geometry geometry = geometries.get(turn);
    Kind kind = kind(geometry);
    long count = Math.min(operationCount(kind), operationsLeft);
    isCut |= round <= MANY_ARENAS_ROUND && count < operationCount(kind);
    int liveLimit = liveLimit(kind, geometry);
    operationsLeft -= count;
    do {
      turn = (turn + 1) % geometries.size();
      round += turn == 0 ? 1 : 0;
    } while (isFull() && hasRealGeometry && geometries.get(turn).slots() != null);
    return new Episode(geometry, kind, seeds.nextLong(), count, liveLimit);
  }

  private Kind kind(Geometry geometry) {
    if (isOfUnknown) {
      return kindForUnknown();
    }
    if (round < ALTERNATING_ROUNDS) {
      // A short episode shows more to a reader than a long one: they alternate.
      return round % 2 == 0 ? Kind.BEGINNING : Kind.SWARM;
    }
    if (round < MANY_ARENAS_ROUND) {
      return Kind.BEGINNING;
    }
    if (geometry.slots() != null) {
      return Kind.SWARM;
    }
    return round == MANY_ARENAS_ROUND ? Kind.MANY_ARENAS : Kind.STEADY;
  }

  private Kind kindForUnknown() {
    if (round == PROBE_ROUNDS || round % SWEEP_ROUNDS == SWEEP_ROUNDS - 1) {
      return Kind.SWEEP;
    }
    if (round > PROBE_ROUNDS && round <= PROBE_ROUNDS + ROUND_ROUNDS) {
      return Kind.ROUND;
    }
    if (round < PROBE_ROUNDS) {
      return round % 3 == 2 ? Kind.SWARM : Kind.PROBE;
    }
    return round < DEEP_ROUND || round % 2 == 0 ? Kind.DRAINS : Kind.DEEP;
  }

  private static long operationCount(Kind kind) {
    return switch (kind) {
      case BEGINNING -> BEGINNING_OPERATIONS;
      case SWARM -> SWARM_OPERATIONS;
      case MANY_ARENAS -> MANY_ARENAS_OPERATIONS;
      case STEADY -> STEADY_OPERATIONS;
      case SWEEP -> Sweep.operationCount();
      case PROBE -> PROBE_OPERATIONS;
      case DRAINS -> DRAINS_OPERATIONS;
      case DEEP -> DEEP_OPERATIONS;
      case ROUND -> ROUND_OPERATIONS;
    };
  }

  private static int liveLimit(Kind kind, Geometry geometry) {
    return switch (kind) {
      case STEADY, DEEP -> STEADY_LIVE_COUNT;
      case PROBE -> PROBE_LIVE_COUNT;
      case ROUND -> ROUND_LIVE_COUNT;
      case DRAINS -> DRAINS_LIVE_COUNT;
      case BEGINNING, SWARM, MANY_ARENAS, SWEEP -> liveLimit(geometry);
    };
  }

  /** In a tiny geometry about twice as many blocks as all its pools have. */
  private static int liveLimit(Geometry geometry) {
    ArenaSlots slots = geometry.slots();
    int perPool = geometry.blocksPerPool(new SizeClass(0));
    return slots == null
        ? SWARM_LIVE_COUNT
        : 2 * slots.count() * geometry.poolsPerArena() * perPool;
  }
}
