package org.poolproof.impl.layout;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * The static data of one pymalloc, in the order in which CPython 3.12 lays its state. Where a half
 * stands, it has a slot of a word. C classes, P pools an arena, words of w bytes:
 *
 * <pre>
 *     +------------------------------+------------------------------------------------------------+
 *     | usedpools                    | 2 * (C rounded up to 8) words                              |
 *     +------------------------------+------------------------------------------------------------+
 *     | arenas                 word  | the table of arena records                                 |
 *     | maxarenas              half  | how many records it has                                    |
 *     | unused_arena_objects   word  | the first record without an arena, or 0                    |
 *     | usable_arenas          word  | the first usable record, or 0                              |
 *     | nfp2lasta              words | P + 1: the last usable record with that many free pools    |
 *     | narenas_currently_allocated  | word                                                       |
 *     | ntimes_arena_allocated       | word                                                       |
 *     | narenas_highwater            | word                                                       |
 *     | raw_allocated_blocks         | word, signed                                               |
 *     +------------------------------+------------------------------------------------------------+
 *     | arena_map_root               | radix index only: 2^top words, or the leaves themselves    |
 *     | arena_map_mid_count    half  | three levels only                                          |
 *     | arena_map_bot_count    half  | three levels only, without a slot of its own               |
 *     +------------------------------+------------------------------------------------------------+
 * </pre>
 *
 * <p>usedpools holds the two links of a pretend pool for each class and nothing else of it: the
 * pretend pool begins two words before its links, where other things lie.
 *
 * <pre>
 *     usedpools[2i - 2]   usedpools[2i - 1]   usedpools[2i]   usedpools[2i + 1]
 *     |                                       nextpool        prevpool
 *     +-- the pretend pool of class i
 * </pre>
 */
public final class ControlBlock {
  private static final @SignedPositive @ByteSize int HALF = Memory.HALF_BYTES;

  private final Memory memory;
  private final @Unsigned @Address long address;
  private final @SignedPositive int classCount;
  private final @SignedPositive int poolCount;
  private final @SignedPositive @ByteSize int rootBytes;
  private final boolean hasNodeCounts;
  private final @Unsigned @Address long managementAddress;
  private final @Unsigned @Address long counterAddress;
  private final @Unsigned @Address long rootAddress;

  /** The control block of a heap of this geometry that lies at {@code address}. */
  public ControlBlock(Geometry geometry, Memory memory, @Unsigned @Address long address) {
    this.memory = memory;
    this.address = address;
    this.classCount = geometry.classCount();
    this.poolCount = geometry.poolCount();
    this.rootBytes = RadixNode.rootBytes(geometry);
    this.hasNodeCounts = geometry.index() instanceof Geometry.Radix radix && !radix.isFlat();
    int word = memory.wordBytes();
    this.managementAddress = address + 2 * word * ((classCount + 7) / 8 * 8);
    this.counterAddress = managementAddress + word * (4 + poolCount + 1);
    this.rootAddress = counterAddress + 4 * word;
  }

  /** The bytes of a control block of a geometry. */
  public static @SignedPositive @ByteSize int bytes(Geometry geometry) {
    int word = geometry.wordBytes();
    int words = word * (2 * ((geometry.classCount() + 7) / 8 * 8) + 9 + geometry.poolCount());
    return words + RadixNode.rootBytes(geometry) + 2 * HALF;
  }

  /** Where the control block lies. */
  public @Unsigned @Address long address() {
    return address;
  }

  /** Writes the state before the first request: no record, no arena, no used pool. */
  public void initialize() {
    memory.beginWalk();
    int word = memory.wordBytes();
    for (int i = 0; i < classCount; i++) {
      PoolHeader.setNext(memory, usedHead(i), usedHead(i));
      PoolHeader.setPrevious(memory, usedHead(i), usedHead(i));
    }
    setTable(0);
    setRecordCount(0);
    setUnusedRecords(0);
    setUsableRecords(0);
    for (int i = 0; i <= poolCount; i++) {
      setLastWithFreePools(i, 0);
    }
    setArenaCount(0);
    setGrantCount(0);
    setHighwaterCount(0);
    setRawBlockCount(0);
    for (int offset = 0; offset < rootBytes; offset += word) {
      memory.writeAddress(rootAddress + offset, 0);
    }
    if (hasNodeCounts) {
      setMiddleNodeCount(0);
      setBottomNodeCount(0);
    }
  }

  /** The pretend pool whose links are the ends of the list of a class's used pools. */
  public @Unsigned @Address long usedHead(@SignedPositive long classIndex) {
    return address + 2 * memory.wordBytes() * (classIndex - 1);
  }

  /** The first used pool of a class, or the pretend pool itself. */
  public @Unsigned @Address long firstUsed(@SignedPositive long classIndex) {
    return memory.readAddress(address + 2 * memory.wordBytes() * classIndex);
  }

  /** The table of arena records, or 0 before the first. */
  public @Unsigned @Address long table() {
    return memory.readAddress(managementAddress);
  }

  public void setTable(@Unsigned @Address long table) {
    memory.writeAddress(managementAddress, table);
  }

  /** How many records the table has. */
  public @SignedPositive long recordCount() {
    return memory.readHalf(managementAddress + memory.wordBytes());
  }

  public void setRecordCount(@Unsigned long count) {
    memory.writeHalf(managementAddress + memory.wordBytes(), count);
  }

  /** The first record without an arena, or 0. */
  public @Unsigned @Address long unusedRecords() {
    return memory.readAddress(managementAddress + 2 * memory.wordBytes());
  }

  public void setUnusedRecords(@Unsigned @Address long record) {
    memory.writeAddress(managementAddress + 2 * memory.wordBytes(), record);
  }

  /** The first usable record, or 0. */
  public @Unsigned @Address long usableRecords() {
    return memory.readAddress(managementAddress + 3 * memory.wordBytes());
  }

  public void setUsableRecords(@Unsigned @Address long record) {
    memory.writeAddress(managementAddress + 3 * memory.wordBytes(), record);
  }

  /** The last usable record with so many free pools, or 0. */
  public @Unsigned @Address long lastWithFreePools(@SignedPositive long freePoolCount) {
    return memory.readAddress(lastWithFreePoolsAt(freePoolCount));
  }

  public void setLastWithFreePools(
      @SignedPositive long freePoolCount, @Unsigned @Address long record) {
    memory.writeAddress(lastWithFreePoolsAt(freePoolCount), record);
  }

  /** How many arenas there are. */
  public @Unsigned long arenaCount() {
    return memory.readWord(counterAddress);
  }

  public void setArenaCount(@Unsigned long count) {
    memory.writeWord(counterAddress, count);
  }

  /** How many arenas there ever were. */
  public @Unsigned long grantCount() {
    return memory.readWord(counterAddress + memory.wordBytes());
  }

  public void setGrantCount(@Unsigned long count) {
    memory.writeWord(counterAddress + memory.wordBytes(), count);
  }

  /** How many arenas there were at most. */
  public @Unsigned long highwaterCount() {
    return memory.readWord(counterAddress + 2 * memory.wordBytes());
  }

  public void setHighwaterCount(@Unsigned long count) {
    memory.writeWord(counterAddress + 2 * memory.wordBytes(), count);
  }

  /** How many blocks were passed on to the raw domain; as often as not freed there since. */
  public @Unsigned long rawBlockCount() {
    return memory.readWord(counterAddress + 3 * memory.wordBytes());
  }

  public void setRawBlockCount(@Unsigned long count) {
    memory.writeWord(counterAddress + 3 * memory.wordBytes(), count);
  }

  /** Where the root of the radix tree lies. */
  public @Unsigned @Address long rootAddress() {
    return rootAddress;
  }

  /** How many middle nodes of the radix tree there are. */
  public @SignedPositive long middleNodeCount() {
    return memory.readHalf(rootAddress + rootBytes);
  }

  public void setMiddleNodeCount(@Unsigned long count) {
    memory.writeHalf(rootAddress + rootBytes, count);
  }

  /** How many bottom nodes of the radix tree there are. */
  public @SignedPositive long bottomNodeCount() {
    return memory.readHalf(rootAddress + (rootBytes + HALF));
  }

  public void setBottomNodeCount(@Unsigned long count) {
    memory.writeHalf(rootAddress + (rootBytes + HALF), count);
  }

  /** Shows all fields; of the root of a radix tree nothing. */
  public void visit(FieldVisitor visitor) {
    int word = memory.wordBytes();
    for (int i = 0; i < classCount; i++) {
      visitor.word("usedpools.nextpool", memory, address + 2 * word * i);
      visitor.word("usedpools.prevpool", memory, address + word * (2 * i + 1));
    }
    visitor.word("arenas", memory, managementAddress);
    visitor.half("maxarenas", memory, managementAddress + word);
    visitor.word("unused_arena_objects", memory, managementAddress + 2 * word);
    visitor.word("usable_arenas", memory, managementAddress + 3 * word);
    for (int i = 0; i <= poolCount; i++) {
      visitor.word("nfp2lasta", memory, lastWithFreePoolsAt(i));
    }
    visitor.word("narenas_currently_allocated", memory, counterAddress);
    visitor.word("ntimes_arena_allocated", memory, counterAddress + word);
    visitor.word("narenas_highwater", memory, counterAddress + 2 * word);
    visitor.word("raw_allocated_blocks", memory, counterAddress + 3 * word);
    if (hasNodeCounts) {
      visitor.half("arena_map_mid_count", memory, rootAddress + rootBytes);
      visitor.half("arena_map_bot_count", memory, rootAddress + (rootBytes + HALF));
    }
  }

  private @Unsigned @Address long lastWithFreePoolsAt(@SignedPositive long freePoolCount) {
    return managementAddress + memory.wordBytes() * (4 + freePoolCount);
  }
}
