package org.poolproof.specs.subject.port;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What a host added to a line.
 *
 * @param answer what it wrote behind the arrow, null if there was none
 * @param further the lines that it wrote below: the calls of an operation, the lines of a text
 */
public record Reply(@Nullable String answer, List<String> further) {

  /** What is answered to a question that a host does not know. */
  private static final String UNKNOWN = "?";

  /** What is answered to an operation on a name that is not bound. */
  private static final String UNBOUND = "-";

  /** Whether the host does not know the question. */
  public boolean isUnknown() {
    return UNKNOWN.equals(answer);
  }

  /** Whether the name in the line was not bound. */
  public boolean isUnbound() {
    return UNBOUND.equals(answer);
  }
}
