package org.poolproof.model.operation;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A request to a layer below with its answer, which is null exactly if the request is a release.
 */
public record Call(Request request, @Nullable Answer answer) {

  public Call {
    if (request.isAnswered() != (answer != null)) {
      throw new IllegalArgumentException(
          request + (answer == null ? " needs an answer" : " has no answer, not " + answer));
    }
  }

  /** A release. */
  public static Call of(Request release) {
    return new Call(release, null);
  }
}
