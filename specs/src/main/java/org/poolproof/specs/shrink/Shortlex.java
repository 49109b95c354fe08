package org.poolproof.specs.shrink;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Conditions;
import org.poolproof.specs.script.Conditions.ArenaPlace;
import org.poolproof.specs.script.Instruction;

/** The order of simplicity: fewer operations first, then simpler ones from the beginning on. */
final class Shortlex implements Comparator<List<Instruction>> {

  static final Shortlex ORDER = new Shortlex();

  private Shortlex() {}

  @Override
  public int compare(List<Instruction> one, List<Instruction> other) {
    if (one.size() != other.size()) {
      return Integer.compare(one.size(), other.size());
    }
    for (int at = 0; at < one.size(); at++) {
      int order = compare(one.get(at), other.get(at));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** The same of single instructions. */
  static int compare(Instruction one, Instruction other) {
    int order = Arrays.compareUnsigned(key(one.action()), key(other.action()));
    return order != 0 ? order : compare(one.conditions(), other.conditions());
  }

  /** Calm ones first, then those with fewer refusals. */
  static int compare(Conditions one, Conditions other) {
    return Arrays.compareUnsigned(key(one), key(other));
  }

  private static long[] key(Action action) {
    return switch (action) {
      case Action.FreeNull f -> new long[] {0, rank(f.domain())};
      case Action.Free f -> new long[] {1, rank(f.domain()), f.blockNumber()};
      case Action.Malloc m -> new long[] {2, rank(m.domain()), m.size().value(), m.blockNumber()};
      case Action.ReallocNull r ->
          new long[] {3, rank(r.domain()), r.size().value(), r.blockNumber()};
      case Action.Calloc c ->
          new long[] {
            4, rank(c.domain()), c.elementCount(), c.elementSize().value(), c.blockNumber()
          };
      case Action.Realloc r -> new long[] {5, rank(r.domain()), r.size().value(), r.blockNumber()};
    };
  }

  private static long rank(Domain domain) {
    return switch (domain) {
      case OBJ -> 0;
      case MEM -> 1;
      case RAW -> 2;
    };
  }

  private static long[] key(Conditions conditions) {
    ArenaPlace place = conditions.arenaPlace();
    return new long[] {
      Integer.bitCount(conditions.refusals()),
      Integer.toUnsignedLong(conditions.refusals()),
      conditions.rawStays() ? 1 : 0,
      place == null ? 0 : 1,
      place == null ? 0 : place.frameIndex(),
      place == null ? 0 : place.offsetBytes()
    };
  }
}
