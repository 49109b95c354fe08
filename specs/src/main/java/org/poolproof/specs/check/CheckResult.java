package org.poolproof.specs.check;

import java.util.Map;
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
    @Nullable Failure failure,
    boolean isInterrupted,
    @Nullable String obstacle) {}
