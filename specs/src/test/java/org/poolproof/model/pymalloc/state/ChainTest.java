package org.poolproof.model.pymalloc.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A chain is an immutable list; java.util's lists say what is in it. */
class ChainTest {

  private static Chain<Integer> chain(List<Integer> elements) {
    return Chain.of(elements.toArray(Integer[]::new));
  }

  private static <T> List<T> list(Chain<T> chain) {
    List<T> list = new ArrayList<>();
    chain.forEach(list::add);
    return list;
  }

  @Test
  void emptyChainHasNothing() {
    Chain<Integer> empty = Chain.empty();
    assertTrue(empty.isEmpty());
    assertSame(empty, Chain.of());
    assertEquals(0, empty.count());
    assertEquals("[]", empty.toString());
    assertFalse(empty.contains(1));
    assertThrows(NoSuchElementException.class, empty::first);
    assertThrows(NoSuchElementException.class, empty::rest);
    assertThrows(NoSuchElementException.class, () -> empty.without(1));
    assertThrows(NoSuchElementException.class, () -> empty.before(1));
    assertThrows(NoSuchElementException.class, () -> empty.hasBehind(1));
    assertThrows(NoSuchElementException.class, () -> empty.withBehind(1, 2));
    Iterator<Integer> none = empty.iterator();
    assertFalse(none.hasNext());
    assertThrows(NoSuchElementException.class, none::next);
  }

  @Test
  void missingElementIsAFault() {
    Chain<Integer> chain = Chain.of(1, 2);
    assertThrows(NoSuchElementException.class, () -> chain.without(3));
    assertThrows(NoSuchElementException.class, () -> chain.before(3));
    assertThrows(NoSuchElementException.class, () -> chain.hasBehind(3));
    assertThrows(NoSuchElementException.class, () -> chain.withBehind(3, 4));
  }

  @Test
  void chainsWithTheSameElementsInTheSameOrderAreEqual() {
    Chain<Integer> chain = Chain.of(1, 2);
    assertEquals(chain, Chain.<Integer>empty().prepend(2).prepend(1));
    assertNotEquals(chain, Chain.of(2, 1));
    assertNotEquals(chain, Chain.of(1, 2, 3));
    assertNotEquals(Chain.of(1, 2, 3), chain);
    assertNotEquals(chain, Chain.empty());
    assertNotEquals(chain, List.of(1, 2));
    assertEquals("[1 2]", chain.toString());
  }

  @Test
  void firstOccurrenceCounts() {
    Chain<Integer> chain = Chain.of(1, 2, 1, 3);
    assertEquals(Chain.of(2, 1, 3), chain.without(1));
    assertEquals(Chain.of(1, 9, 2, 1, 3), chain.withBehind(1, 9));
    assertNull(chain.before(1));
    assertEquals(1, chain.before(3));
    assertFalse(chain.hasBehind(3));
    assertTrue(chain.hasBehind(1));
  }

  @Property(tries = 100)
  void chainHoldsItsElementsInOrder(@ForAll @Size(max = 8) List<Integer> elements) {
    Chain<Integer> chain = chain(elements);
    assertEquals(elements, list(chain));
    assertEquals(elements.size(), chain.count());
    assertEquals(elements.isEmpty(), chain.isEmpty());
    assertEquals(elements.hashCode(), chain.hashCode());
    List<Integer> more = new ArrayList<>(elements);
    more.add(0, 7);
    assertEquals(more, list(chain.prepend(7)));
    assertEquals(chain, chain.prepend(7).rest());
    assertEquals(7, chain.prepend(7).first());
  }

  @Property(tries = 100)
  void elementsAreTakenOutAndPutBehindOthers(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 5) Integer> elements,
      @ForAll @IntRange(max = 7) int at) {
    Chain<Integer> chain = chain(elements);
    Integer element = elements.get(at % elements.size());
    int index = elements.indexOf(element);
    List<Integer> fewer = new ArrayList<>(elements);
    fewer.remove(index);
    assertEquals(fewer, list(chain.without(element)));
    List<Integer> more = new ArrayList<>(elements);
    more.add(index + 1, 9);
    assertEquals(more, list(chain.withBehind(element, 9)));
    assertEquals(index == 0 ? null : elements.get(index - 1), chain.before(element));
    assertEquals(index < elements.size() - 1, chain.hasBehind(element));
    assertTrue(chain.contains(element));
    assertFalse(chain.contains(9));
    assertEquals(elements, list(chain));
  }
}
