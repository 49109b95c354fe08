package org.poolproof.specs.scenario;

import java.util.SplittableRandom;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.specs.scenario.Mix.Places;

/** The phases of an episode, one mix after the other. */
final class Phases {

  private static final int ARENAS_BEYOND_THE_TABLE = 2;
  private static final int LONG = 1 << 30;

  private final Episode episode;
  private final SplittableRandom random;
  private int count;
  private int length;

  Phases(Episode episode, SplittableRandom random) {
    this.episode = episode;
    this.random = random;
  }

  /** How many operations the phase has that {@link #next} began. */
  int length() {
    return length;
  }

  /** The mix of the next phase, when {@code liveBlockCount} blocks are live. */
  Mix next(int liveBlockCount) {
    count++;
    return switch (episode.kind()) {
      case BEGINNING -> beginning();
      case SWARM -> swarm();
      case MANY_ARENAS -> count == 1 ? manyArenas() : count == 2 ? drain() : swarm();
      case STEADY -> steady(liveBlockCount);
      case SWEEP, PROBE, DRAINS, DEEP, ROUND ->
          throw new IllegalArgumentException(episode.kind() + " has no phases");
    };
  }

  /** Whether a phase of {@code mix} ends before its length. */
  boolean isOver(Mix mix, int liveBlockCount) {
    return mix.growthPercent() == 0
        ? liveBlockCount == 0
        : mix.growthPercent() > 50 && liveBlockCount > limit(mix);
  }

  private long limit(Mix mix) {
    return episode.kind() == Episode.Kind.MANY_ARENAS && count == 1
        ? manyBlocks()
        : episode.liveLimit();
  }

  private Mix beginning() {
    length = LONG;
    Mix mix = Mix.random(episode.geometry(), random).refusing(100 + random.nextInt(700));
    return random.nextBoolean() ? mix.at(Places.NODE_ENDS) : mix;
  }

  private Mix swarm() {
    length =
        10 + random.nextInt((int) Math.max(1, Math.min(1 << 20, episode.operationCount() / 4)));
    Mix mix = Mix.random(episode.geometry(), random);
    return random.nextInt(6) == 0 ? mix.draining() : mix;
  }

  private Mix manyArenas() {
    length = LONG;
    return Mix.ofGreatestBlocks(random.nextBoolean() ? Places.PLANNED : Places.ANYWHERE);
  }

  private long manyBlocks() {
    Geometry geometry = episode.geometry();
    int arenaCount = geometry.initialRecordCount() + ARENAS_BEYOND_THE_TABLE;
    int blockCount = geometry.blocksPerPool(new SizeClass(geometry.sizeClassCount() - 1));
    return (long) arenaCount * geometry.poolsPerArena() * blockCount;
  }

  private Mix drain() {
    length = LONG;
    return Mix.ofSteadyLife(0).draining();
  }

  private Mix steady(int liveBlockCount) {
    length = 1 + random.nextInt(2 * episode.liveLimit());
    boolean isAtTheTop = liveBlockCount > episode.liveLimit();
    int growthPercent = isAtTheTop ? 40 + random.nextInt(10) : 46 + random.nextInt(30);
    return Mix.ofSteadyLife(growthPercent);
  }
}
