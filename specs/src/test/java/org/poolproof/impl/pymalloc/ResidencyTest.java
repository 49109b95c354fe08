package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.layout.Presets;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.raw.LibcRaw;
import org.poolproof.impl.system.ArenaSource;
import org.poolproof.impl.system.ReservedArenas;
import org.poolproof.impl.system.ReservedRange;
import org.poolproof.impl.system.SystemArenas;

/** What of a heap's memory the system has really given, and has back. */
@Tag("long")
class ResidencyTest {
  private static final long MIB = 1 << 20;
  private static final long PAGE = 4096;
  private static final Memory MEMORY = Memory.plain(8, 0);

  /** Blocks are linked through their own first words, so that Java keeps nothing. */
  @Test
  void aHeapThatHeldAGibibyteGivesAllButOneArenaBack() throws IOException {
    AlignedArenas arenas = new AlignedArenas();
    try (Pymalloc heap = Pymalloc.open(Presets.cpython311(), arenas, new LibcRaw())) {
      heap.free(heap.malloc(16));
      long before = residentBytes();
      long list = 0;
      long bytes = 0;
      for (int i = 0; bytes < 1024 * MIB; i++) {
        int size = 16 * (1 + i % 32);
        long block = heap.malloc(size);
        MEMORY.writeWord(block, list);
        list = block;
        bytes += size;
      }
      long full = residentBytes();
      assertTrue(full - before > 900 * MIB, "resident with all blocks: " + (full - before));
      assertTrue(arenas.out.size() > 1024, arenas.out.size() + " arenas");
      while (list != 0) {
        long next = MEMORY.readWord(list);
        heap.free(list);
        list = next;
      }
      long after = residentBytes();
      assertEquals(1, arenas.out.size());
      assertEquals(1, heap.census().arenaCount());
      assertTrue(after - before < 16 * MIB, "resident after all: " + (after - before));
    }
    assertEquals(0, arenas.out.size());
  }

  /** Arenas of one reserved range come and go by the page as well. */
  @Test
  void arenasOfAReservedRangeAreGivenBackByThePage() throws IOException {
    try (ReservedRange range = ReservedRange.onRealMemory(1024 * MIB)) {
      ReservedArenas arenas = new ReservedArenas(range, (int) MIB);
      try (Pymalloc heap = Pymalloc.open(Presets.cpython311(), arenas, new LibcRaw())) {
        heap.free(heap.malloc(512));
        long before = residentBytes();
        long list = 0;
        for (int count = 0; count < 256 * 1024; count++) {
          long block = heap.malloc(512);
          MEMORY.writeWord(block, list);
          list = block;
        }
        long full = residentBytes();
        assertTrue(full - before > 120 * MIB, "resident with all blocks: " + (full - before));
        while (list != 0) {
          long next = MEMORY.readWord(list);
          heap.free(list);
          list = next;
        }
        assertTrue(residentBytes() - before < 16 * MIB, "resident after all");
      }
    }
  }

  /** A thousand arenas of 64 pools, in each of which one block is handed out. */
  @Test
  void virginPoolsAreNotTouched() throws IOException {
    SystemArenas arenas = new SystemArenas();
    LibcRaw raw = new LibcRaw();
    List<Pymalloc> heaps = new ArrayList<>();
    List<Long> blocks = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      heaps.add(Pymalloc.open(Presets.cpython39(), arenas, raw));
    }
    long before = residentBytes();
    for (Pymalloc heap : heaps) {
      blocks.add(heap.malloc(64));
    }
    long growth = residentBytes() - before;
    assertTrue(growth >= 1000 * PAGE, "resident: " + growth);
    assertTrue(growth < 1000 * 4 * PAGE, "resident of 250 MiB: " + growth);
    for (int i = 0; i < 1000; i++) {
      heaps.get(i).free(blocks.get(i));
      heaps.get(i).close();
    }
  }

  /** The second number of {@code /proc/self/statm}, which counts pages. */
  private static long residentBytes() throws IOException {
    String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
    return Long.parseLong(pages) * PAGE;
  }

  /**
   * The system's arenas at multiples of their size, all of 64 pools: of twice as much address space
   * only that half is touched.
   */
  private static final class AlignedArenas implements ArenaSource {
    private final SystemArenas arenas = new SystemArenas();
    private final Map<Long, Long> out = new HashMap<>();

    @Override
    public long allocate(long bytes) {
      long grant = arenas.allocate(2 * bytes);
      long aligned = (grant + bytes - 1) / bytes * bytes;
      out.put(aligned, grant);
      return aligned;
    }

    @Override
    public void free(long arena, long bytes) {
      arenas.free(out.remove(arena), 2 * bytes);
    }
  }
}
