package org.poolproof.model.geometry;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.ArenaSlots.Base;

/** What the algorithm needs of a geometry: each bound is accepted, and refused one beyond. */
class PreconditionsTest {

  /** A geometry of which one number at a time is changed. */
  private static final class Draft {
    int word = 8;
    int alignment = 16;
    int classes = 32;
    int pool = 4096;
    int arena = 262144;
    int blocks = Geometry.UNLIMITED;
    int records = 16;
    Ownership ownership = new Ownership.Table();
    @Nullable ArenaSlots slots = null;

    Geometry geometry() {
      return new Geometry(
          "draft",
          word,
          alignment,
          classes,
          pool,
          arena,
          blocks,
          ownership,
          true,
          records,
          ClientRules.PYTHON_3_7,
          slots,
          Geometry.UNLIMITED);
    }

    void isRefused(String reason) {
      GeometryRefused refused = assertThrows(GeometryRefused.class, this::geometry);
      assertEquals("geometry draft: " + reason, refused.getMessage());
    }

    void isAccepted() {
      assertDoesNotThrow(this::geometry);
    }
  }

  private final Draft draft = new Draft();

  @Test
  void wordIsFourOrEightBytes() {
    draft.isAccepted();
    draft.word = 4;
    draft.isAccepted();
    for (int word : new int[] {0, 3, 5, 7, 9, 16, -8}) {
      draft.word = word;
      draft.isRefused("word=" + word + " is neither 4 nor 8");
    }
  }

  @Test
  void alignmentIsEightOrSixteenBytes() {
    draft.alignment = 8;
    draft.isAccepted();
    for (int alignment : new int[] {0, 4, 7, 12, 17, 32}) {
      draft.alignment = alignment;
      draft.isRefused("alignment=" + alignment + " is neither 8 nor 16");
    }
  }

  @Test
  void classesServeBetweenOneClassAndFiveHundredTwelveBytes() {
    draft.classes = 1;
    draft.isAccepted();
    for (int classes : new int[] {0, 33, -1}) {
      draft.classes = classes;
      draft.isRefused(
          "classes=" + classes + ": between one class and 512 bytes are served (PY-06)");
    }
    draft.alignment = 8;
    draft.classes = 64;
    draft.isAccepted();
    draft.classes = 65;
    draft.isRefused("classes=65: between one class and 512 bytes are served (PY-06)");
  }

  @Test
  void poolHoldsTwoBlocksOfEachClass() {
    draft.blocks = 2;
    draft.isAccepted();
    for (int blocks : new int[] {1, -1}) {
      draft.blocks = blocks;
      draft.isRefused("blocks=" + blocks + ": step 4.3e always makes a second block (PY-23)");
    }
  }

  @Test
  void poolIsAPowerOfTwo() {
    for (int pool : new int[] {0, 4095, 6144, -4096, Integer.MIN_VALUE}) {
      draft.pool = pool;
      draft.isRefused("pool size " + pool + " is not a power of two");
    }
  }

  @Test
  void poolHasRoomForItsHeaderAndItsBlocks() {
    // A header of 48 and two blocks of 512 take 1072 bytes.
    draft.pool = 1024;
    draft.isRefused("a pool of 1024 bytes is too small for its blocks, 1072 bytes");
    draft.pool = 2048;
    draft.isAccepted();
    draft.blocks = 4;
    draft.isRefused("a pool of 2048 bytes is too small for its blocks, 2096 bytes");
    draft.classes = 31;
    draft.isAccepted();
    // 32 + 2 x 496 = 1024, exactly.
    draft.word = 4;
    draft.blocks = 2;
    draft.pool = 1024;
    draft.isAccepted();
    draft.word = 8;
    draft.isRefused("a pool of 1024 bytes is too small for its blocks, 1040 bytes");
  }

  @Test
  void arenaIsAWholeNumberOfPools() {
    for (int arena : new int[] {0, -262144, 262143, 262144 + 2048}) {
      draft.arena = arena;
      draft.isRefused("arena size " + arena + " is not a multiple of the pool size 4096");
    }
  }

  @Test
  void arenaKeepsTwoPoolsAfterMisalignment() {
    String reason =
        " usable pools after misalignment: step 5.4a needs at least two,"
            + " for a full arena is in no list and cannot be unlinked (PYMALLOC.md 5)";
    draft.arena = 2 * 4096;
    draft.isRefused("an arena with 1" + reason);
    draft.arena = 3 * 4096;
    draft.isAccepted();
    draft.arena = 2 * 4096;
    for (Base base : new Base[] {Base.NONE, Base.MIXED}) {
      draft.slots = new ArenaSlots(2, base);
      draft.isRefused("an arena with 1" + reason);
    }
    for (Base base : new Base[] {Base.ARENA, Base.POOL}) {
      draft.slots = new ArenaSlots(2, base);
      draft.isAccepted();
    }
    draft.arena = 4096;
    draft.isRefused("an arena with 1" + reason);
  }

  @Test
  void tableBeginsWithARecord() {
    draft.records = 1;
    draft.isAccepted();
    for (int records : new int[] {0, -1}) {
      draft.records = records;
      draft.isRefused("records=" + records + " is not positive");
    }
  }

  @Test
  void radixTreeNeedsArenasOfAPowerOfTwo() {
    draft.arena = 3 * 4096;
    draft.isAccepted();
    draft.ownership = new Ownership.Radix(10, 10, 8);
    draft.isRefused("pools=3: a radix tree needs arenas of a power of two");
    draft.arena = 4 * 4096;
    draft.isAccepted();
  }

  @Test
  void radixTreeHasAFrameForEverySlotAndTheOneBehind() {
    // Eight frames; slot 0 in frame 3, so that slots 0 to 3 end in frame 7 at the latest.
    draft.ownership = new Ownership.Radix(1, 1, 1);
    draft.slots = new ArenaSlots(4, Base.POOL);
    draft.isAccepted();
    draft.slots = new ArenaSlots(5, Base.POOL);
    draft.isRefused("arenas=5: the radix tree has frames for 4 of them");
    draft.ownership = new Ownership.Table();
    draft.isAccepted();
  }

  @Test
  void slotsLieWithinAWord() {
    // A word of four bytes reaches 16383 whole frames of 256 KiB; slot 0 lies in frame 8.
    draft.word = 4;
    draft.slots = new ArenaSlots(16374, Base.NONE);
    draft.isAccepted();
    draft.slots = new ArenaSlots(16375, Base.NONE);
    draft.isRefused("arenas=16375: the last one ends where no word of 4 bytes reaches");
    draft.word = 8;
    draft.isAccepted();
    // Slot 0 lies in frame 2^31 - 1 of 2^32.
    draft.word = 4;
    draft.slots = new ArenaSlots(1, Base.ARENA);
    draft.ownership = new Ownership.Radix(10, 10, 12);
    draft.isRefused("arenas=1: the last one ends where no word of 4 bytes reaches");
    draft.word = 8;
    draft.isAccepted();
  }

  @Test
  void arenaSlotsAreAtLeastOne() {
    for (int count : new int[] {0, -1}) {
      GeometryRefused refused =
          assertThrows(GeometryRefused.class, () -> new ArenaSlots(count, Base.ARENA));
      assertEquals("arenas=" + count + ": at least one arena slot is needed", refused.getMessage());
    }
    assertDoesNotThrow(() -> new ArenaSlots(1, Base.ARENA));
  }

  @Test
  void radixWidthsGoTogether() {
    assertDoesNotThrow(() -> new Ownership.Radix(0, 0, 1));
    assertDoesNotThrow(() -> new Ownership.Radix(15, 15, 14));
    refusedRadix(-1, 1, 1, "bits below zero");
    refusedRadix(1, -1, 1, "bits below zero");
    refusedRadix(1, 1, 0, "bits below zero");
    refusedRadix(0, 1, 1, "top and middle bits go together");
    refusedRadix(1, 0, 1, "top and middle bits go together");
    refusedRadix(15, 15, 15, "more than 44 bits of frames");
  }

  private static void refusedRadix(int top, int middle, int bottom, String reason) {
    GeometryRefused refused =
        assertThrows(GeometryRefused.class, () -> new Ownership.Radix(top, middle, bottom));
    assertEquals("radix: " + reason, refused.getMessage());
  }
}
