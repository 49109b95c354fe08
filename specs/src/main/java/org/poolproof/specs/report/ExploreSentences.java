package org.poolproof.specs.report;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.explore.Exploration;

/** An exploration as a person reads it. */
public final class ExploreSentences {

  private ExploreSentences() {}

  /** What is explored. */
  public static String head(ExploreReport report) {
    String what =
        report.goal() != null
            ? report.subject() + " up to " + report.goal().name() + ": " + report.goal().sentence()
            : report.subject() + " against " + report.reference();
    return String.format("explore %s%n  geometry %s%n", what, report.geometry().name());
  }

  /** What was found, empty if nothing was. */
  public static String find(ExploreReport report) {
    if (report.counterexample() != null) {
      return CheckSentences.counterexample(report.counterexample());
    }
    return report.operations() == null
        ? ""
        : String.format(
            "%n%s%n  script    %s%n%n", Sentences.indented(report.operations()), report.script());
  }

  /** Which rules no transition takes. */
  public static String coverage(ExploreReport report) {
    if (report.goal() != null || report.result().find() != null) {
      return "";
    }
    Set<Rule> missing = report.missing();
    int all = Rule.of(report.geometry()).size();
    String taken = (all - missing.size()) + " of " + all + " rules taken";
    String not =
        missing.stream()
            .map(rule -> rule + (rule.isReachable() ? "" : " (no machine can)"))
            .collect(Collectors.joining(", "));
    return taken + (missing.isEmpty() ? "" : "; not " + not) + "\n";
  }

  /** The last line. */
  public static String verdict(ExploreReport report) {
    Exploration result = report.result();
    String figures =
        String.format(
            Locale.ROOT,
            "%,d states%s, %,d transitions, depth %d, in %.1f s; %d-bit fingerprints: two states"
                + " were taken for one with odds below %.0e",
            result.stateCount(),
            report.sampleCount() == null
                ? ""
                : String.format(
                    Locale.ROOT,
                    " that stand for %,d, of each of them up to %d more examined",
                    result.memberCount(),
                    report.sampleCount()),
            result.transitionCount(),
            result.depth(),
            report.seconds(),
            report.fingerprinting().bits(),
            report.fingerprinting().collisionOdds(result.stateCount()));
    return switch (report.verdict()) {
      case AGREES ->
          (report.goal() == null ? "agrees" : "never reached")
              + (result.isClosed() ? ", closed: " : " to that depth, not closed: ")
              + figures;
      case COUNTEREXAMPLE ->
          (report.goal() == null ? "counterexample" : "reached")
              + ", no sequence is shorter: "
              + figures;
      case UNDECIDED -> "undecided: interrupted; " + figures;
    };
  }
}
