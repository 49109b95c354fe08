package org.poolproof.specs.scenario;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.scenario.Episode.Kind;

/**
 * The episodes of a run, cheap and telling ones first: round by round a short one on each geometry,
 * then one with many arenas on each, and what is left of the operations goes to steady life.
 */
public final class Campaign implements Iterator<Episode> {

  /** How many operations a run has if nobody says. */
  public static final long DEFAULT_OPERATION_COUNT = 6_000_000;

  /** So many operations on one geometry take all of its rules. */
  public static final long FULL_OPERATION_COUNT = 400_000;

  /** How many blocks are live at most in steady life. */
  public static final int STEADY_LIVE_COUNT = 20_000;

  private static final int BEGINNING_ROUNDS = 24;
  private static final int BEGINNING_OPERATIONS = 100;
  private static final int SWARM_ROUNDS = 24;
  private static final int SWARM_OPERATIONS = 2_000;
  private static final int SWARM_LIVE_COUNT = 3_000;

  private final List<Geometry> geometries;
  private final SplittableRandom seeds;
  private long operationsLeft;
  private int round;
  private int turn;

  /**
   * A campaign on {@code geometries}, which are not empty.
   *
   * @param operationCount of all episodes together
   */
  public Campaign(List<Geometry> geometries, long seed, long operationCount) {
    this.geometries = List.copyOf(geometries);
    seeds = new SplittableRandom(seed);
    operationsLeft = operationCount;
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

  @Override
  public boolean hasNext() {
    return operationsLeft > 0;
  }

  @Override
  public Episode next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all operations are spent");
    }
    Episode episode = episode(geometries.get(turn));
    operationsLeft -= episode.operationCount();
    turn = (turn + 1) % geometries.size();
    round += turn == 0 ? 1 : 0;
    return episode;
  }

  private Episode episode(Geometry geometry) {
    if (round < BEGINNING_ROUNDS + SWARM_ROUNDS) {
      // A short episode shows more to a reader than a long one: they alternate.
      return round % 2 == 0
          ? episode(geometry, Kind.BEGINNING, BEGINNING_OPERATIONS, SWARM_LIVE_COUNT)
          : episode(geometry, Kind.SWARM, SWARM_OPERATIONS, SWARM_LIVE_COUNT);
    }
    if (round == BEGINNING_ROUNDS + SWARM_ROUNDS) {
      long operations = geometry.slots() == null ? FULL_OPERATION_COUNT / 4 : SWARM_OPERATIONS;
      return episode(geometry, Kind.MANY_ARENAS, operations, SWARM_LIVE_COUNT);
    }
    long share = operationsLeft / (geometries.size() - turn);
    return episode(geometry, Kind.STEADY, Math.max(1, share), STEADY_LIVE_COUNT);
  }

  private Episode episode(Geometry geometry, Kind kind, long operations, int liveLimit) {
    long count = Math.min(operations, operationsLeft);
    return new Episode(geometry, kind, seeds.nextLong(), count, liveLimit);
  }
}
