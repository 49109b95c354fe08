package org.poolproof.specs.report;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;

/**
 * The replay of several files.
 *
 * @param interrupted whether the run was told to stop, be it between two files
 */
public record ReplayReport(List<FileReport> files, boolean interrupted) {

  public ReplayReport {
    files = List.copyOf(files);
  }

  /** A counterexample if some file has one; else undecided if some file or the whole run is. */
  public Verdict verdict() {
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    files.forEach(file -> verdicts.add(file.verdict()));
    if (verdicts.contains(Verdict.COUNTEREXAMPLE)) {
      return Verdict.COUNTEREXAMPLE;
    }
    return interrupted || verdicts.contains(Verdict.UNDECIDED) ? Verdict.UNDECIDED : Verdict.AGREES;
  }

  /** Whether the run was told to stop, within a file or between two. */
  public boolean wasInterrupted() {
    return interrupted || files.stream().anyMatch(file -> file.result().interrupted());
  }

  public long operationCount() {
    return files.stream().mapToLong(file -> file.result().operationCount()).sum();
  }

  public double seconds() {
    return files.stream().mapToDouble(FileReport::seconds).sum();
  }

  public int greatestLiveBlockCount() {
    return files.stream().mapToInt(file -> file.result().greatestLiveBlockCount()).max().orElse(0);
  }

  /** How often images were compared, null if no subject showed one. */
  public @Nullable Long imageCheckCount() {
    long count = files.stream().mapToLong(file -> file.result().imageCheckCount()).sum();
    return count == 0 ? null : count;
  }

  /** What all files have in common, null if they differ. */
  <V extends Object> @Nullable V common(Function<FileReport, V> property) {
    List<V> distinct = files.stream().map(property).distinct().toList();
    return distinct.size() == 1 ? distinct.get(0) : null;
  }

  /** The first file that has a difference, null if none has. */
  @Nullable FileReport firstDifferent() {
    return files.stream().filter(file -> file.difference() != null).findFirst().orElse(null);
  }

  /** By geometry: in how many operations of all files each of its rules was applied. */
  public Map<Geometry, Map<Rule, Long>> coverage() {
    Map<Geometry, Map<Rule, Long>> coverage = new LinkedHashMap<>();
    for (FileReport file : files) {
      Map<Rule, Long> counts =
          coverage.computeIfAbsent(file.geometry(), geometry -> new EnumMap<>(Rule.class));
      file.result().coverage().forEach((rule, count) -> counts.merge(rule, count, Long::sum));
    }
    return coverage;
  }
}
