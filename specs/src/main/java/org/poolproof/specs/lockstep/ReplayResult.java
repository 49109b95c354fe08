package org.poolproof.specs.lockstep;

import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.subject.CannotHold;

/**
 * What a replay came to.
 *
 * @param operationCount the operations that were carried out
 * @param greatestLiveBlockCount the most blocks that were live at a time
 * @param difference where the subject and the file part, null if they do not
 * @param last the operation in which the difference showed, null if in none
 * @param interrupted whether it was told to stop before the end
 * @param imageCheckCount how often the subject's image was compared with the model's state
 * @param coverage in how many operations each rule of the model was applied; empty without one
 * @param obstacle why the subject could not go on, null if it could
 */
public record ReplayResult(
    long operationCount,
    int greatestLiveBlockCount,
    @Nullable Difference difference,
    @Nullable Step last,
    boolean interrupted,
    long imageCheckCount,
    Map<Rule, Long> coverage,
    @Nullable String obstacle) {

  /** Of a subject that cannot be had. */
  public static ReplayResult of(CannotHold unheld) {
    return new ReplayResult(0, 0, null, null, false, 0, Map.of(), unheld.getMessage());
  }
}
