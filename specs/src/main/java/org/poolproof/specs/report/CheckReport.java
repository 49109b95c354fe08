package org.poolproof.specs.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.check.CheckResult;
import org.poolproof.specs.script.Level;

/**
 * A check.
 *
 * @param subject as it was named
 * @param reference as it was named
 * @param geometries those of the run
 * @param level what was compared
 * @param seed all random choices depend on it
 * @param result what the check came to
 * @param seconds how long it took, shrinking not included
 * @param warmRate operations a second after the first million, null if there were no more
 * @param counterexample what is left of the failure, null if there is none
 */
public record CheckReport(
    String subject,
    String reference,
    List<Geometry> geometries,
    Level level,
    long seed,
    CheckResult result,
    double seconds,
    @Nullable Long warmRate,
    @Nullable ShownCounterexample counterexample) {

  public CheckReport {
    geometries = List.copyOf(geometries);
  }

  /** Undecided if rules that a full run takes were not taken: it shows less than it should. */
  public Verdict verdict() {
    if (result.failure() != null) {
      return Verdict.COUNTEREXAMPLE;
    }
    return result.isInterrupted() || obstacle() != null ? Verdict.UNDECIDED : Verdict.AGREES;
  }

  /** Why nothing is decided, null if there is no such reason. */
  public @Nullable String obstacle() {
    if (result.obstacle() != null) {
      return result.obstacle();
    }
    if (result.operationCount() == 0) {
      return "there is no operation, so that nothing was compared";
    }
    Map<Geometry, Set<Rule>> missing = missing();
    return !result.isFull() || missing.isEmpty()
        ? null
        : "rules that were never taken: " + Sentences.missing(missing);
  }

  /** The reachable rules that were not taken, by geometry; those without any are left out. */
  Map<Geometry, Set<Rule>> missing() {
    Map<Geometry, Set<Rule>> missing = new LinkedHashMap<>();
    result
        .coverage()
        .forEach((geometry, counts) -> {
          Set<Rule> rules = CheckResult.missing(geometry, counts);
          if (!rules.isEmpty()) {
            missing.put(geometry, rules);
          }
        });
    return missing;
  }
}
