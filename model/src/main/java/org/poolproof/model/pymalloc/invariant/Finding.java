package org.poolproof.model.pymalloc.invariant;

import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/** How violations are searched for and described. */
final class Finding {

  private Finding() {}

  /** What {@code check} says of the first of {@code subjects} that it does not accept. */
  static <T extends Object> @Nullable String first(
      Iterable<T> subjects, Function<? super T, @Nullable String> check) {
    for (T subject : subjects) {
      String found = check.apply(subject);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Null if {@code actual} is what is {@code expected} at {@code place}. */
  static @Nullable String unlessEqual(String place, Object expected, Object actual) {
    return unless(expected.equals(actual), place, expected, actual);
  }

  /** Null if it {@code holds} that what is {@code actual} at {@code place} is {@code expected}. */
  static @Nullable String unless(boolean holds, String place, Object expected, Object actual) {
    return holds ? null : place + ": expected " + expected + ", actual " + actual;
  }
}
