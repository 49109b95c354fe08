package org.poolproof.model.pymalloc.state;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.StringJoiner;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * An immutable sequence by index, with replacement and appending in logarithmic time: a tree of
 * nodes of 8 entries. A vector of equal elements shares its nodes, so that one of 2^31 takes a few
 * hundred bytes.
 *
 * <pre>
 *   root  [ node | node | ... | - ]      shift 3: bits 3 to 5 of the index choose the node
 *             |
 *   leaf  [ element | ... | element ]    bits 0 to 2 choose the element
 * </pre>
 *
 * @param <T> the elements; compared by equals
 */
public final class Vector<T extends Object> implements Iterable<T> {

  private static final int WIDTH_BITS = 3;
  private static final int WIDTH = 1 << WIDTH_BITS;
  private static final int ENTRY_MASK = WIDTH - 1;
  private static final Vector<?> EMPTY = new Vector<>(0, 0, new @Nullable Object[WIDTH]);

  private final long size;
  private final int shift;
  private final @Nullable Object[] root;

  private Vector(long size, int shift, @Nullable Object[] root) {
    this.size = size;
    this.shift = shift;
    this.root = root;
  }

  @SuppressWarnings("unchecked") // an empty vector has no element whose type could be wrong
  public static <T extends Object> Vector<T> empty() {
    return (Vector<T>) EMPTY;
  }

  /** The vector of {@code size} times {@code element}. */
  public static <T extends Object> Vector<T> filled(long size, T element) {
    @Nullable Object[] node = nodeOf(element);
    int shift = 0;
    while (size > 1L << (shift + WIDTH_BITS)) {
      node = nodeOf(node);
      shift += WIDTH_BITS;
    }
    return new Vector<>(size, shift, node);
  }

  private static @Nullable Object[] nodeOf(Object entry) {
    @Nullable Object[] node = new @Nullable Object[WIDTH];
    Arrays.fill(node, entry);
    return node;
  }

  public long size() {
    return size;
  }

  /**
   * @throws IndexOutOfBoundsException unless {@code index} is in 0..size-1
   */
  @SuppressWarnings("unchecked") // only elements of type T are put into leaves
  public T get(long index) {
    checkIndex(index, size);
    @Nullable Object[] node = root;
    for (int level = shift; level > 0; level -= WIDTH_BITS) {
      node = (@Nullable Object[]) entry(node, index, level);
    }
    return (T) entry(node, index, 0);
  }

  /**
   * This with {@code element} at {@code index}.
   *
   * @throws IndexOutOfBoundsException unless {@code index} is in 0..size-1
   */
  public Vector<T> with(long index, T element) {
    checkIndex(index, size);
    return new Vector<>(size, shift, replaced(root, shift, index, element));
  }

  /** This and {@code element} behind the last. */
  public Vector<T> and(T element) {
    if (size < 1L << (shift + WIDTH_BITS)) {
      return new Vector<>(size + 1, shift, replaced(root, shift, size, element));
    }
    @Nullable Object[] taller = new @Nullable Object[WIDTH];
    taller[0] = root;
    int tallerShift = shift + WIDTH_BITS;
    return new Vector<>(size + 1, tallerShift, replaced(taller, tallerShift, size, element));
  }

  /** A copy of {@code root} and of the nodes below it that lead to {@code index}. */
  private static @Nullable Object[] replaced(
      @Nullable Object[] root, int shift, long index, Object element) {
    @Nullable Object[] copy = copied(root);
    @Nullable Object[] node = copy;
    for (int level = shift; level > 0; level -= WIDTH_BITS) {
      int at = entryIndex(index, level);
      Object child = node[at];
      @Nullable Object[] below =
          child == null ? new @Nullable Object[WIDTH] : copied((@Nullable Object[]) child);
      node[at] = below;
      node = below;
    }
    node[entryIndex(index, 0)] = element;
    return copy;
  }

  /** A copy of {@code node}. The length is a constant, and the copy needs no loop. */
  private static @Nullable Object[] copied(@Nullable Object[] node) {
    @Nullable Object[] copy = new @Nullable Object[WIDTH];
    System.arraycopy(node, 0, copy, 0, WIDTH);
    return copy;
  }

  private static int entryIndex(long index, int level) {
    return (int) (index >>> level) & ENTRY_MASK;
  }

  private static Object entry(@Nullable Object[] node, long index, int level) {
    Object entry = node[entryIndex(index, level)];
    if (entry == null) {
      throw new IllegalStateException("no entry for index " + index);
    }
    return entry;
  }

  private static void checkIndex(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("index " + index + " of " + size);
    }
  }

  @Override
  public Iterator<T> iterator() {
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public T next() {
        if (next >= size) {
          throw new NoSuchElementException("behind the last of " + size);
        }
        return get(next++);
      }
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Vector<?> that) || size != that.size) {
      return false;
    }
    for (long index = 0; index < size; index++) {
      if (!get(index).equals(that.get(index))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (T each : this) {
      hash = 31 * hash + each.hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "<", ">");
    for (T each : this) {
      text.add(each.toString());
    }
    return text.toString();
  }
}
