package org.poolproof.impl.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.impl.memory.Memory;

/** The C library behind the rules of the public functions (PYMALLOC.md 2). */
class LibcRawTest {
  private static final Memory MEMORY = Memory.plain(8, 0);
  private static final byte[] CONTENT = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

  private final RawSource raw = new LibcRaw();

  @Test
  void mallocGrantsApart() {
    long first = raw.malloc(100);
    long second = raw.malloc(100);
    assertNotEquals(0, first);
    assertNotEquals(0, second);
    assertEquals(0, first % 16);
    MEMORY.restore(first, new byte[100]);
    byte[] ones = new byte[100];
    java.util.Arrays.fill(ones, (byte) 1);
    MEMORY.restore(second, ones);
    assertArrayEquals(new byte[100], MEMORY.save(first, 100));
    raw.free(first);
    raw.free(second);
  }

  @Test
  void noneIsAskedForAsOne() {
    long[] grants = {raw.malloc(0), raw.calloc(0, 8), raw.calloc(8, 0), raw.realloc(0, 0)};
    for (long grant : grants) {
      assertNotEquals(0, grant);
      raw.free(grant);
    }
    long zeroed = raw.calloc(0, 0);
    assertEquals(0, MEMORY.save(zeroed, 1)[0]);
    raw.free(zeroed);
  }

  /** The C library itself would free the grant and answer 0. */
  @Test
  void reallocToNoneKeepsAGrant() {
    long grant = raw.malloc(40);
    MEMORY.restore(grant, CONTENT);
    long moved = raw.realloc(grant, 0);
    assertNotEquals(0, moved);
    assertEquals(1, MEMORY.save(moved, 1)[0]);
    raw.free(moved);
  }

  @Test
  void reallocKeepsTheContent() {
    long grant = raw.malloc(12);
    MEMORY.restore(grant, CONTENT);
    grant = raw.realloc(grant, 1 << 22);
    assertArrayEquals(CONTENT, MEMORY.save(grant, 12));
    MEMORY.writeWord(grant + (1 << 22) - 8, -1);
    grant = raw.realloc(grant, 12);
    assertArrayEquals(CONTENT, MEMORY.save(grant, 12));
    raw.free(grant);
  }

  @Test
  void reallocOfNothingIsMalloc() {
    long grant = raw.realloc(0, 24);
    assertNotEquals(0, grant);
    MEMORY.restore(grant, CONTENT);
    raw.free(grant);
  }

  @Test
  void refusedReallocLeavesTheGrant() {
    long grant = raw.malloc(12);
    MEMORY.restore(grant, CONTENT);
    assertEquals(0, raw.realloc(grant, Long.MAX_VALUE));
    assertEquals(0, raw.realloc(grant, Long.MIN_VALUE));
    assertEquals(0, raw.realloc(grant, -1));
    assertArrayEquals(CONTENT, MEMORY.save(grant, 12));
    raw.free(grant);
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807", "-9223372036854775808", "-1"})
  void whatIsTooMuchIsRefused(long bytes) {
    assertEquals(0, raw.malloc(bytes));
    assertEquals(0, raw.calloc(1, bytes));
    assertEquals(0, raw.calloc(bytes, 1));
  }

  /** Products of 2^63, 2^64 and 2^64 + 16. */
  @ParameterizedTest
  @CsvSource({"4294967296, 2147483648", "4294967296, 4294967296", "1152921504606846977, 16"})
  void productsThatOverflowAreRefused(long count, long bytes) {
    assertEquals(0, raw.calloc(count, bytes));
    assertEquals(0, raw.calloc(bytes, count));
  }

  /** There is nothing that overflows. */
  @Test
  void noneOfTheGreatestIsGranted() {
    long grant = raw.calloc(0, -1);
    assertNotEquals(0, grant);
    raw.free(grant);
    grant = raw.calloc(-1, 0);
    assertNotEquals(0, grant);
    raw.free(grant);
  }

  @ParameterizedTest
  @CsvSource({"1048576, 1", "1, 1048576", "1024, 1024"})
  void callocGrantsTheProduct(long count, long bytes) {
    long first = raw.calloc(count, bytes);
    long second = raw.calloc(count, bytes);
    assertTrue(Math.abs(first - second) >= 1 << 20);
    raw.free(first);
    raw.free(second);
  }

  /** 16 GiB by and by, of which the process never has more than a piece. */
  @Test
  void whatIsFreedIsGivenBack() throws IOException {
    long before = addressSpaceBytes();
    for (int i = 0; i < 256; i++) {
      raw.free(raw.malloc(64 << 20));
    }
    long growth = addressSpaceBytes() - before;
    assertTrue(growth < 4L << 30, growth + " bytes more");
  }

  @Test
  void callocIsZeroWhereMemoryWasNot() {
    long dirty = raw.malloc(600);
    byte[] ones = new byte[600];
    java.util.Arrays.fill(ones, (byte) 1);
    MEMORY.restore(dirty, ones);
    raw.free(dirty);
    long zeroed = raw.calloc(20, 30);
    assertArrayEquals(new byte[600], MEMORY.save(zeroed, 600));
    raw.free(zeroed);
  }

  @Test
  void freeingNothingIsAllowed() {
    assertDoesNotThrow(() -> raw.free(0));
  }

  private static long addressSpaceBytes() throws IOException {
    String pageCount = Files.readString(Path.of("/proc/self/statm")).split(" ")[0];
    return 4096 * Long.parseLong(pageCount);
  }
}
