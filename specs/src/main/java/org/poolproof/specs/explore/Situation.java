package org.poolproof.specs.explore;

import java.util.ArrayList;
import java.util.List;
import org.poolproof.model.Step;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.pymalloc.state.Counters;
import org.poolproof.model.pymalloc.state.State;

/**
 * An explored state: the heap, and the raw blocks that its client has. Two situations that differ
 * in the number of arenas ever allocated are the same, so it is kept as small as it can be.
 *
 * <p>Raw blocks are told apart by who takes them back. Where one lies matters to no byte of the
 * heap; the counted ones lie first.
 *
 * @param state of the heap
 * @param countedRawCount raw blocks that came from pymalloc's functions
 * @param plainRawCount raw blocks that came from the raw domain
 */
record Situation(State state, int countedRawCount, int plainRawCount) {

  /** A raw block of the client. */
  record RawBlock(Address address, Domain domain) {}

  static Situation initial(Geometry geometry) {
    return new Situation(State.initial(geometry), 0, 0);
  }

  int rawCount() {
    return countedRawCount + plainRawCount;
  }

  List<RawBlock> rawBlocks(Places places) {
    List<RawBlock> blocks = new ArrayList<>();
    for (int index = 0; index < rawCount(); index++) {
      Domain domain = index < countedRawCount ? Domain.OBJ : Domain.RAW;
      blocks.add(new RawBlock(places.raw(index), domain));
    }
    return blocks;
  }

  /** What {@code operation} made of this: this itself if it made nothing of it. */
  Situation after(Operation operation, Step.Done done) {
    int counted = countedRawCount;
    int plain = plainRawCount;
    boolean isPlain = operation.domain() == Domain.RAW;
    int change = rawChange(operation, done);
    if (change == 0 && isUntouched(done.state())) {
      return this;
    }
    return new Situation(
        normal(done.state()), counted + (isPlain ? 0 : change), plain + (isPlain ? change : 0));
  }

  @SuppressWarnings("interning:not.interned") // else it is compared as any other
  private boolean isUntouched(State after) {
    return after == state;
  }

  /** As if only as many arenas had ever been allocated as there were at a time. */
  private static State normal(State state) {
    Counters counters = state.counters();
    long highwater = counters.highwaterArenaCount();
    return counters.arenasEverCount() == highwater
        ? state
        : state.withCounters(
            new Counters(counters.arenaCount(), highwater, highwater, counters.rawBlockCount()));
  }

  private int rawChange(Operation operation, Step.Done done) {
    Address answer = address(done.outcome());
    boolean isRawAnswered =
        !answer.isNull() && state.arenaOf(answer) == null && done.state().arenaOf(answer) == null;
    return switch (operation) {
      case Operation.Malloc m -> isRawAnswered ? 1 : 0;
      case Operation.Calloc c -> isRawAnswered ? 1 : 0;
      case Operation.Realloc realloc -> {
        boolean wasRaw = !realloc.block().isNull() && state.arenaOf(realloc.block()) == null;
        yield (isRawAnswered ? 1 : 0) - (wasRaw && !answer.isNull() ? 1 : 0);
      }
      case Operation.Free free ->
          free.block().isNull() || state.arenaOf(free.block()) != null ? 0 : -1;
    };
  }

  static Address address(Outcome outcome) {
    return outcome instanceof Outcome.Block block ? block.address() : Address.NULL;
  }
}
