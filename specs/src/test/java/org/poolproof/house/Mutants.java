package org.poolproof.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges PIT's report against the file of known survivors: every mutant that no test notices is
 * listed there with a reason, every listed one still survives, and of the mutants that are not
 * equivalent enough are killed, few of them by a time-out or a crash. Where the word {@link
 * #UNLISTED} stands for the file, only their shares are judged.
 */
final class Mutants {
  /** Stands for the file of survivors where none is kept: equivalent mutants count as survivors. */
  static final Path UNLISTED = Path.of("unlisted");

  private final List<Mutation> mutations;
  private final Map<String, Survivor> known;
  private final Demand demand;
  private final List<String> complaints;

  private Mutants(
      List<Mutation> mutations,
      Map<String, Survivor> known,
      Demand demand,
      List<String> complaints) {
    this.mutations = mutations;
    this.known = known;
    this.demand = demand;
    this.complaints = complaints;
  }

  /**
   * What a report must reach.
   *
   * @param killedPercentage of the mutants that are not equivalent, at least
   * @param abortedPercentage of these, killed by a time-out or the end of a process, at most
   */
  record Demand(int killedPercentage, int abortedPercentage) {}

  /** What was found: what to print, and why the build must fail, if it must. */
  record Verdict(List<String> report, List<String> complaints) {}

  /**
   * Arguments: the folder of PIT's reports, the folder of the files of survivors, and each {@link
   * Part}. Exit status 0 or 1; 2 for other arguments.
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 3) {
      System.err.println("expected the folder of reports, the folder of survivors, and parts");
      System.exit(2);
    }
    Path reports = Path.of(arguments[0]);
    Path survivors = Path.of(arguments[1]);
    int complaintCount = 0;
    for (String argument : List.of(arguments).subList(2, arguments.length)) {
      Part part = Part.of(argument);
      System.out.println(part.name() + (part.isSkipped() ? " is skipped" : ""));
      if (!part.isSkipped()) {
        Verdict verdict = judge(part.report(reports), part.survivors(survivors), part.demand());
        verdict.report().forEach(System.out::println);
        verdict.complaints().forEach(System.err::println);
        complaintCount += verdict.complaints().size();
      }
    }
    System.exit(complaintCount == 0 ? 0 : 1);
  }

  /** Judges a report. */
  static Verdict judge(Path report, Path survivors, Demand demand) throws IOException {
    List<String> complaints = new ArrayList<>();
    if (!Files.exists(report)) {
      complaints.add(
          report + ": expected PIT's report; PIT found nothing to mutate, or did not run");
      return new Verdict(List.of(), complaints);
    }
    Map<String, Survivor> known =
        survivors.equals(UNLISTED) ? Map.of() : Survivor.read(survivors, complaints);
    return new Mutants(Mutation.read(report), known, demand, complaints).judged(report, survivors);
  }

  private Verdict judged(Path report, Path survivors) {
    if (mutations.stream().noneMatch(mutation -> mutation.status().counts())) {
      complaints.add(report + ": expected mutants, found none");
    }
    if (!survivors.equals(UNLISTED)) {
      complainOfUnlisted(survivors);
      complainOfStale();
    }
    List<String> lines = new ArrayList<>(table());
    lines.add(share(survivors.equals(UNLISTED) ? report : survivors));
    return new Verdict(lines, complaints);
  }

  private void complainOfUnlisted(Path survivors) {
    List<Mutation> unlisted =
        mutations.stream()
            .filter(mutation -> mutation.survives() && !known.containsKey(mutation.key()))
            .toList();
    for (Mutation mutation : unlisted) {
      complaints.add(
          "%s: %s, not listed: %s"
              .formatted(mutation.place(), mutation.status(), mutation.description()));
    }
    if (!unlisted.isEmpty()) {
      complaints.add("Kill them, or add to " + survivors + " with a reason:");
      unlisted.forEach(mutation -> complaints.add(mutation.key() + " | open | REASON"));
    }
  }

  /** A mutant that was slow or crashed this time may survive the next. */
  private void complainOfStale() {
    Set<String> surviving = new HashSet<>();
    mutations.stream()
        .filter(each -> each.survives() || each.status().isAborted())
        .forEach(each -> surviving.add(each.key()));
    for (Survivor entry : known.values()) {
      if (!surviving.contains(entry.key())) {
        complaints.add(entry.place() + ": no longer survives, take the line out: " + entry.key());
      }
    }
  }

  /** One line for each package: its mutants by how they ended. */
  private List<String> table() {
    Map<String, Map<Mutation.Status, Integer>> counts = new TreeMap<>();
    for (Mutation mutation : mutations) {
      counts
          .computeIfAbsent(mutation.packageName(), name -> new EnumMap<>(Mutation.Status.class))
          .merge(mutation.status(), 1, Integer::sum);
    }
    List<String> lines = new ArrayList<>();
    counts.forEach((name, ends) -> {
      StringBuilder line = new StringBuilder(name).append(':');
      for (Mutation.Status status : Mutation.Status.values()) {
        boolean always = status.ordinal() <= Mutation.Status.RUN_ERROR.ordinal();
        if (always || ends.containsKey(status)) {
          line.append(' ').append(ends.getOrDefault(status, 0)).append(' ').append(status);
          line.append(',');
        }
      }
      lines.add(line.substring(0, line.length() - 1));
    });
    return lines;
  }

  private String share(Path file) {
    long viable = mutations.stream().filter(mutation -> mutation.status().counts()).count();
    long killed = mutations.stream().filter(mutation -> mutation.status().isKilled()).count();
    long equivalent =
        mutations.stream()
            .filter(Mutation::survives)
            .map(mutation -> known.get(mutation.key()))
            .filter(entry -> entry != null && entry.equivalent())
            .count();
    long meant = viable - equivalent;
    long aborted = mutations.stream().filter(mutation -> mutation.status().isAborted()).count();
    String line =
        "%d of %d mutants killed, of them %d by time-out or crash; %d more are equivalent"
            .formatted(killed, meant, aborted, equivalent);
    if (killed * 100 < meant * demand.killedPercentage()) {
      complaints.add(
          file + ": " + line + "; expected " + demand.killedPercentage() + " in 100 killed");
    }
    if (aborted * 100 > meant * demand.abortedPercentage()) {
      complaints.add(
          "%s: %s; expected at most %d in 100 by time-out or crash"
              .formatted(file, line, demand.abortedPercentage()));
    }
    return line;
  }
}
