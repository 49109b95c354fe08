package org.poolproof.model.geometry;

/**
 * Where the versions treat a client differently. PYMALLOC.md 2.
 *
 * @param memServed whether the mem domain is served by pymalloc (from 3.6) or by raw memory
 * @param rawHasHooks whether raw memory is asked through a domain that sees the client's own sizes
 *     (3.x), or is the C library itself, which is asked for one byte instead of none (2.7)
 * @param foreignToZeroAsksForOne whether realloc(p, 0) of a block outside the arenas asks raw
 *     memory for one byte and, if that is refused, answers p (up to 3.6)
 */
public record ClientRules(boolean memServed, boolean rawHasHooks, boolean foreignToZeroAsksForOne) {

  public static final ClientRules PYTHON_2_7 = new ClientRules(false, false, true);
  public static final ClientRules PYTHON_3_6 = new ClientRules(true, true, true);
  public static final ClientRules PYTHON_3_7 = new ClientRules(true, true, false);
}
