package org.poolproof.model.pymalloc.rule;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.checkerframework.checker.nullness.qual.Nullable;

/** An immutable set of rules: one word, in which each rule has the bit of its ordinal. */
final class RuleSet extends AbstractSet<Rule> {

  private static final Rule[] RULES = Rule.values();

  private final long word;

  RuleSet(long word) {
    this.word = word;
  }

  /** The word of the set of {@code rule} alone. */
  static long word(Rule rule) {
    return 1L << rule.ordinal();
  }

  @Override
  public int size() {
    return Long.bitCount(word);
  }

  @Override
  public boolean contains(@Nullable Object object) {
    return object instanceof Rule rule && (word & word(rule)) != 0;
  }

  @Override
  public Iterator<Rule> iterator() {
    return new Iterator<>() {
      private long left = word;

      @Override
      public boolean hasNext() {
        return left != 0;
      }

      @Override
      public Rule next() {
        if (left == 0) {
          throw new NoSuchElementException("behind the last of " + size());
        }
        Rule rule = RULES[Long.numberOfTrailingZeros(left)];
        left &= left - 1; // without its lowest bit, which is this rule's
        return rule;
      }
    };
  }
}
