package org.poolproof.specs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.lockstep.Difference;

/** A report as a person reads it: one row a file, each difference, the rules, one verdict. */
public final class Sentences {

  private static final String ROW = "%-16s  %-12s  %,12d  %8.2f  %,12d  %-14s  %s%n";

  /** What a shell takes as it stands, and no option. */
  private static final Pattern PLAIN_WORD = Pattern.compile("[\\w./+:=,@%][\\w./+:=,@%-]*");

  private Sentences() {}

  /** The head of the table. */
  public static String head() {
    return String.format(
        "%-16s  %-12s  %12s  %8s  %12s  %-14s  %s%n",
        "geometry", "on", "operations", "seconds", "per second", "verdict", "file");
  }

  /** The row of {@code file}, and its difference if it has one. */
  public static String row(FileReport file) {
    String row =
        String.format(
            Locale.ROOT,
            ROW,
            file.geometry().name(),
            file.on(),
            file.result().operationCount(),
            file.seconds(),
            file.operationsPerSecond(),
            file.verdict(),
            file.file());
    Difference difference = file.difference();
    if (difference != null) {
      return row + describe(file, difference);
    }
    String obstacle = file.result().obstacle();
    return obstacle == null
        ? row
        : String.format("%s%n%s: undecided: %s%n%n", row, file.file(), obstacle);
  }

  private static String describe(FileReport file, Difference difference) {
    String picture = ReplayPicture.of(file);
    String place = file.file() + (difference.line() == null ? "" : ":" + difference.line());
    String operation =
        difference.operation() == null ? "" : " (operation " + difference.operation() + ")";
    return String.format(
        "%n%s%s: not so: %s%n  expected  %s%n  actual    %s%n%s  replay    %s%n%n",
        place,
        operation,
        difference.rule().sentence(),
        difference.expected(),
        difference.actual(),
        picture == null ? "" : "\n" + indented(picture) + "\n",
        command(file));
  }

  /** "1 heap", "2,000 heaps". */
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  static String indented(String text) {
    return text.lines()
        .map(line -> line.isEmpty() ? "\n" : "    " + line + "\n")
        .collect(Collectors.joining());
  }

  /** The command that shows the difference of {@code file} again, as a shell reads it. */
  static String command(FileReport file) {
    String on = file.on();
    String geometry = on.contains("@") ? "" : " --geometry " + file.geometry().name();
    return "poolproof replay "
        + quoted(file.script())
        + " --on "
        + quoted(on)
        + geometry
        + " --level "
        + file.level();
  }

  /** {@code word} as a shell reads it. */
  static String quoted(String word) {
    return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Which rules of each geometry the operations applied. */
  public static String coverage(ReplayReport report) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<Geometry, Map<Rule, Long>> entry : report.coverage().entrySet()) {
      Map<Rule, Long> counts = entry.getValue();
      if (counts.isEmpty()) {
        continue;
      }
      long applied = counts.values().stream().filter(count -> count > 0).count();
      List<Rule> others =
          Rule.of(entry.getKey()).stream()
              .filter(rule -> counts.getOrDefault(rule, 0L) == 0)
              .toList();
      String rest = others.isEmpty() ? "" : "; not " + names(others);
      lines.add(entry.getKey().name() + ": " + applied + " of " + counts.size() + " rules" + rest);
    }
    return String.join("\n", lines) + "\n";
  }

  private static String names(List<Rule> rules) {
    return String.join(", ", rules.stream().map(Sentences::name).toList());
  }

  /** Rules by geometry. */
  static String missing(Map<Geometry, Set<Rule>> rules) {
    List<String> texts = new ArrayList<>();
    rules.forEach(
        (geometry, missing) -> texts.add(names(List.copyOf(missing)) + " in " + geometry.name()));
    return String.join("; ", texts);
  }

  private static String name(Rule rule) {
    String name = rule.name() + " " + rule.section();
    return rule.isReachable() ? name : name + " (which no run can reach)";
  }

  /** The last line: what all files together came to. */
  public static String verdict(ReplayReport report) {
    long different =
        report.files().stream()
            .filter(file -> file.difference() != null)
            .map(FileReport::file)
            .distinct()
            .count();
    long fileCount = report.files().stream().map(FileReport::file).distinct().count();
    long subjectCount = report.files().stream().map(FileReport::on).distinct().count();
    String files =
        (fileCount == 1 ? "1 file" : fileCount + " files")
            + (subjectCount > 1 ? " on " + subjectCount + " subjects" : "");
    String figures =
        String.format(
            Locale.ROOT,
            "%s, %,d operations in %.1f s",
            files,
            report.operationCount(),
            report.seconds());
    return switch (report.verdict()) {
      case AGREES -> "agrees: " + figures;
      case COUNTEREXAMPLE -> "counterexample: " + different + " of " + figures;
      case UNDECIDED ->
          (report.wasInterrupted() ? "undecided: interrupted; " : "undecided: ") + figures;
    };
  }
}
