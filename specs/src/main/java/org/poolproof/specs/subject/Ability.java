package org.poolproof.specs.subject;

import java.util.EnumSet;
import java.util.Set;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.specs.script.Action;

/** What not every allocator can do; what needs it is then not asked. */
public enum Ability {
  /** calloc. */
  CALLOC("calloc"),
  /** realloc, of null too. */
  REALLOC("realloc"),
  /** Requests for no bytes. */
  NO_BYTES("no-bytes"),
  /** Refusing what is more than the limit, PTRDIFF_MAX, products that overflow included. */
  HUGE("huge"),
  /** free of null. */
  FREE_NULL("free-null");

  private final String word;

  Ability(String word) {
    this.word = word;
  }

  /** How the first line of a host names it. */
  public String word() {
    return word;
  }

  /** Those that {@code action} needs. */
  public static Set<Ability> neededBy(Action action) {
    return switch (action) {
      case Action.Malloc m -> ofSize(1, m.size());
      case Action.ReallocNull r -> with(REALLOC, ofSize(1, r.size()));
      case Action.Realloc r -> with(REALLOC, ofSize(1, r.size()));
      case Action.Calloc c -> with(CALLOC, ofSize(c.elementCount(), c.elementSize()));
      case Action.Free f -> Set.of();
      case Action.FreeNull f -> Set.of(FREE_NULL);
    };
  }

  private static Set<Ability> ofSize(long count, ByteCount size) {
    EnumSet<Ability> needed = EnumSet.noneOf(Ability.class);
    if (count == 0 || size.isZero()) {
      needed.add(NO_BYTES);
    }
    if (size.timesExceeds(count, Long.MAX_VALUE)) {
      needed.add(HUGE);
    }
    return needed;
  }

  private static Set<Ability> with(Ability function, Set<Ability> others) {
    others.add(function);
    return others;
  }
}
