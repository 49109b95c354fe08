package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry.Index;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.memory.Memory;

/** Random lives of tiny heaps: the lists of arenas stay what PYMALLOC.md 3 says they are. */
class StructureProperties {
  private static final int SLOTS = 8;

  @Property(tries = 60)
  void listsStayInOrder(@ForAll long seed, @ForAll @IntRange(min = 0, max = 3) int kind) {
    Index index = kind % 2 == 0 ? new Radix(4, 4, 12) : new Table();
    Random random = new Random(seed);
    try (Ground ground = new Ground(Ground.tiny(index, kind < 2))) {
      Pymalloc heap = ground.open();
      Map<Long, Long> blocks = new TreeMap<>();
      for (int step = 0; step < 400; step++) {
        supply(ground, random);
        boolean isGrowing = step % 200 < 120;
        if (blocks.isEmpty() || random.nextInt(10) < (isGrowing ? 7 : 2)) {
          long bytes = random.nextInt(34);
          long block = heap.malloc(bytes);
          assertTrue(blocks.put(block, bytes) == null, "handed out twice");
        } else {
          List<Long> all = new ArrayList<>(blocks.keySet());
          long block = all.get(random.nextInt(all.size()));
          blocks.remove(block);
          heap.free(block);
        }
        checkLists(ground, kind < 2);
        assertEquals(blocks.size(), heap.allocatedBlockCount());
      }
      blocks.keySet().forEach(heap::free);
      heap.close();
      assertEquals(0, ground.rawGrantCount());
    }
  }

  /** A free slot or a refusal, for whatever is asked next; the last two slots share frames. */
  private static void supply(Ground ground, Random random) {
    ground.forgetArenas();
    List<Long> free = new ArrayList<>();
    for (int slot = 0; slot < SLOTS; slot++) {
      long arena = Ground.ARENAS + 1024L * slot + (slot >= SLOTS - 3 ? 0x30 : 0);
      boolean isOut = false;
      for (int i = 0; i < ground.control().recordCount(); i++) {
        isOut |= ArenaRecord.address(ground.plain(), ground.record(i)) == arena;
      }
      if (!isOut) {
        free.add(arena);
      }
    }
    boolean isRefused = free.isEmpty() || random.nextInt(6) == 0;
    ground.arenas(isRefused ? 0 : free.get(random.nextInt(free.size())));
  }

  private static void checkLists(Ground ground, boolean keepsLastArena) {
    Memory plain = ground.plain();
    ControlBlock control = ground.control();
    Map<Long, Long> lasts = new TreeMap<>();
    long former = 0;
    long formerCount = 0;
    int usableCount = 0;
    for (long r = control.usableRecords(); r != 0; r = ArenaRecord.next(plain, r)) {
      long count = ArenaRecord.freePoolCount(plain, r);
      assertTrue(count >= 1 && count >= formerCount, "usable arenas ascend");
      assertEquals(former, ArenaRecord.previous(plain, r));
      boolean isEmpty = count == ArenaRecord.totalPoolCount(plain, r);
      assertTrue(!isEmpty || keepsLastArena, "an empty arena was kept");
      lasts.put(count, r);
      former = r;
      formerCount = count;
      usableCount++;
    }
    for (long count = 0; count <= 4; count++) {
      assertEquals(lasts.getOrDefault(count, 0L), control.lastWithFreePools(count));
    }
    int arenaCount = 0;
    int withPools = 0;
    for (int i = 0; i < control.recordCount(); i++) {
      if (ArenaRecord.address(plain, ground.record(i)) != 0) {
        arenaCount++;
        withPools += ArenaRecord.freePoolCount(plain, ground.record(i)) == 0 ? 0 : 1;
      }
    }
    assertEquals(arenaCount, control.arenaCount());
    assertEquals(withPools, usableCount);
    int unusedCount = 0;
    for (long r = control.unusedRecords(); r != 0; r = ArenaRecord.next(plain, r)) {
      assertEquals(0, ArenaRecord.address(plain, r));
      unusedCount++;
    }
    assertEquals(control.recordCount() - arenaCount, unusedCount);
  }
}
