package org.poolproof.model.pymalloc.invariant;

import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.pymalloc.state.State;

/**
 * What holds in every reachable state of the model: a named predicate over states. The layers below
 * are taken to be honest: no memory that they grant overlaps what they granted before and were not
 * given back.
 *
 * <p>A predicate is total. Where its sentence speaks of something that another invariant has found
 * to be missing (the size class of a pool that has none), it holds, and the other one is violated.
 */
public sealed interface Invariant
    permits BlockInvariant,
        PoolInvariant,
        UsedPoolInvariant,
        ArenaInvariant,
        ArenaListInvariant,
        ArenaTableInvariant,
        AddressIndexInvariant,
        HeapInvariant {

  /**
   * What an invariant says.
   *
   * @param sentence what holds
   * @param source where that is said: a section of PYMALLOC.md, rows of INVENTORY.md, or an
   *     argument
   * @param cost what looking costs, the survey not counted
   * @param check answers null, or describes the first violation
   */
  record Statement(
      String sentence, String source, Cost cost, Function<Survey, @Nullable String> check) {}

  /** The name, one in all groups. */
  String name();

  Statement statement();

  /** What holds, as one sentence. */
  default String sentence() {
    return statement().sentence();
  }

  /** Where it is said. */
  default String source() {
    return statement().source();
  }

  /** How the time to check it grows. */
  default Cost cost() {
    return statement().cost();
  }

  /**
   * The first violation in the state of {@code survey}, null if there is none. It names the arena,
   * pool or block concerned by its address, what is expected and what is there instead.
   */
  default @Nullable String violation(Survey survey) {
    return statement().check().apply(survey);
  }

  /** The first violation in {@code state}, null if there is none. */
  default @Nullable String violation(State state) {
    return violation(new Survey(state));
  }
}
