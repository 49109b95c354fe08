package org.poolproof.model.pymalloc.invariant;

import java.util.function.Function;
import java.util.function.Supplier;
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

  /** Null if {@code actual} is what is {@code expected} at {@code place}, else how it differs. */
  static @Nullable String unlessEqual(Supplier<String> place, Object expected, Object actual) {
    return expected.equals(actual) ? null : differs(place.get(), expected, actual);
  }

  /** That what is {@code actual} at {@code place} is not what is {@code expected} there. */
  static String differs(String place, Object expected, Object actual) {
    return place + ": expected " + expected + ", actual " + actual;
  }
}
