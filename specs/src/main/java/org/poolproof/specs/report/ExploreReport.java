package org.poolproof.specs.report;

import java.nio.file.Path;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.explore.Exploration;
import org.poolproof.specs.explore.Fingerprinting;
import org.poolproof.specs.explore.Goal;

/**
 * An exploration.
 *
 * @param subject as it was named
 * @param reference as it was named, null if the subject is the model and something is looked for
 * @param goal what is looked for, null if nothing is
 * @param sampleCount how many members of each orbit are examined beside its representative, null if
 *     there is no reduction
 * @param depthLimit the greatest distance from the start that was asked for, null if there is none
 * @param result what the exploration came to
 * @param seconds how long it took
 * @param counterexample what shows that subject and reference differ, null if nothing does
 * @param script the file with the operations that reach the goal, null if none do
 * @param operations the same as text
 */
public record ExploreReport(
    String subject,
    @Nullable String reference,
    Geometry geometry,
    @Nullable Goal goal,
    Fingerprinting fingerprinting,
    long seed,
    @Nullable Integer sampleCount,
    @Nullable Integer depthLimit,
    Exploration result,
    double seconds,
    @Nullable ShownCounterexample counterexample,
    @Nullable Path script,
    @Nullable String operations) {

  /** Undecided if neither all was seen nor all that was asked for. */
  public Verdict verdict() {
    if (result.find() != null) {
      return Verdict.COUNTEREXAMPLE;
    }
    boolean isDeepEnough = depthLimit != null && result.depth() >= depthLimit;
    return result.isClosed() || isDeepEnough ? Verdict.AGREES : Verdict.UNDECIDED;
  }

  /** The rules of the geometry that no transition takes. */
  Set<Rule> missing() {
    Set<Rule> missing = Rule.of(geometry);
    missing.removeAll(result.coverage().keySet());
    return missing;
  }
}
