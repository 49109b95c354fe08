package org.poolproof.model.contract;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.ByteCount;

/** What the contract says of an answer. */
public sealed interface Verdict {

  /**
   * The answer is allowed.
   *
   * @param contentsJudged whether the bytes concerned were looked at: they are not where memory
   *     cannot be read, or could not when the block was granted
   */
  record Kept(boolean contentsJudged) implements Verdict {}

  /**
   * The answer is not allowed.
   *
   * @param expected what the rule allows here
   * @param actual what was found
   * @param block the block that shows it: the damaged one, the one that the answer overlaps, the
   *     one that was answered, or the one to be reallocated; null if there is none
   * @param offset of the first byte that shows it, from the start of {@code block}; null if no byte
   *     does
   */
  record Broken(
      Rule rule,
      String expected,
      String actual,
      @Nullable LiveBlock block,
      @Nullable ByteCount offset)
      implements Verdict {

    @Override
    public String toString() {
      return rule.code()
          + ": "
          + rule.sentence()
          + " Expected "
          + expected
          + ", was "
          + actual
          + (block == null ? "" : "; " + block)
          + (offset == null ? "" : ", byte " + offset);
    }
  }
}
