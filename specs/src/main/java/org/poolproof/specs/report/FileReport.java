package org.poolproof.specs.report;

import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Replay;
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
 * @param coverage in how many operations each rule of the model was applied
 */
public record FileReport(
    String file,
    String on,
    Geometry geometry,
    Level level,
    Replay.Result result,
    double seconds,
    Map<Rule, Long> coverage) {

  public Verdict verdict() {
    if (result.difference() != null) {
      return Verdict.COUNTEREXAMPLE;
    }
    return result.interrupted() ? Verdict.UNDECIDED : Verdict.AGREES;
  }

  public @Nullable Difference difference() {
    return result.difference();
  }

  public long operationsPerSecond() {
    return perSecond(result.operationCount(), seconds);
  }

  static long perSecond(long operationCount, double seconds) {
    return seconds > 0 ? Math.round(operationCount / seconds) : 0;
  }
}
