package org.poolproof.model.pymalloc.state;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.StringJoiner;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * An immutable linked list that grows and shrinks at its front: a free list, the used pools of a
 * class, the lists of arenas. Prepending and dropping the first element take constant time;
 * whatever concerns an element further back takes time in proportion to its distance from the
 * front.
 *
 * @param <T> what is linked; compared by equals
 */
public final class Chain<T extends Object> implements Iterable<T> {

  private static final Chain<?> EMPTY = new Chain<>(null, null);

  private final @Nullable T first;
  private final @Nullable Chain<T> rest;

  private Chain(@Nullable T first, @Nullable Chain<T> rest) {
    this.first = first;
    this.rest = rest;
  }

  @SuppressWarnings("unchecked") // an empty list has no element whose type could be wrong
  public static <T extends Object> Chain<T> empty() {
    return (Chain<T>) EMPTY;
  }

  @SafeVarargs
  public static <T extends Object> Chain<T> of(T... elements) {
    Chain<T> chain = empty();
    for (int i = elements.length - 1; i >= 0; i--) {
      chain = chain.prepend(elements[i]);
    }
    return chain;
  }

  public boolean isEmpty() {
    return rest == null;
  }

  /**
   * @throws NoSuchElementException if the list is empty
   */
  public T first() {
    if (first == null) {
      throw new NoSuchElementException("the list is empty");
    }
    return first;
  }

  /**
   * All but the first element.
   *
   * @throws NoSuchElementException if the list is empty
   */
  public Chain<T> rest() {
    if (rest == null) {
      throw new NoSuchElementException("the list is empty");
    }
    return rest;
  }

  public Chain<T> prepend(T element) {
    return new Chain<>(element, this);
  }

  /**
   * The list without its first occurrence of {@code element}.
   *
   * @throws NoSuchElementException if there is none
   */
  public Chain<T> without(T element) {
    return beforeReversed(element).reversedOnto(from(element).rest());
  }

  /**
   * The list with {@code element} directly behind the first occurrence of {@code anchor}.
   *
   * @throws NoSuchElementException if there is no {@code anchor}
   */
  public Chain<T> withBehind(T anchor, T element) {
    Chain<T> tail = from(anchor).rest().prepend(element).prepend(anchor);
    return beforeReversed(anchor).reversedOnto(tail);
  }

  /** The element directly before the first occurrence of {@code element}, null if that is first. */
  public @Nullable T before(T element) {
    Chain<T> reversed = beforeReversed(element);
    return reversed.isEmpty() ? null : reversed.first();
  }

  /** Whether something follows the first occurrence of {@code element}. */
  public boolean hasBehind(T element) {
    return !from(element).rest().isEmpty();
  }

  public boolean contains(T element) {
    for (T each : this) {
      if (each.equals(element)) {
        return true;
      }
    }
    return false;
  }

  /** The number of elements, in time proportional to it. */
  public int count() {
    int count = 0;
    for (Chain<T> at = this; at.rest != null; at = at.rest) {
      count++;
    }
    return count;
  }

  private Chain<T> from(T element) {
    Chain<T> at = this;
    while (!at.first().equals(element)) {
      at = at.rest();
    }
    return at;
  }

  private Chain<T> beforeReversed(T element) {
    Chain<T> reversed = empty();
    for (Chain<T> at = this; !at.first().equals(element); at = at.rest()) {
      reversed = reversed.prepend(at.first());
    }
    return reversed;
  }

  private Chain<T> reversedOnto(Chain<T> tail) {
    Chain<T> chain = tail;
    for (T each : this) {
      chain = chain.prepend(each);
    }
    return chain;
  }

  @Override
  public Iterator<T> iterator() {
    return new Iterator<>() {
      private Chain<T> at = Chain.this;

      @Override
      public boolean hasNext() {
        return !at.isEmpty();
      }

      @Override
      public T next() {
        T element = at.first();
        at = at.rest();
        return element;
      }
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Chain<?> that)) {
      return false;
    }
    Iterator<T> here = iterator();
    Iterator<?> there = that.iterator();
    while (here.hasNext() && there.hasNext()) {
      if (!Objects.equals(here.next(), there.next())) {
        return false;
      }
    }
    return here.hasNext() == there.hasNext();
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
    StringJoiner text = new StringJoiner(" ", "[", "]");
    for (T each : this) {
      text.add(each.toString());
    }
    return text.toString();
  }
}
