package org.poolproof.model.pymalloc.state;

import java.util.Arrays;
import java.util.BitSet;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * An immutable set of the blocks of one pool, each by its number, 0 for the one behind the header.
 */
public final class BlockSet {

  public static final BlockSet EMPTY = new BlockSet(new long[0]);

  /** 64 blocks a word, the first in its lowest bit; the last word is not zero. */
  private final long[] words;

  private BlockSet(long[] words) {
    this.words = words;
  }

  public boolean contains(int blockIndex) {
    int word = blockIndex >>> 6;
    return word < words.length && (words[word] & 1L << blockIndex) != 0;
  }

  public BlockSet with(int blockIndex) {
    int word = blockIndex >>> 6;
    long[] copy = Arrays.copyOf(words, Math.max(words.length, word + 1));
    copy[word] |= 1L << blockIndex;
    return new BlockSet(copy);
  }

  public BlockSet without(int blockIndex) {
    int word = blockIndex >>> 6;
    if (word >= words.length) {
      return this;
    }
    long left = words[word] & ~(1L << blockIndex);
    if (left == 0 && word == words.length - 1) {
      return new BlockSet(Arrays.copyOf(words, lengthBefore(word)));
    }
    long[] copy = words.clone();
    copy[word] = left;
    return new BlockSet(copy);
  }

  /** How many words there are up to the last that is not zero, of those before {@code word}. */
  private int lengthBefore(int word) {
    int length = word;
    while (length > 0 && words[length - 1] == 0) {
      length--;
    }
    return length;
  }

  public int count() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BlockSet that && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return BitSet.valueOf(words).toString();
  }
}
