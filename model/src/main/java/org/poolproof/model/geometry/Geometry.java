package org.poolproof.model.geometry;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Every number and every version-dependent rule of one pymalloc. PYMALLOC.md 1. A geometry that
 * exists satisfies the preconditions of the algorithm.
 *
 * @param name what it is called on the command line and in the header of a script
 * @param wordBytes the size of a pointer, 4 or 8
 * @param alignmentBytes the granularity of block sizes, 8 or 16
 * @param sizeClassCount how many size classes there are
 * @param poolBytes the size of a pool and its alignment, a power of two
 * @param arenaBytes the size of an arena, a multiple of the pool size
 * @param blockLimit the most blocks that a pool is carved into, {@link #UNLIMITED} if its size
 *     alone decides
 * @param ownership how addresses in arenas are told from others
 * @param keepsLastArena whether the last arena of the usable list is never given back (from 3.9)
 * @param initialRecordCount the arena records of the first table
 * @param clientRules where the versions treat a client differently
 * @param slots the places that arenas are granted at, null where the system chooses
 * @param rawBlockLimit how many raw blocks may live at a time, {@link #UNLIMITED} if any number
 */
public record Geometry(
    String name,
    int wordBytes,
    int alignmentBytes,
    int sizeClassCount,
    int poolBytes,
    int arenaBytes,
    int blockLimit,
    Ownership ownership,
    boolean keepsLastArena,
    int initialRecordCount,
    ClientRules clientRules,
    @Nullable ArenaSlots slots,
    int rawBlockLimit) {

  /** No limit. */
  public static final int UNLIMITED = 0;

  /** The most that small requests may reach in any geometry. INVENTORY.md PY-06. */
  public static final int GREATEST_SMALL_LIMIT_BYTES = 512;

  public Geometry {
    Preconditions.check(
        name,
        wordBytes,
        alignmentBytes,
        sizeClassCount,
        poolBytes,
        arenaBytes,
        blockLimit,
        ownership,
        initialRecordCount,
        slots);
  }

  /** The greatest request that a pool serves. */
  public int smallLimitBytes() {
    return sizeClassCount * alignmentBytes;
  }

  /**
   * Whether a request of {@code size} is one for a pool: neither zero nor above the small limit.
   */
  public boolean isSmall(ByteCount size) {
    return !size.isZero() && !size.exceeds(smallLimitBytes());
  }

  /** The class that serves requests of {@code size}, which is small. */
  public SizeClass sizeClassOf(ByteCount size) {
    if (!isSmall(size)) {
      throw new IllegalArgumentException(size + " bytes: not in 1.." + smallLimitBytes());
    }
    return new SizeClass(((int) size.value() - 1) / alignmentBytes);
  }

  /** The bytes of a block of {@code sizeClass}. */
  public int blockBytes(SizeClass sizeClass) {
    return (sizeClass.index() + 1) * alignmentBytes;
  }

  /** The bytes of a pool's header, in front of its first block. */
  public int poolHeaderBytes() {
    return headerBytes(wordBytes);
  }

  /** How many blocks a pool of {@code sizeClass} is carved into when it is full. */
  public int blocksPerPool(SizeClass sizeClass) {
    return (maxNextOffset(sizeClass) - poolHeaderBytes()) / blockBytes(sizeClass) + 1;
  }

  /**
   * The greatest offset, from the pool's start, at which a block of {@code sizeClass} is carved.
   */
  public int maxNextOffset(SizeClass sizeClass) {
    return blockLimit == UNLIMITED
        ? poolBytes - blockBytes(sizeClass)
        : poolHeaderBytes() + (blockLimit - 1) * blockBytes(sizeClass);
  }

  /** The bytes of a full pool that belong neither to its header nor to a block. */
  public int quantizationBytes(SizeClass sizeClass) {
    return poolBytes - poolHeaderBytes() - blocksPerPool(sizeClass) * blockBytes(sizeClass);
  }

  /** The pools of an arena whose address is pool-aligned; any other arena has one less. */
  public int poolsPerArena() {
    return arenaBytes / poolBytes;
  }

  /** The bytes of one record of the arena table. PYMALLOC.md 3. */
  public int arenaRecordBytes() {
    return 5 * wordBytes + 8;
  }

  /** The greatest request that any function of a domain passes on: PY_SSIZE_T_MAX. */
  public long maxRequestBytes() {
    return wordBytes == 8 ? Long.MAX_VALUE : Integer.MAX_VALUE;
  }

  /** The greatest value of a word, unsigned. */
  public long maxWord() {
    return maxWord(wordBytes);
  }

  /** The arena slots' addresses, ascending; empty where the system chooses. */
  public List<Address> slotAddresses() {
    return slots == null
        ? List.of()
        : slots.addresses(firstSlotFrameIndex(), poolBytes, arenaBytes);
  }

  /**
   * The frame of slot 0. With a radix tree it is the last frame below the middle of all frames, so
   * that slots 0 and 1 need different nodes on every level and unaligned neighbours share a frame.
   */
  public long firstSlotFrameIndex() {
    return Preconditions.firstSlotFrameIndex(ownership);
  }

  static long maxWord(int wordBytes) {
    return wordBytes == 8 ? -1L : 0xffff_ffffL;
  }

  static int headerBytes(int wordBytes) {
    return 4 * wordBytes + 16;
  }

  @Override
  public String toString() {
    return name;
  }
}
