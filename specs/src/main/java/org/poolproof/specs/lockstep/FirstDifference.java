package org.poolproof.specs.lockstep;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.subject.port.HostFault;

/** The first difference of all that answers show which come one after the other. */
final class FirstDifference {

  private @Nullable Difference difference;
  private boolean isRefused;

  /** Null if there is none so far. */
  @Nullable Difference get() {
    return difference;
  }

  /** Keeps {@code next} if it is one, and the first. */
  void keep(@Nullable Difference next) {
    if (difference == null) {
      difference = next;
    }
  }

  /** Keeps that the host did not do what it must, at the latest in operation {@code number}. */
  void keep(HostFault fault, long number) {
    keep(new Difference(Difference.Rule.SUBJECT, null, number, "an answer", fault.toString()));
  }

  /** Whether the last operation that was answered was refused. */
  boolean isRefused() {
    return isRefused;
  }

  /** An operation was answered: refused, or not. */
  void answered(boolean refused) {
    isRefused = refused;
  }
}
