package org.poolproof.specs.check;

import java.util.Map;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;

/**
 * What a check came to.
 *
 * @param operationCount the operations that were carried out
 * @param episodeCount on so many heaps
 * @param greatestLiveBlockCount the most blocks that were live at a time
 * @param imageCheckCount how often the image was compared
 * @param coverage in how many operations each rule was applied, by geometry; empty without a model
 * @param isFull whether there were enough operations for every rule to be taken
 * @param failure where the two part, null if they do not
 * @param isInterrupted whether it was told to stop before the end
 * @param obstacle why it could not go on, null if it could
 */
public record CheckResult(
    long operationCount,
    long episodeCount,
    int greatestLiveBlockCount,
    long imageCheckCount,
    Map<Geometry, Map<Rule, Long>> coverage,
    boolean isFull,
    @Nullable Failure failure,
    boolean isInterrupted,
    @Nullable String obstacle) {

  /** The reachable rules of {@code geometry} that {@code counts} says were never taken. */
  public static Set<Rule> missing(Geometry geometry, Map<Rule, Long> counts) {
    Set<Rule> missing = Rule.of(geometry);
    missing.removeIf(rule -> !rule.isReachable() || counts.getOrDefault(rule, 0L) > 0);
    return missing;
  }
}
