package org.poolproof.specs.report;

import java.nio.file.Path;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.ReplayResult;
import org.poolproof.specs.script.Level;

/** Reports of replays that did not take place. */
final class Reports {

  static final Difference DIFFERENCE =
      new Difference(Difference.Rule.CALL, 7L, 3L, "raw malloc 1", "raw malloc 2");

  private Reports() {}

  static FileReport agreeing(String file) {
    return report(file, "model", null, false);
  }

  static FileReport different(String file) {
    return report(file, "model", DIFFERENCE, false);
  }

  private static final Map<Rule, Long> COVERAGE = Map.of(Rule.values()[0], 2_000L);

  static FileReport interrupted(String file) {
    return report(file, "model", null, true);
  }

  static FileReport report(
      String file, String on, @Nullable Difference difference, boolean interrupted) {
    return new FileReport(
        file,
        on,
        Geometries.named("cpython-3.9"),
        Level.PLACEMENT,
        new ReplayResult(2_000, 17, difference, null, interrupted, 0, COVERAGE, null),
        0.5,
        null);
  }

  static FileReport writtenTo(FileReport report, Path script) {
    return report.writtenTo(script);
  }
}
