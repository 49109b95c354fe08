package org.poolproof.impl.census;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.PoolHeader;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;

/**
 * What a heap holds, counted by walking its bytes once; it does not change with the heap.
 *
 * @param geometry the heap's
 * @param classes what the pools of each class hold, by class index
 * @param arenaCount arenas now
 * @param grantCount arenas ever
 * @param highwaterCount arenas at most
 * @param freePoolCount pools of live arenas that are empty or never carved
 * @param misalignedArenaCount arenas that do not begin with a pool and so have one fewer
 * @param rawBlockCount blocks passed on to the raw domain and not freed since
 * @param middleNodeCount middle nodes of the radix tree, 0 without one
 * @param bottomNodeCount bottom nodes of the radix tree made on demand
 */
public record Census(
    Geometry geometry,
    List<ClassCensus> classes,
    long arenaCount,
    long grantCount,
    long highwaterCount,
    long freePoolCount,
    long misalignedArenaCount,
    long rawBlockCount,
    long middleNodeCount,
    long bottomNodeCount) {

  /**
   * What the used and full pools of one class hold.
   *
   * @param poolCount how many they are
   * @param allocatedBlockCount blocks handed out
   * @param availableBlockCount blocks free or never carved
   */
  public record ClassCensus(long poolCount, long allocatedBlockCount, long availableBlockCount) {
    private static final ClassCensus NONE = new ClassCensus(0, 0, 0);

    private ClassCensus with(long allocated, long blockCount) {
      return new ClassCensus(
          poolCount + 1,
          allocatedBlockCount + allocated,
          availableBlockCount + blockCount - allocated);
    }
  }

  /** Takes the classes as they are now. */
  public Census {
    classes = List.copyOf(classes);
  }

  /** Counts the heap whose control block lies at {@code controlAddress}. */
  public static Census take(
      Geometry geometry, Memory memory, @Unsigned @Address long controlAddress) {
    memory.beginWalk();
    ControlBlock control = new ControlBlock(geometry, memory, controlAddress);
    List<ClassCensus> classes = new ArrayList<>();
    for (int i = 0; i < geometry.classCount(); i++) {
      classes.add(ClassCensus.NONE);
    }
    int recordBytes = ArenaRecord.bytes(memory);
    long freePoolCount = 0;
    long misalignedArenaCount = 0;
    for (long i = 0; i < control.recordCount(); i++) {
      long record = control.table() + recordBytes * i;
      if (ArenaRecord.address(memory, record) != 0) {
        freePoolCount += ArenaRecord.freePoolCount(memory, record);
        misalignedArenaCount += countPools(geometry, memory, record, classes) ? 1 : 0;
      }
    }
    boolean hasTree = geometry.index() instanceof Radix radix && !radix.isFlat();
    return new Census(
        geometry,
        classes,
        signed(memory, control.arenaCount()),
        signed(memory, control.grantCount()),
        signed(memory, control.highwaterCount()),
        freePoolCount,
        misalignedArenaCount,
        signed(memory, control.rawBlockCount()),
        hasTree ? control.middleNodeCount() : 0,
        hasTree ? control.bottomNodeCount() : 0);
  }

  /** Blocks of pools that are handed out. */
  public long pooledBlockCount() {
    return classes.stream().mapToLong(ClassCensus::allocatedBlockCount).sum();
  }

  /** Blocks handed out, wherever they come from: {@code _Py_GetAllocatedBlocks}. */
  public long allocatedBlockCount() {
    return pooledBlockCount() + rawBlockCount;
  }

  /** Counts the carved pools of an arena; whether the arena does not begin with a pool. */
  private static boolean countPools(
      Geometry geometry, Memory memory, @Unsigned @Address long record, List<ClassCensus> classes) {
    long poolBytes = geometry.poolBytes();
    long arena = ArenaRecord.address(memory, record);
    long first = arena + (poolBytes - 1) & ~(poolBytes - 1);
    long end = ArenaRecord.poolAddress(memory, record);
    for (long pool = first; pool != end; pool += poolBytes) {
      long count = PoolHeader.count(memory, pool);
      if (count != 0) {
        int classIndex = (int) PoolHeader.classIndex(memory, pool);
        ClassCensus counted = classes.get(classIndex).with(count, geometry.blockCount(classIndex));
        classes.set(classIndex, counted);
      }
    }
    return first != arena;
  }

  @SuppressWarnings("signedness:return") // what a size_t of either width holds, taken as signed
  private static long signed(Memory memory, @Unsigned long word) {
    return memory.wordBytes() == Memory.HALF_BYTES ? (int) word : word;
  }
}
