package org.poolproof.specs.report;

import java.nio.file.Path;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.ReplayResult;
import org.poolproof.specs.script.Level;

/**
 * The replay of one file.
 *
 * @param file as it was named
 * @param on the subject as it was named
 * @param geometry what the subject was built to
 * @param level what was compared
 * @param result what the replay came to
 * @param seconds how long it took
 * @param counterexample the script with the operations up to the difference, null if none is
 *     written
 */
public record FileReport(
    String file,
    String on,
    Geometry geometry,
    Level level,
    ReplayResult result,
    double seconds,
    @Nullable Path counterexample) {

  public Verdict verdict() {
    if (result.difference() != null) {
      return Verdict.COUNTEREXAMPLE;
    }
    return result.interrupted() || result.obstacle() != null ? Verdict.UNDECIDED : Verdict.AGREES;
  }

  public @Nullable Difference difference() {
    return result.difference();
  }

  /** This report of a replay whose difference is now shown by {@code script}. */
  public FileReport writtenTo(Path script) {
    return new FileReport(file, on, geometry, level, result, seconds, script);
  }

  /** This report with another result. */
  public FileReport with(ReplayResult other) {
    return new FileReport(file, on, geometry, level, other, seconds, counterexample);
  }

  /** What shows the difference: the counterexample if there is one, else the file itself. */
  public String script() {
    return counterexample == null ? file : counterexample.toString();
  }

  public long operationsPerSecond() {
    return perSecond(result.operationCount(), seconds);
  }

  static long perSecond(long operationCount, double seconds) {
    return seconds > 0 ? Math.round(operationCount / seconds) : 0;
  }
}
