package org.poolproof.specs.scenario;

import org.poolproof.model.geometry.Geometry;

/**
 * One sequence of random operations on a heap that starts empty.
 *
 * @param seed all random choices depend on it
 * @param operationCount at most so many operations
 * @param liveLimit about so many blocks are live at most
 */
public record Episode(Geometry geometry, Kind kind, long seed, long operationCount, int liveLimit) {

  /** What an episode is for. */
  public enum Kind {
    /** A few operations while most is refused: what only the first arena can meet. */
    BEGINNING,
    /** Phases that each leave out about half of all that a client can do. */
    SWARM,
    /** More arenas than the first table has records, then up and down. */
    MANY_ARENAS,
    /** Everyday life at many live blocks. */
    STEADY,
    /** Of an unknown allocator: one size after the other. */
    SWEEP,
    /** Of an unknown allocator: a few blocks up and down, sizes of one kind after the other. */
    PROBE,
    /** The same with some hundred blocks. */
    DRAINS,
    /** The same with thousands. */
    DEEP,
    /** Of an unknown allocator: a few operations that are carried out again and again. */
    ROUND
  }

  private static final int LIVE_LIMIT_OF_DRAINS = 400;

  /** As many operations that are carried out once: of an allocator that cannot be seen to grow. */
  public Episode insteadOfSteadyWork() {
    return new Episode(geometry, Kind.DRAINS, seed, operationCount, LIVE_LIMIT_OF_DRAINS);
  }

  public Episode {
    if (operationCount < 0 || liveLimit < 1) {
      throw new IllegalArgumentException(operationCount + " operations, " + liveLimit + " blocks");
    }
  }
}
