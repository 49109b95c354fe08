package org.poolproof.specs.lockstep;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.poolproof.model.contract.Profile;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.subject.Ability;
import org.poolproof.specs.subject.Subject;

/**
 * What a client takes for granted that goes on before it is answered: what its allocator owes it,
 * and nothing else. It depends on the operations only, not on the allocator.
 */
final class Presumption {

  private final Profile profile;
  private final Set<Ability> missing;
  private final Set<Integer> live = new HashSet<>();

  /** Of the client of {@code subject}. */
  Presumption(@NotOwning Subject subject) {
    profile = subject.profile();
    missing = subject.missing();
  }

  /**
   * Whether {@code action} can be asked: the allocator can do it, and C says what it does, for a
   * realloc to no bytes may have freed the block.
   */
  boolean isDefined(Action action) {
    boolean mayFree =
        action instanceof Action.Realloc realloc
            && realloc.size().isZero()
            && !profile.mustServeZero(true);
    return !mayFree && Collections.disjoint(Ability.neededBy(action), missing);
  }

  /** Whether {@code action}, which is carried out now, a creation or realloc, is granted. */
  boolean isGranted(Action action) {
    return switch (action) {
      case Action.Malloc m -> isCreated(m.blockNumber(), isServed(m.size()));
      case Action.ReallocNull r -> isCreated(r.blockNumber(), isServed(r.size()));
      case Action.Calloc c ->
          isCreated(
              c.blockNumber(),
              !c.elementSize().timesExceeds(c.elementCount(), profile.servedBytes()));
      case Action.Realloc r -> live.contains(r.blockNumber()) && isServed(r.size());
      case Action.Free f -> {
        live.remove(f.blockNumber());
        yield false;
      }
      case Action.FreeNull f -> false;
    };
  }

  private boolean isServed(ByteCount size) {
    return !size.exceeds(profile.servedBytes());
  }

  private boolean isCreated(int number, boolean isServed) {
    if (isServed) {
      live.add(number);
    }
    return isServed;
  }
}
