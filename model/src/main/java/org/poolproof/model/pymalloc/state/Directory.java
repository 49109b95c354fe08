package org.poolproof.model.pymalloc.state;

import java.util.Arrays;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * An immutable map from unsigned 64-bit keys, sorted: the live arenas by base, the marks by frame,
 * the radix nodes by number. Looking up takes logarithmic time, a change copies.
 *
 * @param <V> the values; compared by equals
 */
public final class Directory<V extends Object> {

  private static final Directory<?> EMPTY = new Directory<>(new long[0], new @Nullable Object[0]);

  private final long[] keys;
  private final @Nullable Object[] values;

  private Directory(long[] keys, @Nullable Object[] values) {
    this.keys = keys;
    this.values = values;
  }

  @SuppressWarnings("unchecked") // an empty directory has no value whose type could be wrong
  public static <V extends Object> Directory<V> empty() {
    return (Directory<V>) EMPTY;
  }

  public int size() {
    return keys.length;
  }

  /** The keys, ascending. */
  public long[] keys() {
    return keys.clone();
  }

  public @Nullable V get(long key) {
    int at = floorIndex(key);
    return at >= 0 && keys[at] == key ? valueAt(at) : null;
  }

  public boolean contains(long key) {
    return get(key) != null;
  }

  /** The value of the greatest key that is not above {@code key}, null if all are above. */
  public @Nullable V floor(long key) {
    int at = floorIndex(key);
    return at < 0 ? null : valueAt(at);
  }

  public Directory<V> with(long key, V value) {
    int floor = floorIndex(key);
    if (floor >= 0 && keys[floor] == key) {
      @Nullable Object[] replaced = values.clone();
      replaced[floor] = value;
      return new Directory<>(keys, replaced);
    }
    int at = floor + 1;
    long[] newKeys = Arrays.copyOf(keys, keys.length + 1);
    @Nullable Object[] newValues = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(keys, at, newKeys, at + 1, keys.length - at);
    System.arraycopy(values, at, newValues, at + 1, values.length - at);
    newKeys[at] = key;
    newValues[at] = value;
    return new Directory<>(newKeys, newValues);
  }

  /** This without {@code key}; the same if it is not there. */
  public Directory<V> without(long key) {
    int at = floorIndex(key);
    if (at < 0 || keys[at] != key) {
      return this;
    }
    long[] newKeys = new long[keys.length - 1];
    @Nullable Object[] newValues = new @Nullable Object[keys.length - 1];
    System.arraycopy(keys, 0, newKeys, 0, at);
    System.arraycopy(values, 0, newValues, 0, at);
    System.arraycopy(keys, at + 1, newKeys, at, newKeys.length - at);
    System.arraycopy(values, at + 1, newValues, at, newKeys.length - at);
    return new Directory<>(newKeys, newValues);
  }

  @SuppressWarnings("unchecked") // only values of type V are put in
  private V valueAt(int index) {
    Object value = values[index];
    if (value == null) {
      throw new IllegalStateException("no value for key " + keys[index]);
    }
    return (V) value;
  }

  /** The index of the greatest key that is not above {@code key}, -1 if all are above. */
  private int floorIndex(long key) {
    int low = 0;
    int high = keys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(keys[middle], key) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Directory<?> that
        && Arrays.equals(keys, that.keys)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(keys), Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int at = 0; at < keys.length; at++) {
      text.append(at == 0 ? "" : ", ").append("0x").append(Long.toHexString(keys[at]));
      text.append(": ").append(values[at]);
    }
    return text.append('}').toString();
  }
}
