package org.poolproof.specs.scenario;

import org.poolproof.specs.script.Instruction;

/** A client that makes up its next operation when it knows whether the last one was granted. */
public interface Workload {

  /** The client of {@code episode}. */
  static Workload of(Episode episode) {
    return switch (episode.kind()) {
      case BEGINNING, SWARM, MANY_ARENAS, STEADY -> new Scenario(episode);
      case SWEEP -> new Sweep(episode);
      case PROBE, DRAINS, DEEP, ROUND -> new Survey(episode);
    };
  }

  /** The next operation; the one before must have been {@link #answered}. */
  Instruction next();

  /** The operation of {@link #next} was answered: a creation or realloc with a block, or not. */
  void answered(boolean granted);
}
