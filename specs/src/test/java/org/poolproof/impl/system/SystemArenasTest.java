package org.poolproof.impl.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.poolproof.impl.memory.Memory;

/** The system's arenas are mappings of their own. */
class SystemArenasTest {
  private static final int BYTES = 1 << 20;
  private static final Memory MEMORY = Memory.plain(8, 0);

  @Test
  void arenasAreZeroWritableAndApart() {
    SystemArenas arenas = new SystemArenas();
    long first = arenas.allocate(BYTES);
    long second = arenas.allocate(BYTES);
    assertEquals(0, first % 4096);
    assertNotEquals(first, second);
    assertArrayEquals(new byte[BYTES], MEMORY.save(first, BYTES));
    MEMORY.writeWord(first, -1);
    MEMORY.writeWord(first + BYTES - 8, -1);
    assertArrayEquals(new byte[BYTES], MEMORY.save(second, BYTES));
    arenas.free(first, BYTES);
    MEMORY.writeWord(second, 1);
    arenas.free(second, BYTES);
  }

  @Test
  void refusalsAreZero() {
    assertEquals(0, new SystemArenas().allocate(1L << 62));
  }

  @Test
  void freedArenasAreUnmapped() {
    SystemArenas arenas = new SystemArenas();
    assertThrows(IllegalStateException.class, () -> arenas.free(1, BYTES));
  }
}
