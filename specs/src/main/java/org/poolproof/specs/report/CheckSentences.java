package org.poolproof.specs.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.check.Counterexample;
import org.poolproof.specs.check.Failure;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.ScriptWriter;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.shrink.Shrunk;

/** A check as a person reads it. */
public final class CheckSentences {

  private CheckSentences() {}

  /** What is checked. */
  public static String head(CheckReport report) {
    String where =
        report.geometries().size() == 1
            ? "geometry " + report.geometries().getFirst().name()
            : report.geometries().size() + " geometries";
    return String.format(
        "check %s against %s: %s, level %s, seed %d%n",
        report.subject(), report.reference(), where, report.level(), report.seed());
  }

  /** The counterexample, empty if there is none. */
  public static String counterexample(CheckReport report) {
    ShownCounterexample shown = report.counterexample();
    return shown == null ? "" : counterexample(shown);
  }

  /** A counterexample, and what is known of it. */
  static String counterexample(ShownCounterexample shown) {
    Counterexample example = shown.example();
    Shrunk shrunk = example.shrunk();
    Difference difference = shrunk.difference();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%nnot so: %s%n%n%s%n  expected  %s%n  actual    %s%n",
            difference.rule().sentence(),
            Sentences.indented(example.script().text()),
            difference.expected(),
            difference.actual()));
    if (shown.picture() != null) {
      text.append('\n').append(Sentences.indented(shown.picture())).append('\n');
    }
    for (Shrunk.Variation variation : shrunk.variations()) {
      text.append("  varies    ").append(variation(shrunk, variation)).append('\n');
    }
    text.append("  found     ").append(found(example.failure())).append('\n');
    text.append("  left      ").append(left(example)).append('\n');
    text.append("  replay    ").append(shown.command()).append('\n');
    if (shown.reproducer() != null) {
      text.append("  program   ").append(shown.reproducer()).append('\n');
    }
    if (shown.replayed() == null) {
      text.append("  but       the replay of the script alone did not show it\n");
    }
    return text.append('\n').toString();
  }

  /** What else would show the same, such as "any size in 497..512". */
  static String variation(Shrunk shrunk, Shrunk.Variation variation) {
    Instruction instruction = shrunk.instructions().get(variation.instructionIndex());
    Step step = new Step(1, 0, instruction.action(), null, List.of());
    return "any size in "
        + Long.toUnsignedString(variation.least())
        + ".."
        + Long.toUnsignedString(variation.greatest())
        + (variation.isBounded() ? "" : " (greater ones were not tried)")
        + " instead of "
        + Long.toUnsignedString(variation.least())
        + " in: "
        + ScriptWriter.text(step).strip();
  }

  private static String found(Failure failure) {
    return String.format(
        Locale.ROOT,
        "in %s, after %s on one heap, as: %s",
        failure.geometry().name(),
        Sentences.count(failure.instructions().size(), "operation"),
        failure.difference().rule().name());
  }

  private static String left(Counterexample example) {
    Shrunk shrunk = example.shrunk();
    return String.format(
        Locale.ROOT,
        "%s, %s, after %s; fails in %d of %d runs",
        Sentences.count(shrunk.instructions().size(), "operation"),
        shrunk.isMinimal()
            ? "of which neither one nor two can be left out, and no size lowered"
            : "perhaps not the fewest: the budget was spent",
        Sentences.count(shrunk.trialCount(), "trial"),
        example.failedRunCount(),
        Counterexample.RUN_COUNT);
  }

  /** Which rules were taken. */
  public static String coverage(CheckReport report) {
    Map<Geometry, Map<Rule, Long>> coverage = report.result().coverage();
    Map<Geometry, Set<Rule>> missing = report.missing();
    long complete = coverage.size() - missing.size();
    if (coverage.isEmpty()) {
      return "";
    }
    String counts =
        coverage.size() == 1
            ? coverage.entrySet().stream()
                    .map(each -> taken(each.getValue()) + " of " + Rule.of(each.getKey()).size())
                    .collect(Collectors.joining())
                + " rules taken"
            : "all reachable rules taken in " + complete + " of " + coverage.size() + " geometries";
    return counts + (missing.isEmpty() ? "" : "; not " + Sentences.missing(missing)) + "\n";
  }

  private static long taken(Map<Rule, Long> counts) {
    return counts.values().stream().filter(count -> count > 0).count();
  }

  /** The last line. */
  public static String verdict(CheckReport report) {
    String figures =
        String.format(
            Locale.ROOT,
            "%s on %s in %.1f s%s, at most %s, %s",
            Sentences.count(report.result().operationCount(), "operation"),
            Sentences.count(report.result().episodeCount(), "heap"),
            report.seconds(),
            report.warmRate() == null
                ? ""
                : String.format(
                    Locale.ROOT, " (%,d a second after the first million)", report.warmRate()),
            Sentences.count(report.result().greatestLiveBlockCount(), "live block"),
            Sentences.count(report.result().imageCheckCount(), "image check"));
    return switch (report.verdict()) {
      case AGREES -> "agrees: " + figures;
      case COUNTEREXAMPLE -> "counterexample: " + figures;
      case UNDECIDED ->
          "undecided: "
              + (report.obstacle() == null ? "interrupted" : report.obstacle())
              + "; "
              + figures;
    };
  }
}
