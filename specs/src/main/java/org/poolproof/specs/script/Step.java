package org.poolproof.specs.script;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One operation of the client, with what is said about it.
 *
 * @param line its 1-based line; in a PAT1 trace the 1-based number of the operation
 * @param offset where it starts in the file's inflated bytes, from 0
 * @param action what the client calls
 * @param expected what is said about the answer, null if nothing
 * @param below what the layers below were asked meanwhile and what they answered, in order. An
 *     empty list says that there were no calls only if {@link Header#belowRecorded()}.
 */
public record Step(
    long line, long offset, Action action, @Nullable Expected expected, List<Below> below)
    implements Statement {

  public Step {
    if (expected != null && !action.admits(expected)) {
      throw new IllegalArgumentException(action + " is never answered " + expected);
    }
    below = List.copyOf(below);
  }
}
