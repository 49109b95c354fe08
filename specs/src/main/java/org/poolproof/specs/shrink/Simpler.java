package org.poolproof.specs.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Conditions;
import org.poolproof.specs.script.Conditions.ArenaPlace;
import org.poolproof.specs.script.Instruction;

/** Instructions that are simpler than a given one, the simplest first. */
final class Simpler {

  /** All lower sizes are tried below this one; above it some. */
  static final long EXHAUSTIVE_BYTES = 1024;

  private Simpler() {}

  /** Everything simpler than {@code instruction}, but for lower sizes. */
  static List<Instruction> than(Instruction instruction) {
    List<Instruction> simpler = new ArrayList<>();
    for (Conditions conditions : simplerConditions(instruction.conditions())) {
      simpler.add(new Instruction(instruction.action(), conditions));
    }
    for (Action action : simplerActions(instruction.action())) {
      simpler.add(new Instruction(action, instruction.conditions()));
    }
    return simpler;
  }

  private static List<Conditions> simplerConditions(Conditions conditions) {
    List<Conditions> simpler = new ArrayList<>();
    if (conditions.isCalm()) {
      return simpler;
    }
    ArenaPlace place = conditions.arenaPlace();
    simpler.add(Conditions.CALM);
    simpler.add(new Conditions(conditions.refusals(), false, null));
    simpler.add(new Conditions(conditions.refusals(), false, place));
    simpler.add(new Conditions(conditions.refusals(), conditions.rawStays(), null));
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      if ((conditions.refusals() >> bit & 1) != 0) {
        int single = 1 << bit;
        simpler.add(new Conditions(single, conditions.rawStays(), place));
        int fewer = conditions.refusals() & ~(1 << bit);
        simpler.add(new Conditions(fewer, conditions.rawStays(), place));
      }
    }
    if (place != null) {
      for (ArenaPlace lower :
          List.of(
              new ArenaPlace(place.frameIndex(), 0),
              new ArenaPlace(0, 0),
              new ArenaPlace(0, 16),
              new ArenaPlace(0, place.offsetBytes()),
              new ArenaPlace(place.frameIndex(), 16),
              new ArenaPlace(1, place.offsetBytes()),
              new ArenaPlace(Math.max(0, place.frameIndex() - 1), place.offsetBytes()))) {
        simpler.add(new Conditions(conditions.refusals(), conditions.rawStays(), lower));
      }
    }
    simpler.removeIf(other -> Shortlex.compare(other, conditions) >= 0);
    return simpler;
  }

  private static List<Action> simplerActions(Action action) {
    List<Action> simpler = new ArrayList<>();
    switch (action) {
      case Action.Malloc m -> simpler.add(new Action.Malloc(Domain.OBJ, m.blockNumber(), m.size()));
      case Action.Calloc c -> {
        ByteCount product = new ByteCount(c.elementCount() * c.elementSize().value());
        simpler.add(new Action.Malloc(Domain.OBJ, c.blockNumber(), product));
        simpler.add(new Action.Malloc(c.domain(), c.blockNumber(), product));
        simpler.add(new Action.Calloc(c.domain(), c.blockNumber(), 1, product));
        simpler.add(
            new Action.Calloc(Domain.OBJ, c.blockNumber(), c.elementCount(), c.elementSize()));
      }
      case Action.ReallocNull r -> {
        simpler.add(new Action.Malloc(Domain.OBJ, r.blockNumber(), r.size()));
        simpler.add(new Action.Malloc(r.domain(), r.blockNumber(), r.size()));
        simpler.add(new Action.ReallocNull(Domain.OBJ, r.blockNumber(), r.size()));
      }
      case Action.Realloc r -> {
        simpler.add(new Action.Free(r.domain(), r.blockNumber()));
        simpler.add(new Action.Realloc(Domain.OBJ, r.blockNumber(), r.size()));
      }
      case Action.Free f -> simpler.add(new Action.Free(Domain.OBJ, f.blockNumber()));
      case Action.FreeNull f -> simpler.add(new Action.FreeNull(Domain.OBJ));
    }
    return simpler;
  }

  /** The sizes that {@code action} has, each with what makes the action of another one. */
  static List<Size> sizes(Action action) {
    return switch (action) {
      case Action.Malloc(Domain domain, int number, ByteCount size) ->
          List.of(
              new Size(
                  size.value(), other -> new Action.Malloc(domain, number, new ByteCount(other))));
      case Action.ReallocNull(Domain domain, int number, ByteCount size) ->
          List.of(
              new Size(
                  size.value(),
                  other -> new Action.ReallocNull(domain, number, new ByteCount(other))));
      case Action.Realloc(Domain domain, int number, ByteCount size) ->
          List.of(
              new Size(
                  size.value(), other -> new Action.Realloc(domain, number, new ByteCount(other))));
      case Action.Calloc(Domain domain, int number, long count, ByteCount size) ->
          List.of(
              new Size(count, other -> new Action.Calloc(domain, number, other, size)),
              new Size(
                  size.value(),
                  other -> new Action.Calloc(domain, number, count, new ByteCount(other))));
      case Action.Free f -> List.of();
      case Action.FreeNull f -> List.of();
    };
  }

  /**
   * A number of an action, unsigned.
   *
   * @param with the action with another number in its place
   */
  record Size(long value, LongFunction<Action> with) {

    /** Whether it is above {@code bound}. */
    boolean exceeds(long bound) {
      return Long.compareUnsigned(value, bound) > 0;
    }

    /** Lower ones, ascending: all below the bound; of the others the powers of two around. */
    List<Long> lower() {
      List<Long> lower = new ArrayList<>();
      for (long each = 0; each < EXHAUSTIVE_BYTES && isBelow(each); each++) {
        lower.add(each);
      }
      for (int bit = Long.numberOfTrailingZeros(EXHAUSTIVE_BYTES); bit < Long.SIZE; bit++) {
        for (long each : new long[] {(1L << bit) - 1, 1L << bit, (1L << bit) + 1}) {
          if (Long.compareUnsigned(each, EXHAUSTIVE_BYTES) >= 0 && isBelow(each)) {
            lower.add(each);
          }
        }
      }
      if (Long.compareUnsigned(value, EXHAUSTIVE_BYTES) > 0) {
        lower.add(value - 1);
      }
      return lower;
    }

    private boolean isBelow(long each) {
      return Long.compareUnsigned(each, value) < 0;
    }
  }
}
