package org.poolproof.model.pymalloc.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A directory is an immutable sorted map; java.util's says what is in it. */
class DirectoryTest {
  private static final long[] PROBES = {0, 1, 2, 3, 4, 5, 6, 7, 8, Long.MIN_VALUE, -2, -1};

  private final Directory<String> empty = Directory.empty();

  @Test
  void emptyDirectoryHasNothing() {
    assertEquals(0, empty.size());
    assertNull(empty.get(0));
    assertNull(empty.floor(-1));
    assertFalse(empty.contains(0));
    assertSame(empty, empty.without(0));
    assertEquals("{}", empty.toString());
    assertArrayEquals(new long[0], empty.keys());
  }

  @Test
  void keysAreUnsigned() {
    Directory<String> directory = empty.with(-1, "last").with(5, "first");
    assertArrayEquals(new long[] {5, -1}, directory.keys());
    assertEquals("{0x5: first, 0xffffffffffffffff: last}", directory.toString());
    assertNull(directory.floor(4));
    assertEquals("first", directory.floor(5));
    assertEquals("first", directory.floor(-2));
    assertEquals("last", directory.floor(-1));
  }

  @Test
  void keysAreACopy() {
    Directory<String> directory = empty.with(5, "five");
    directory.keys()[0] = 6;
    assertTrue(directory.contains(5));
  }

  @Test
  void directoriesWithTheSameEntriesAreEqual() {
    Directory<String> directory = empty.with(1, "a").with(2, "b");
    assertEquals(directory, empty.with(2, "b").with(1, "a"));
    assertNotEquals(directory, empty.with(1, "a"));
    assertNotEquals(directory, empty.with(1, "a").with(3, "b"));
    assertNotEquals(directory, empty.with(1, "a").with(2, "c"));
    assertNotEquals(directory, Map.of(1L, "a", 2L, "b"));
    assertSame(directory, directory.without(3));
  }

  @Provide
  Arbitrary<Long> keys() {
    return Arbitraries.of(Arrays.stream(PROBES).boxed().toList());
  }

  @Property(tries = 100)
  void directoryHoldsWhatASortedMapHolds(
      @ForAll @Size(max = 12) List<@net.jqwik.api.From("keys") Long> puts,
      @ForAll @Size(max = 6) List<@net.jqwik.api.From("keys") Long> removals) {
    Directory<Integer> directory = Directory.empty();
    TreeMap<Long, Integer> expected = new TreeMap<>(Long::compareUnsigned);
    int value = 0;
    for (long key : puts) {
      Directory<Integer> before = directory;
      int sizeBefore = expected.size();
      directory = directory.with(key, value);
      expected.put(key, value++);
      assertEquals(sizeBefore, before.size());
      assertHolds(expected, directory);
    }
    for (long key : removals) {
      directory = directory.without(key);
      expected.remove(key);
      assertHolds(expected, directory);
    }
  }

  private static void assertHolds(TreeMap<Long, Integer> expected, Directory<Integer> directory) {
    assertEquals(expected.size(), directory.size());
    long[] keys = expected.keySet().stream().mapToLong(Long::longValue).toArray();
    assertArrayEquals(keys, directory.keys());
    for (long key : PROBES) {
      assertEquals(expected.get(key), directory.get(key));
      assertEquals(expected.containsKey(key), directory.contains(key));
      Map.Entry<Long, Integer> floor = expected.floorEntry(key);
      assertEquals(floor == null ? null : floor.getValue(), directory.floor(key));
    }
    int hash = Objects.hash(Arrays.hashCode(keys), Arrays.hashCode(expected.values().toArray()));
    assertEquals(hash, directory.hashCode());
  }
}
