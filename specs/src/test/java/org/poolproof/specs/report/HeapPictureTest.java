package org.poolproof.specs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.LastOperation;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Script;

/** Whole pictures, as they are printed. */
class HeapPictureTest {

  private static final String TINY = "tiny:classes=2,blocks=3,pools=6,arenas=2";

  private static String picture(Script script, @Nullable String actual) {
    Difference difference =
        actual == null
            ? new Difference(Difference.Rule.CALL, null, 1L, "raw free 0x10", "no further call")
            : new Difference(Difference.Rule.ANSWER, null, 1L, "said by the model", actual);
    return HeapPicture.of(script, difference);
  }

  @Test
  void usedPoolIsDrawnWithItsFreeListAndBothAnswers() {
    Script script =
        Scripts.of(TINY, "b0 = malloc 16", "b1 = malloc 16", "free b0", "b2 = malloc 16");
    assertEquals(
        """
        heap before operation 4, b2 = malloc 16: 1 block allocated
        expected a0+0x30, actual a0+0x50
        usable arenas, fewest free pools first: a0 (5)
        records: none of 1 is unused, so the next arena makes the table grow
        used pools of class 0, 16 bytes: a0

        a0  0x3000  5 of 6 pools free, usable arena 1 of 1
         pool  at         class  bytes  state  alloc avail  blocks: # allocated, . free
            0  +0x0           0     16  used       1     2  |.#.|
                                                        ^ expected a0+0x30
                                                          ^ actual a0+0x50
               free list a0+0x30 a0+0x50
            1  +0x100                   virgin
        pools 2..5  virgin
        """,
        picture(script, "0x3050"));
  }

  @Test
  void fullPoolIsFollowedByTheVirginOneThatServes() {
    Script script =
        Scripts.of(TINY, "b0 = malloc 16", "b1 = malloc 16", "b2 = malloc 16", "b3 = malloc 16");
    assertEquals(
        """
        heap before operation 4, b3 = malloc 16: 3 blocks allocated
        expected a0+0x130, actual a0+0x60
        usable arenas, fewest free pools first: a0 (5)
        records: none of 1 is unused, so the next arena makes the table grow
        used pools of class 0, 16 bytes: none

        a0  0x3000  5 of 6 pools free, usable arena 1 of 1
         pool  at         class  bytes  state  alloc avail  blocks: # allocated, . free
            0  +0x0           0     16  full       3     0  |###|
               ^ actual a0+0x60, behind the last block
            1  +0x100                   virgin
               ^ expected a0+0x130
            2  +0x200                   virgin
        pools 3..5  virgin
        """,
        picture(script, "0x3060"));
  }

  @Test
  void newArenaIsDrawnAsItIsAfterwardsAndTheTableThatGrowsIsSaid() {
    Script script =
        Scripts.of(
            "tiny:classes=1,blocks=2,pools=2,arenas=2,records=1",
            "b0 = malloc 16",
            "b1 = malloc 16",
            "b2 = malloc 16",
            "b3 = malloc 16",
            "b4 = malloc 16");
    assertEquals(
        """
        heap before operation 5, b4 = malloc 16: 4 blocks allocated
        expected a1+0x30, actual null
        usable arenas, fewest free pools first: none
        records: none of 1 is unused, so the next arena makes the table grow
        used pools of class 0, 16 bytes: none

        a1  0x900  1 of 2 pools free, usable arena 1 of 1
            granted by this operation, and drawn as it is after it
         pool  at         class  bytes  state  alloc avail  blocks: # allocated, . free
            0  +0x0           0     16  used       1     1  |#.|
                                                        ^ expected a1+0x30
               free list a1+0x40
            1  +0x80                    virgin
        """,
        picture(script, "null"));
  }

  @Test
  void largePoolIsDrawnAroundTheAnswers() {
    List<String> lines = new ArrayList<>();
    for (int block = 0; block < 200; block++) {
      lines.add("b" + block + " = malloc 48");
      lines.add("b" + (1000 + block) + " = malloc " + (100 + block));
    }
    for (int block = 0; block < 200; block += 3) {
      lines.add("free b" + block);
    }
    lines.add("b500 = malloc 40");
    assertEquals(
        """
        heap before operation 468, b500 = malloc 40: 333 blocks allocated
        expected a0+0x2550, actual a0+0x22e0
        usable arenas, fewest free pools first: a0 (50)
        records: 15 of 16 are unused
        used pools of class 2, 48 bytes: a0

        a0  0x7f0000100000  50 of 64 pools free, usable arena 1 of 1
         pool  at         class  bytes  state  alloc avail  blocks: # allocated, . free
            0  +0x0           2     48  used     133   207  178~##.##.##.##.##.##.##.#.                 ~
                                                                               ^ expected a0+0x2550
                                                                  ^ actual a0+0x22e0
               free list a0+0x2550 a0+0x24c0 a0+0x2430 a0+0x23a0 and 64 more; carves a0+0x25e0
            1  +0x4000        6    112  used      13   132  |#############.                          ~
               free list a0+0x45e0; carves a0+0x4650
        pools 2..63  12 used, 50 virgin
        """,
        picture(Scripts.of("cpython-3.12", lines), "0x7f00001022e0"));
  }

  @Test
  void rawAnswerIsDrawnAmongItsNeighbours() {
    Script script =
        Scripts.of(
            "cpython-3.9",
            "b0 = malloc 48",
            "b1 = malloc 600",
            "b2 = raw malloc 8",
            "b3 = malloc 700",
            "b4 = realloc null 0",
            "b3 = realloc b3 800");
    assertEquals(
        """
        heap before operation 6, b3 = realloc b3 800: 4 blocks allocated
        expected r5, actual a0+0x60
        usable arenas, fewest free pools first: a0 (63)
        records: 15 of 16 are unused

        a0  0x7f0000100000  63 of 64 pools free, usable arena 1 of 1
         pool  at         class  bytes  state  alloc avail  blocks: # allocated, . free
            0  +0x0           2     48  used       1    83  |#.                                      ~
                                                         ^ actual a0+0x60
               free list a0+0x60; carves a0+0x90
            1  +0x1000                  virgin
        pools 2..63  virgin

        raw memory, by address
           r1  0x310              600 bytes
           r2  0x570              8 bytes
           r3  0x580              700 bytes
               ^ b3 r3
           r4  0x840              1 byte
               ^ expected r5: 800 bytes of raw memory at 0x850, granted by this operation
        """,
        picture(script, "0x7f0000100060"));
  }

  @Test
  void refusalLeavesTheListsToTell() {
    Script script =
        Scripts.of(
            "tiny:classes=1,blocks=2,pools=2,arenas=1,raw=1",
            "b0 = malloc 16",
            "b1 = malloc 16",
            "b2 = malloc 16",
            "b3 = malloc 16",
            "b4 = malloc 9223372036854775808");
    assertEquals(
        """
        heap before operation 5, b4 = malloc 9223372036854775808: 4 blocks allocated
        expected null, actual a0+0x30
        usable arenas, fewest free pools first: none
        records: none of 1 is unused, so the next arena makes the table grow

        a0  0x800  0 of 2 pools free, not usable
         pool  at         class  bytes  state  alloc avail  blocks: # allocated, . free
            0  +0x0           0     16  full       2     0  |##|
                                                        ^ actual a0+0x30
            1  +0x80          0     16  full       2     0  |##|
        """,
        picture(script, "0x830"));
  }

  @Test
  void differenceInACallPointsAtTheBlockThatIsFreed() {
    Script script =
        Scripts.of(
            "tiny:classes=2,blocks=3,pools=3,arenas=2,keep=none", "b0 = malloc 32", "free b0");
    assertEquals(
        """
        heap before operation 2, free b0: 1 block allocated
        usable arenas, fewest free pools first: a0 (2)
        records: none of 1 is unused, so the next arena makes the table grow
        used pools of class 1, 32 bytes: a0

        a0  0x1800  2 of 3 pools free, usable arena 1 of 1
         pool  at         class  bytes  state  alloc avail  blocks: # allocated, . free
            0  +0x0           1     32  used       1     2  |#. |
                                                        ^ b0 a0+0x30
               free list a0+0x50; carves a0+0x70
            1  +0x100                   virgin
            2  +0x200                   virgin
        """,
        picture(script, null));
  }

  @Test
  void whatTheOperationLeftIsDrawnIfThatIsWrong() {
    Script script = Scripts.of(TINY, "b0 = malloc 16", "b0 = realloc b0 32");
    Difference difference = new Difference(Difference.Rule.IMAGE, null, 2L, "count 1", "count 2");
    assertEquals(
        """
        heap after operation 2, b0 = realloc b0 32: 1 block allocated
        expected a0+0x130
        usable arenas, fewest free pools first: a0 (5)
        records: none of 1 is unused, so the next arena makes the table grow
        used pools of class 0, 16 bytes: none
        used pools of class 1, 32 bytes: a0+0x100

        a0  0x3000  5 of 6 pools free, usable arena 1 of 1
         pool  at         class  bytes  state  alloc avail  blocks: # allocated, . free
            0  +0x0           0     16  empty      0     3  |.. |
                                                        ^ b0 a0+0x30
               free list a0+0x30 a0+0x40; carves a0+0x50
            1  +0x100         1     32  used       1     2  |#. |
                                                        ^ expected a0+0x130
               free list a0+0x150; carves a0+0x170
            2  +0x200                   virgin
        pools 3..5  virgin
        """,
        HeapPicture.of(script, difference));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpython-3.12", "cpython-3.8", "cpython-3.9-i386", TINY})
  void everyPictureIsSmall(String geometry) {
    Random random = new Random(7);
    for (int sequence = 0; sequence < 20; sequence++) {
      List<Instruction> instructions = Scripts.random(geometry, sequence, 400);
      LastOperation last = LastOperation.of(Scripts.of(Geometries.named(geometry), instructions));
      List<Address> arenas = last.grantsBefore().arenas();
      Address actual =
          arenas.isEmpty() ? Address.NULL : arenas.getFirst().plus(random.nextInt(1 << 10));
      for (boolean isAfter : new boolean[] {false, true}) {
        String picture = HeapPicture.of(last, isAfter, actual);
        assertTrue(picture.lines().count() <= 42, picture);
        assertTrue(picture.lines().allMatch(line -> line.length() <= 100), picture);
        assertTrue(picture.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), picture);
      }
    }
  }
}
