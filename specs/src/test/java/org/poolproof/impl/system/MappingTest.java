package org.poolproof.impl.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.memory.Memory;

/** What the system maps is zero, writable, and gone when it is unmapped. */
class MappingTest {
  private static final int PAGE = 4096;
  private static final Memory MEMORY = Memory.plain(8, 0);

  @Test
  void mappedMemoryIsZeroAndWritable() {
    long real = Mapping.map(2 * PAGE);
    assertEquals(0, real % PAGE);
    assertArrayEquals(new byte[2 * PAGE], MEMORY.save(real, 2 * PAGE));
    MEMORY.writeWord(real + 2 * PAGE - 8, -1);
    assertEquals(-1, MEMORY.readWord(real + 2 * PAGE - 8));
    Mapping.unmap(real, 2 * PAGE);
  }

  /** So much that whatever else is mapped meanwhile lies behind its beginning. */
  @Test
  void unmappedMemoryIsGone() throws IOException {
    long real = Mapping.reserve(1L << 36);
    assertTrue(isMapped(real));
    Mapping.unmap(real, 1L << 36);
    assertFalse(isMapped(real));
  }

  @Test
  void renewedPagesAreZeroAndOthersAreNot() {
    long real = Mapping.reserve(3 * PAGE);
    for (int page = 0; page < 3; page++) {
      MEMORY.writeWord(real + page * PAGE, 7);
    }
    Mapping.renew(real + PAGE, PAGE);
    assertEquals(7, MEMORY.readWord(real));
    assertEquals(0, MEMORY.readWord(real + PAGE));
    assertEquals(7, MEMORY.readWord(real + 2 * PAGE));
    MEMORY.writeWord(real + PAGE, 9);
    assertEquals(9, MEMORY.readWord(real + PAGE));
    Mapping.unmap(real, 3 * PAGE);
  }

  @Test
  void whatTheSystemRefusesIsZero() {
    assertEquals(0, Mapping.map(1L << 62));
    assertEquals(0, Mapping.map(0));
    assertEquals(0, Mapping.reserve(1L << 62));
  }

  /** More than the machine has, because pages count only once they are written. */
  @Test
  void addressSpaceIsReservedBeyondMemory() {
    long bytes = 1L << 43;
    long real = Mapping.reserve(bytes);
    assertNotEquals(0, real);
    MEMORY.writeWord(real + bytes - 8, 5);
    assertEquals(5, MEMORY.readWord(real + bytes - 8));
    Mapping.unmap(real, bytes);
  }

  @Test
  void refusalsThatCannotBeAreFaults() {
    IllegalStateException unmap =
        assertThrows(IllegalStateException.class, () -> Mapping.unmap(1, PAGE));
    assertEquals("munmap refused an address that it had granted", unmap.getMessage());
    IllegalStateException renew =
        assertThrows(IllegalStateException.class, () -> Mapping.renew(1, PAGE));
    assertEquals("mmap refused to renew a mapping", renew.getMessage());
  }

  /** Whether an address lies in a mapping of this process. */
  static boolean isMapped(long real) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .map(line -> line.substring(0, line.indexOf(' ')).split("-"))
        .anyMatch(ends ->
            Long.compareUnsigned(Long.parseUnsignedLong(ends[0], 16), real) <= 0
                && Long.compareUnsigned(real, Long.parseUnsignedLong(ends[1], 16)) < 0);
  }
}
