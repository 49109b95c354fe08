package org.poolproof.model.contract;

import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.ByteCount;

/** The rules that are judged. Immutable. */
final class RuleBook {
  private final Set<Rule> judged;

  RuleBook(Set<Rule> judged) {
    this.judged = EnumSet.noneOf(Rule.class);
    this.judged.addAll(judged);
  }

  /** That {@code rule} is broken, no byte showing it; null if it is not judged. */
  Verdict.@Nullable Broken broken(
      Rule rule, String expected, String actual, @Nullable LiveBlock block) {
    return broken(rule, expected, actual, block, null);
  }

  /** That {@code rule} is broken, as the byte {@code offset} shows; null if it is not judged. */
  Verdict.@Nullable Broken broken(
      Rule rule,
      String expected,
      String actual,
      @Nullable LiveBlock block,
      @Nullable ByteCount offset) {
    return judged.contains(rule) ? new Verdict.Broken(rule, expected, actual, block, offset) : null;
  }

  /** That {@code rule} is broken by a byte of {@code block}; null if none differs. */
  Verdict.@Nullable Broken broken(
      Rule rule, Pattern.@Nullable Difference difference, LiveBlock block) {
    return difference == null
        ? null
        : broken(
            rule, hex(difference.expected()), hex(difference.actual()), block, difference.offset());
  }

  private static String hex(byte value) {
    return "0x" + HexFormat.of().toHexDigits(value);
  }
}
