package org.poolproof.model.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;

/**
 * The live blocks by address, unsigned; none is at null. A search tree of two levels: leaves of up
 * to 128 blocks in order, and the separators between the leaves. With tens of thousands of blocks
 * an operation is two binary searches in a few kilobytes, several times faster than a TreeMap of
 * records.
 *
 * <pre>
 *   separators   [ 0            | s1           | s2           | ...    leaf i holds the keys from
 *   leaves       [ k0 k1 ... kn | k k k        | k k ...      | ...    separator i up to the next
 * </pre>
 *
 * Only the first leaf may be empty.
 */
final class BlockIndex {
  private static final int LEAF_CAPACITY = 128;

  private final List<Leaf> leaves = new ArrayList<>();
  private long[] separators = new long[16];
  private int size;

  BlockIndex() {
    leaves.add(new Leaf());
    separators[0] = Long.MIN_VALUE;
  }

  int size() {
    return size;
  }

  /** The block at {@code address}. */
  @Nullable LiveBlock at(Address address) {
    LiveBlock block = floor(address);
    return block != null && block.address().equals(address) ? block : null;
  }

  /** The block with the greatest address that is not above {@code address}. */
  @Nullable LiveBlock floor(Address address) {
    long key = key(address);
    int leafIndex = leafIndex(key);
    LiveBlock block = leaves.get(leafIndex).before(leaves.get(leafIndex).countUpTo(key));
    return block == null && leafIndex > 0 ? leaves.get(leafIndex - 1).last() : block;
  }

  /** The block with the least address above {@code address}. */
  @Nullable LiveBlock above(Address address) {
    long key = key(address);
    int leafIndex = leafIndex(key);
    LiveBlock block = leaves.get(leafIndex).from(leaves.get(leafIndex).countUpTo(key));
    return block == null && leafIndex + 1 < leaves.size()
        ? leaves.get(leafIndex + 1).from(0)
        : block;
  }

  /** Adds {@code block}; one that has the same address is forgotten. */
  void put(LiveBlock block) {
    long key = key(block.address());
    int leafIndex = leafIndex(key);
    if (leaves.get(leafIndex).count == LEAF_CAPACITY) {
      split(leafIndex);
      leafIndex = leafIndex(key);
    }
    if (leaves.get(leafIndex).added(key, block)) {
      size++;
    }
  }

  /** Forgets the block at {@code address}, if there is one. */
  void remove(Address address) {
    long key = key(address);
    int leafIndex = leafIndex(key);
    if (!leaves.get(leafIndex).removed(key)) {
      return;
    }
    size--;
    if (leaves.get(leafIndex).count == 0 && leafIndex > 0) {
      System.arraycopy(
          separators, leafIndex + 1, separators, leafIndex, leaves.size() - leafIndex - 1);
      leaves.remove(leafIndex);
    }
  }

  /** An order-preserving map of unsigned to signed numbers. */
  private static long key(Address address) {
    return address.value() ^ Long.MIN_VALUE;
  }

  private int leafIndex(long key) {
    int index = Arrays.binarySearch(separators, 0, leaves.size(), key);
    return index >= 0 ? index : -index - 2;
  }

  private void split(int leafIndex) {
    if (leaves.size() == separators.length) {
      separators = Arrays.copyOf(separators, 2 * separators.length);
    }
    Leaf upper = leaves.get(leafIndex).upperHalf();
    System.arraycopy(
        separators, leafIndex + 1, separators, leafIndex + 2, leaves.size() - leafIndex - 1);
    separators[leafIndex + 1] = upper.keys[0];
    leaves.add(leafIndex + 1, upper);
  }

  /** Up to 128 blocks in the order of their keys. */
  private static final class Leaf {
    final long[] keys = new long[LEAF_CAPACITY];
    final @Nullable LiveBlock[] blocks = new @Nullable LiveBlock[LEAF_CAPACITY];
    int count;

    /** How many keys are not above {@code key}. */
    int countUpTo(long key) {
      int index = Arrays.binarySearch(keys, 0, count, key);
      return index >= 0 ? index + 1 : -index - 1;
    }

    @Nullable LiveBlock before(int index) {
      return index == 0 ? null : blocks[index - 1];
    }

    @Nullable LiveBlock from(int index) {
      return index == count ? null : blocks[index];
    }

    @Nullable LiveBlock last() {
      return before(count);
    }

    /** Whether {@code key} was not here; now it is, with {@code block}. */
    boolean added(long key, LiveBlock block) {
      int index = Arrays.binarySearch(keys, 0, count, key);
      if (index >= 0) {
        blocks[index] = block;
        return false;
      }
      index = -index - 1;
      System.arraycopy(keys, index, keys, index + 1, count - index);
      System.arraycopy(blocks, index, blocks, index + 1, count - index);
      keys[index] = key;
      blocks[index] = block;
      count++;
      return true;
    }

    /** Whether {@code key} was here; now it is not. */
    boolean removed(long key) {
      int index = Arrays.binarySearch(keys, 0, count, key);
      if (index < 0) {
        return false;
      }
      count--;
      System.arraycopy(keys, index + 1, keys, index, count - index);
      System.arraycopy(blocks, index + 1, blocks, index, count - index);
      return true;
    }

    /** Takes the upper half of the blocks away, into a new leaf. */
    Leaf upperHalf() {
      Leaf upper = new Leaf();
      int kept = count / 2;
      upper.count = count - kept;
      System.arraycopy(keys, kept, upper.keys, 0, upper.count);
      System.arraycopy(blocks, kept, upper.blocks, 0, upper.count);
      count = kept;
      return upper;
    }
  }
}
