package org.poolproof.impl.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.poolproof.impl.memory.Memory;

/** A reserved range is zero, writable throughout, and known by logical addresses. */
class ReservedRangeTest {
  private static final long LOWER = 0x4000;
  private static final int BYTES = 3 * 4096;

  @Test
  void rangeLiesAtItsLogicalAddresses() {
    try (ReservedRange range = new ReservedRange(LOWER, BYTES)) {
      assertEquals(LOWER, range.lower());
      assertEquals(BYTES, range.bytes());
      Memory memory = Memory.plain(4, range.displacement());
      assertArrayEquals(new byte[BYTES], memory.save(LOWER, BYTES));
      memory.writeHalf(LOWER, 0xAB);
      memory.writeHalf(LOWER + BYTES - 4, 0xCD);
      assertEquals(0xAB, Memory.plain(8, 0).readHalf(range.displacement() + LOWER));
      assertEquals(0xCD, memory.readHalf(LOWER + BYTES - 4));
    }
  }

  @Test
  void clearedRangeIsZeroWhereItIs() {
    try (ReservedRange range = new ReservedRange(LOWER, BYTES)) {
      Memory memory = Memory.plain(8, range.displacement());
      memory.writeWord(LOWER, -1);
      memory.writeWord(LOWER + BYTES - 8, -1);
      range.clear();
      assertArrayEquals(new byte[BYTES], memory.save(LOWER, BYTES));
      memory.writeWord(LOWER, 3);
      assertEquals(3, memory.readWord(LOWER));
    }
  }

  @Test
  void closedRangeIsUnmapped() throws IOException {
    ReservedRange range = new ReservedRange(LOWER, 1L << 36);
    long real = range.displacement() + LOWER;
    assertTrue(MappingTest.isMapped(real));
    range.close();
    assertFalse(MappingTest.isMapped(real));
  }

  @Test
  void rangesAreWholePages() {
    refused(() -> open(LOWER + 1, BYTES));
    refused(() -> open(LOWER + 2048, BYTES));
    refused(() -> open(LOWER, BYTES + 1));
    refused(() -> open(LOWER, BYTES - 2048));
  }

  @Test
  void whatTheSystemRefusesIsAnError() {
    OutOfMemoryError refused = assertThrows(OutOfMemoryError.class, () -> open(LOWER, 1L << 62));
    assertEquals("no address space of 4611686018427387904 bytes", refused.getMessage());
  }

  private static void open(long lower, long bytes) {
    new ReservedRange(lower, bytes).close();
  }

  private static void refused(Executable construction) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, construction);
    assertEquals("a range begins and ends with a page of 4096 bytes", refused.getMessage());
  }
}
