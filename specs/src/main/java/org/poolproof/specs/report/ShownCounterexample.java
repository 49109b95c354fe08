package org.poolproof.specs.report;

import java.nio.file.Path;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.check.Counterexample;
import org.poolproof.specs.lockstep.Difference;

/**
 * A counterexample that was written down and replayed from there.
 *
 * @param picture the model's heap around the difference, in lines; null if there is none to draw
 * @param reproducer a program that shows the difference without this one, null if none was written
 * @param script the file that holds it
 * @param on the subject as a replay of that file names it
 * @param options of that replay, each behind a space
 * @param replayed what a replay of that file found at first try, null if nothing
 */
public record ShownCounterexample(
    Counterexample example,
    @Nullable String picture,
    Path script,
    @Nullable Path reproducer,
    String on,
    String options,
    @Nullable Difference replayed) {

  /** The command that shows the difference again. */
  String command() {
    return "poolproof replay "
        + Sentences.quoted(script.toString())
        + " --on "
        + Sentences.quoted(on)
        + options;
  }
}
