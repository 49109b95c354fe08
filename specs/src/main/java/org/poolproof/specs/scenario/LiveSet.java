package org.poolproof.specs.scenario;

import java.util.Arrays;

/**
 * The live blocks of a client, in the order of their creation as far as they were not picked at
 * random from the middle.
 */
final class LiveSet {

  /** From which end blocks are taken. */
  enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST,
    ANY
  }

  private int[] numbers = new int[64];
  private long[] sizes = new long[64];
  private int first;
  private int count;

  int count() {
    return count;
  }

  void add(int number, long sizeBytes) {
    if (count == numbers.length) {
      grow();
    }
    int slot = slot(count);
    numbers[slot] = number;
    sizes[slot] = sizeBytes;
    count++;
  }

  private void grow() {
    int[] unrolledNumbers = new int[2 * count];
    long[] unrolledSizes = Arrays.copyOf(sizes, 2 * count);
    for (int index = 0; index < count; index++) {
      unrolledNumbers[index] = numbers[slot(index)];
      unrolledSizes[index] = sizes[slot(index)];
    }
    numbers = unrolledNumbers;
    sizes = unrolledSizes;
    first = 0;
  }

  private int slot(int index) {
    return first + index & numbers.length - 1;
  }

  int number(int index) {
    return numbers[slot(index)];
  }

  long sizeBytes(int index) {
    return sizes[slot(index)];
  }

  void resize(int index, long sizeBytes) {
    sizes[slot(index)] = sizeBytes;
  }

  /** Strikes out the block at {@code index}; another may take its place. */
  void remove(int index) {
    if (index == 0) {
      first = slot(1);
    } else {
      int last = slot(count - 1);
      numbers[slot(index)] = numbers[last];
      sizes[slot(index)] = sizes[last];
    }
    count--;
  }
}
