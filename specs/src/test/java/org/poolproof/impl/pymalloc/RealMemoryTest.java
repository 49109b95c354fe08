package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Presets;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.raw.LibcRaw;
import org.poolproof.impl.system.SystemArenas;

/** Heaps on real memory, on the system and the C library. */
class RealMemoryTest {
  @Test
  void realMemoryNeedsWordsOfEight() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Pymalloc.open(Presets.cpython39Of32Bits(), new SystemArenas(), new LibcRaw()));
    assertEquals(
        "words of 4 bytes need memory with a displacement: open(geometry, memory, ...)",
        refused.getMessage());
  }

  @Test
  void aHeapOnRealMemoryServesAndCloses() {
    for (Geometry geometry : List.of(Presets.cpython39(), Presets.cpython310())) {
      try (Pymalloc heap = Pymalloc.open(geometry, new SystemArenas(), new LibcRaw())) {
        serve(heap);
      }
    }
    try (Pymalloc heap = Pymalloc.open()) {
      serve(heap);
      assertEquals(Presets.cpython311(), heap.census().geometry());
    }
  }

  private static void serve(Pymalloc heap) {
    long small = heap.malloc(100);
    long large = heap.calloc(3, 1000);
    assertTrue(heap.owns(small));
    assertFalse(heap.owns(large));
    assertEquals(0, Memory.plain(8, 0).readWord(large + 2992));
    Memory.plain(8, 0).writeWord(small + 92, 77);
    long moved = heap.realloc(small, 2000);
    assertEquals(77, Memory.plain(8, 0).readWord(moved + 92));
    assertEquals(2, heap.allocatedBlockCount());
    heap.free(moved);
    heap.free(large);
    assertEquals(0, heap.allocatedBlockCount());
  }

  @Test
  void controlBlockThatWordsOfFourBytesCannotAddressIsRefused() {
    Memory memory = Memory.plain(4, 0);
    SystemArenas arenas = new SystemArenas();
    LibcRaw raw = new LibcRaw();
    for (long control : new long[] {1L << 32, 0xffff_fff0L}) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> Pymalloc.open(Presets.cpython39Of32Bits(), memory, control, arenas, raw));
      assertEquals(
          "words of 4 bytes cannot address a control block at 0x" + Long.toHexString(control),
          refused.getMessage());
      assertThrows(
          IllegalArgumentException.class,
          () -> Pymalloc.resume(Presets.cpython39Of32Bits(), memory, control, arenas, raw));
    }
  }
}
