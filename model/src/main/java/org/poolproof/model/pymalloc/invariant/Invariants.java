package org.poolproof.model.pymalloc.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.poolproof.model.pymalloc.state.State;

/** All invariants, and the question whether they hold. */
public final class Invariants {

  /** Every invariant, from blocks up to the heap as a whole. */
  public static final List<Invariant> ALL =
      Stream.<Invariant[]>of(
              BlockInvariant.values(),
              PoolInvariant.values(),
              UsedPoolInvariant.values(),
              ArenaInvariant.values(),
              ArenaListInvariant.values(),
              ArenaTableInvariant.values(),
              AddressIndexInvariant.values(),
              HeapInvariant.values())
          .flatMap(Stream::of)
          .toList();

  private Invariants() {}

  /**
   * What does not hold in {@code state}, in the order of {@link #ALL}; empty if it may be
   * reachable. Total: whatever is wrong with the state is reported, and costs no more time than its
   * arenas, pools and lists take memory.
   */
  public static List<Violation> check(State state) {
    Survey survey = new Survey(state);
    List<Violation> violations = new ArrayList<>();
    for (Invariant invariant : ALL) {
      String description = invariant.violation(survey);
      if (description != null) {
        violations.add(new Violation(invariant, description));
      }
    }
    return violations;
  }
}
