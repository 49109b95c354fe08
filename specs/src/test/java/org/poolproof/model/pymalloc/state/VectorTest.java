package org.poolproof.model.pymalloc.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A vector is an immutable array; java.util's lists say what is in it. */
class VectorTest {

  private static <T> List<T> list(Vector<T> vector) {
    List<T> list = new ArrayList<>();
    vector.forEach(list::add);
    return list;
  }

  /** 0, 1, 2, ... by appending; every vector on the way stays as it was. */
  private static Vector<Integer> counted(int size) {
    Vector<Integer> vector = Vector.empty();
    for (int index = 0; index < size; index++) {
      vector = vector.and(index);
    }
    return vector;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 1023, 1024, 1025, 1056, 1057, 3000})
  void elementsAreWhereTheyWerePut(int size) {
    Vector<Integer> appended = counted(size);
    Vector<Integer> replaced = Vector.filled(size, -1);
    List<Integer> expected = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      replaced = replaced.with(index, index);
      expected.add(index);
    }
    assertEquals(size, appended.size());
    assertEquals(expected, list(appended));
    assertEquals(expected, list(replaced));
    assertEquals(appended, replaced);
    assertEquals(expected.hashCode(), appended.hashCode());
    assertEquals(expected.hashCode(), replaced.hashCode());
    assertEquals(Collections.nCopies(size, -1), list(Vector.filled(size, -1)));
    assertEquals(size + 1, appended.and(7).size());
    assertEquals(7, appended.and(7).get(size));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 1023, 1024, 1025})
  void filledVectorGrowsBehindItsLast(int size) {
    Vector<Integer> grown = Vector.filled(size, 5).and(6).and(7);
    List<Integer> expected = new ArrayList<>(Collections.nCopies(size, 5));
    expected.add(6);
    expected.add(7);
    assertEquals(expected, list(grown));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32, 33, 1024, 1025})
  void indexesOutsideAreFaults(int size) {
    Vector<Integer> vector = counted(size);
    for (long index : new long[] {-1, size, size + 1L, Long.MIN_VALUE, 1L << 32}) {
      IndexOutOfBoundsException fault =
          assertThrows(IndexOutOfBoundsException.class, () -> vector.get(index));
      assertEquals("index " + index + " of " + size, fault.getMessage());
      assertThrows(IndexOutOfBoundsException.class, () -> vector.with(index, 1));
    }
    Iterator<Integer> iterator = vector.iterator();
    for (int index = 0; index < size; index++) {
      assertEquals(index, iterator.next());
    }
    assertFalse(iterator.hasNext());
    NoSuchElementException fault = assertThrows(NoSuchElementException.class, iterator::next);
    assertEquals("behind the last of " + size, fault.getMessage());
  }

  @Test
  void vectorOfTwoToTheThirtyFirstIsFilledAtOnce() {
    for (long size : new long[] {(1L << 30) + 1, 1L << 31, (1L << 35) + 1}) {
      Vector<String> vector = Vector.filled(size, "x");
      assertEquals(size, vector.size());
      assertEquals("x", vector.get(0));
      assertEquals("x", vector.get(size - 1));
      Vector<String> changed = vector.with(size - 1, "y").and("z");
      assertEquals("x", changed.get(size - 2));
      assertEquals("y", changed.get(size - 1));
      assertEquals("z", changed.get(size));
      assertEquals("x", vector.get(size - 1));
      assertThrows(IndexOutOfBoundsException.class, () -> vector.get(size));
    }
  }

  @Test
  void vectorsWithTheSameElementsAreEqual() {
    Vector<Integer> vector = Vector.filled(40, 1);
    assertEquals(Vector.filled(39, 1).and(1), vector);
    assertNotEquals(Vector.filled(39, 1), vector);
    assertNotEquals(vector, Vector.filled(39, 1));
    assertNotEquals(vector.with(39, 2), vector);
    assertNotEquals(vector.with(0, 2), vector);
    assertNotEquals(vector, list(vector));
    assertEquals("<1, 2>", Vector.empty().and(1).and(2).toString());
    assertEquals("<>", Vector.empty().toString());
  }

  @Property(tries = 50)
  void replacingChangesOneElementOfTheNewVectorOnly(
      @ForAll @IntRange(min = 1, max = 1100) int size,
      @ForAll @Size(max = 10) List<@IntRange(max = 1099) Integer> indexes) {
    Vector<Integer> vector = counted(size);
    List<Integer> expected = list(vector);
    for (int index : indexes) {
      Vector<Integer> before = vector;
      List<Integer> listBefore = List.copyOf(expected);
      vector = vector.with(index % size, -index);
      expected.set(index % size, -index);
      assertEquals(listBefore, list(before));
    }
    assertEquals(expected, list(vector));
  }
}
