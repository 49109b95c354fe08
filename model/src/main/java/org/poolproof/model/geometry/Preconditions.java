package org.poolproof.model.geometry;

import org.checkerframework.checker.nullness.qual.Nullable;

/** What the algorithm needs of a geometry; each violation is refused with its reason. */
final class Preconditions {

  /** Under table ownership: any frame that leaves room below for raw memory. */
  private static final long TABLE_SLOT_FRAME_INDEX = 8;

  private Preconditions() {}

  static void check(
      String name,
      int wordBytes,
      int alignmentBytes,
      int sizeClassCount,
      int poolBytes,
      int arenaBytes,
      int blockLimit,
      Ownership ownership,
      int initialRecordCount,
      @Nullable ArenaSlots slots) {
    require(wordBytes == 4 || wordBytes == 8, name, "word=" + wordBytes + " is neither 4 nor 8");
    require(
        alignmentBytes == 8 || alignmentBytes == 16,
        name,
        "alignment=" + alignmentBytes + " is neither 8 nor 16");
    require(
        sizeClassCount >= 1
            && sizeClassCount <= Geometry.GREATEST_SMALL_LIMIT_BYTES / alignmentBytes,
        name,
        "classes=" + sizeClassCount + ": between one class and 512 bytes are served (PY-06)");
    require(
        blockLimit == Geometry.UNLIMITED || blockLimit >= 2,
        name,
        "blocks=" + blockLimit + ": step 4.3e always makes a second block (PY-23)");
    checkPool(name, wordBytes, sizeClassCount * alignmentBytes, poolBytes, blockLimit);
    checkArena(name, poolBytes, arenaBytes, slots);
    require(initialRecordCount >= 1, name, "records=" + initialRecordCount + " is not positive");
    if (ownership instanceof Ownership.Radix radix) {
      checkRadix(name, poolBytes, arenaBytes, radix, slots);
    }
    if (slots != null) {
      checkSlots(name, wordBytes, arenaBytes, ownership, slots);
    }
  }

  private static void checkPool(
      String name, int wordBytes, int greatestBlockBytes, int poolBytes, int blockLimit) {
    require(
        Integer.bitCount(poolBytes) == 1 && poolBytes > 0,
        name,
        "pool size " + poolBytes + " is not a power of two");
    long needed =
        Geometry.headerBytes(wordBytes) + Math.max(2L, blockLimit) * (long) greatestBlockBytes;
    require(
        needed <= poolBytes,
        name,
        "a pool of " + poolBytes + " bytes is too small for its blocks, " + needed + " bytes");
  }

  private static void checkArena(
      String name, int poolBytes, int arenaBytes, @Nullable ArenaSlots slots) {
    require(
        arenaBytes > 0 && arenaBytes % poolBytes == 0,
        name,
        "arena size " + arenaBytes + " is not a multiple of the pool size " + poolBytes);
    boolean losesPools = slots == null || slots.losesPools();
    int usablePoolCount = arenaBytes / poolBytes - (losesPools ? 1 : 0);
    require(
        usablePoolCount >= 2,
        name,
        "an arena with "
            + usablePoolCount
            + " usable pools after misalignment: step 5.4a needs at least two,"
            + " for a full arena is in no list and cannot be unlinked (PYMALLOC.md 5)");
  }

  private static void checkRadix(
      String name,
      int poolBytes,
      int arenaBytes,
      Ownership.Radix radix,
      @Nullable ArenaSlots slots) {
    require(
        Integer.bitCount(arenaBytes) == 1,
        name,
        "pools=" + arenaBytes / poolBytes + ": a radix tree needs arenas of a power of two");
    if (slots != null) {
      long room = (1L << radix.frameBits()) - radixSlotFrameIndex(radix) - 1;
      require(
          slots.count() <= room,
          name,
          "arenas=" + slots.count() + ": the radix tree has frames for " + room + " of them");
    }
  }

  /** The last slot may reach into the frame behind its own. */
  private static void checkSlots(
      String name, int wordBytes, int arenaBytes, Ownership ownership, ArenaSlots slots) {
    long frameCount = Long.divideUnsigned(Geometry.maxWord(wordBytes), arenaBytes);
    require(
        Long.compareUnsigned(firstSlotFrameIndex(ownership) + slots.count(), frameCount) < 0,
        name,
        "arenas="
            + slots.count()
            + ": the last one ends where no word of "
            + wordBytes
            + " bytes reaches");
  }

  /** The frame of slot 0: {@link Geometry#firstSlotFrameIndex}. */
  static long firstSlotFrameIndex(Ownership ownership) {
    return switch (ownership) {
      case Ownership.Table() -> TABLE_SLOT_FRAME_INDEX;
      case Ownership.Radix radix -> radixSlotFrameIndex(radix);
    };
  }

  private static long radixSlotFrameIndex(Ownership.Radix radix) {
    return (1L << (radix.frameBits() - 1)) - 1;
  }

  private static void require(boolean holds, String name, String reason) {
    if (!holds) {
      throw new GeometryRefused("geometry " + name + ": " + reason);
    }
  }
}
