package org.poolproof.specs.faulty;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.memory.CheckedMemory;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.pymalloc.Pymalloc;
import org.poolproof.impl.raw.RawSource;
import org.poolproof.impl.system.ArenaSource;
import org.poolproof.impl.system.ReservedRange;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.SizeClass;

/**
 * A heap with a table in checked memory. Its arenas come from the slots of a tiny geometry; raw
 * memory is granted from the bottom up and never again, near the start of a page, where the index
 * looks at it. All bits of both are one at first.
 *
 * <pre>
 *     0                256 KiB           512 KiB                 1 MiB
 *     | arenas         | control block   | raw memory            |
 * </pre>
 */
final class CheckedHeap implements Heap {
  private static final int WINDOW_BYTES = 1 << 20;
  private static final long CONTROL_ADDRESS = 1 << 18;
  private static final long RAW_ADDRESS = 1 << 19;
  private static final long PAGE_BYTES = 4096;
  private static final long OFFSET_IN_PAGE = 16;
  private static final int STEP_BUDGET = 1000;
  private static final byte STALE = -1;

  private final ReservedRange range = new ReservedRange(0, WINDOW_BYTES);
  private final Memory bytes;
  private final Pymalloc heap;

  /** An empty heap; {@code geometry} is tiny and has a table. */
  CheckedHeap(org.poolproof.model.geometry.Geometry geometry) {
    bytes = Memory.plain(geometry.wordBytes(), range.displacement());
    byte[] stale = new byte[WINDOW_BYTES];
    Arrays.fill(stale, STALE);
    bytes.restore(0, stale);
    CheckedMemory memory = new CheckedMemory(bytes, 0, WINDOW_BYTES, STEP_BUDGET);
    List<Long> slots = geometry.slotAddresses().stream().map(Address::value).toList();
    heap = Pymalloc.open(own(geometry), memory, CONTROL_ADDRESS, new Slots(slots), new Raw(bytes));
  }

  /** The same constants in the implementation's words. */
  private static Geometry own(org.poolproof.model.geometry.Geometry geometry) {
    List<Integer> greatestOffsets = new ArrayList<>();
    for (int index = 0; index < geometry.sizeClassCount(); index++) {
      greatestOffsets.add(geometry.maxNextOffset(new SizeClass(index)));
    }
    return new Geometry(
        geometry.wordBytes(),
        geometry.alignmentBytes(),
        geometry.sizeClassCount(),
        geometry.poolBytes(),
        geometry.arenaBytes(),
        geometry.poolHeaderBytes(),
        greatestOffsets,
        new Geometry.Table(),
        geometry.keepsLastArena(),
        geometry.initialRecordCount(),
        new Geometry.Rules(false, false, true));
  }

  @Override
  public long malloc(long size) {
    return heap.malloc(size);
  }

  @Override
  public long calloc(long count, long elementBytes) {
    return heap.calloc(count, elementBytes);
  }

  @Override
  public long realloc(long block, long size) {
    return heap.realloc(block, size);
  }

  @Override
  public void free(long block) {
    heap.free(block);
  }

  @Override
  public MemorySegment view(long block, long size) {
    return heap.view(block, size);
  }

  /** Blocks may be live; what the heap says of them counts only where it is asked. */
  @Override
  public void close() {
    range.close();
  }

  /** The lowest free slot, none when all are out. */
  private static final class Slots implements ArenaSource {
    private final TreeSet<Long> free;

    Slots(List<Long> slots) {
      free = new TreeSet<>(slots);
    }

    @Override
    public long allocate(long size) {
      Long lowest = free.pollFirst();
      return lowest == null ? 0 : lowest;
    }

    @Override
    public void free(long arena, long size) {
      free.add(arena);
    }
  }

  /** Raw memory whose blocks move whenever they are reallocated. */
  private static final class Raw implements RawSource {
    private final Memory bytes;
    private final Map<Long, Long> sizes = new HashMap<>();
    private long next = RAW_ADDRESS + OFFSET_IN_PAGE;

    Raw(Memory bytes) {
      this.bytes = bytes;
    }

    @Override
    public long malloc(long size) {
      long block = next;
      next += (size / PAGE_BYTES + 1) * PAGE_BYTES;
      sizes.put(block, size);
      return block;
    }

    @Override
    public long calloc(long count, long size) {
      long block = malloc(count * size);
      bytes.zeroUser(block, count * size);
      return block;
    }

    @Override
    public long realloc(long block, long size) {
      long moved = malloc(size);
      Long former = sizes.remove(block);
      if (former != null) {
        bytes.copyUser(block, moved, Math.min(former, size));
      }
      return moved;
    }

    @Override
    public void free(long block) {
      sizes.remove(block);
    }
  }
}
