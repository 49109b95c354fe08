package org.poolproof.specs.script;

import java.util.BitSet;

/**
 * The blocks of a recording, which numbers them in the order of their creation from 0 and never
 * uses a number again.
 */
final class LiveBlocks {

  private final BitSet live = new BitSet();
  private int nextNumber;

  int nextNumber() {
    return nextNumber;
  }

  /** Whether there is no number left for another block. */
  boolean isExhausted() {
    return nextNumber == Action.GREATEST_BLOCK_NUMBER;
  }

  void create() {
    live.set(nextNumber++);
  }

  boolean isLive(long number) {
    return number >= 0 && number < nextNumber && live.get((int) number);
  }

  void free(int number) {
    live.clear(number);
  }
}
