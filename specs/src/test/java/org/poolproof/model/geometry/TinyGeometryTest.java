package org.poolproof.model.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The geometries that {@code tiny:...} describes. */
class TinyGeometryTest {
  private static final String DEFAULTS =
      "tiny:classes=2,blocks=3,pools=4,arenas=2,base=arena,word=8,alignment=16,index=table,"
          + "records=1,keep=last,raw=1";

  private static void refused(String text, String reason) {
    GeometryRefused refused = assertThrows(GeometryRefused.class, () -> Geometries.named(text));
    assertEquals("geometry " + text + ": " + reason, refused.getMessage());
  }

  private static List<Long> slots(String text) {
    return Geometries.named(text).slotAddresses().stream().map(Address::value).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny", "tiny:", "tiny:classes=2", "tiny:raw=1,pools=4"})
  void whatIsLeftOutHasADefault(String text) {
    Geometry geometry = Geometries.named(text);
    assertEquals(DEFAULTS, geometry.name());
    assertEquals(2, geometry.sizeClassCount());
    assertEquals(3, geometry.blockLimit());
    // 48 + 3 x 32 = 144 bytes, in a pool of 256.
    assertEquals(256, geometry.poolBytes());
    assertEquals(1024, geometry.arenaBytes());
    assertEquals(4, geometry.poolsPerArena());
    assertEquals(new ArenaSlots(2, ArenaSlots.Base.ARENA), geometry.slots());
    assertEquals(8, geometry.wordBytes());
    assertEquals(16, geometry.alignmentBytes());
    assertEquals(new Ownership.Table(), geometry.ownership());
    assertEquals(1, geometry.initialRecordCount());
    assertTrue(geometry.keepsLastArena());
    assertEquals(1, geometry.rawBlockLimit());
    assertEquals(ClientRules.PYTHON_3_7, geometry.clientRules());
  }

  @Test
  void everyKeyIsRead() {
    String name =
        "tiny:classes=3,blocks=2,pools=8,arenas=3,base=mixed,word=4,alignment=16,index=radix,"
            + "radix=2/3/4,records=5,keep=none,raw=7";
    Geometry geometry = Geometries.named(name);
    assertEquals(name, geometry.name());
    assertEquals(3, geometry.sizeClassCount());
    assertEquals(2, geometry.blockLimit());
    // 32 + 2 x 48 = 128 bytes, exactly a pool.
    assertEquals(128, geometry.poolBytes());
    assertEquals(1024, geometry.arenaBytes());
    assertEquals(new ArenaSlots(3, ArenaSlots.Base.MIXED), geometry.slots());
    assertEquals(4, geometry.wordBytes());
    assertEquals(16, geometry.alignmentBytes());
    assertEquals(new Ownership.Radix(2, 3, 4), geometry.ownership());
    assertEquals(5, geometry.initialRecordCount());
    assertFalse(geometry.keepsLastArena());
    assertEquals(7, geometry.rawBlockLimit());
    assertEquals(geometry, Geometries.named(geometry.name()));
  }

  @Test
  void alignmentIsTwoWordsUnlessSaid() {
    assertEquals(8, Geometries.named("tiny:word=4").alignmentBytes());
    assertEquals(8, Geometries.named("tiny:word=8,alignment=8").alignmentBytes());
    assertTrue(Geometries.named("tiny:word=4").name().contains("word=4,alignment=8,"));
  }

  @Test
  void everyClassHasTheSameNumberOfBlocks() {
    Geometry geometry = Geometries.named("tiny:classes=3,blocks=4");
    for (int index = 0; index < 3; index++) {
      SizeClass sizeClass = new SizeClass(index);
      int block = 16 * (index + 1);
      assertEquals(4, geometry.blocksPerPool(sizeClass));
      assertEquals(48 + 3 * block, geometry.maxNextOffset(sizeClass));
      // 48 + 4 x 48 = 240 bytes, in a pool of 256.
      assertEquals(256 - 48 - 4 * block, geometry.quantizationBytes(sizeClass));
    }
    assertEquals(48, geometry.smallLimitBytes());
  }

  @ParameterizedTest
  @CsvSource({
    // 48 + 2 x 32 = 112; 48 + 5 x 16 = 128; 48 + 6 x 16 = 144; 32 + 12 x 8 = 128.
    "'classes=2,blocks=2', 128",
    "'classes=1,blocks=5', 128",
    "'classes=1,blocks=6', 256",
    "'classes=1,blocks=12,word=4', 128",
    "'classes=1,blocks=13,word=4', 256",
  })
  void poolIsTheSmallestThatHoldsItsBlocks(String keys, int pool) {
    assertEquals(pool, Geometries.named("tiny:" + keys).poolBytes());
  }

  @Test
  void slotsLieSideBySideByTheirBase() {
    // Pools of 128, arenas of 512 bytes; the first frame is number 8.
    String common = "tiny:classes=1,blocks=2,arenas=3,base=";
    assertEquals(List.of(0x1000L, 0x1200L, 0x1400L), slots(common + "arena"));
    assertEquals(List.of(0x1080L, 0x1280L, 0x1480L), slots(common + "pool"));
    assertEquals(List.of(0x1010L, 0x1210L, 0x1410L), slots(common + "none"));
    assertEquals(List.of(0x1000L, 0x1200L, 0x1410L), slots(common + "mixed"));
  }

  @Test
  void radixSlotsZeroAndOneNeedDifferentNodesOnEveryLevel() {
    for (String widths : List.of("1/1/1", "2/2/2", "3/1/2")) {
      String text = "tiny:classes=1,blocks=2,index=radix,radix=" + widths;
      Geometry geometry = Geometries.named(text);
      Ownership.Radix radix = (Ownership.Radix) geometry.ownership();
      long first = radix.frameIndex(geometry.slotAddresses().get(0), 512);
      long second = radix.frameIndex(geometry.slotAddresses().get(1), 512);
      assertEquals(geometry.firstSlotFrameIndex(), first);
      assertEquals(first + 1, second);
      assertNotEquals(radix.middleNodeIndex(first), radix.middleNodeIndex(second));
      assertNotEquals(radix.bottomNodeIndex(first), radix.bottomNodeIndex(second));
    }
    assertEquals(List.of(0x600L, 0x800L), slots("tiny:classes=1,blocks=2,index=radix,radix=1/1/1"));
    assertEquals(List.of(0x680L, 0x880L), slots("tiny:classes=1,blocks=2,index=radix,base=pool"));
  }

  @Test
  void unalignedNeighboursShareAFrame() {
    Geometry geometry = Geometries.named("tiny:index=radix,base=none,arenas=2");
    Ownership.Radix radix = (Ownership.Radix) geometry.ownership();
    Address endOfFirst = geometry.slotAddresses().get(0).plus(1024 - 1);
    assertEquals(
        radix.frameIndex(endOfFirst, 1024),
        radix.frameIndex(geometry.slotAddresses().get(1), 1024));
  }

  @Test
  void unknownKeysAreRefusedWithTheKnownOnes() {
    String keys =
        " is not KEY=VALUE with one of the keys classes, blocks, pools, arenas, base, word,"
            + " alignment, index, radix, records, keep, raw";
    refused("tiny:class=2", "'class=2'" + keys);
    refused("tiny:classes", "'classes'" + keys);
    refused("tiny:classes=2,", "''" + keys);
    refused("tiny:,", "''" + keys);
    refused("tiny:classes=2,=", "'='" + keys);
  }

  @Test
  void repeatedKeyIsRefused() {
    refused("tiny:classes=2,blocks=3,classes=2", "classes is given twice");
  }

  @Test
  void valuesAreRefusedWithWhatWasExpected() {
    refused("tiny:pools=x", "pools=x, expected a number of at most six digits");
    refused("tiny:pools=", "pools=, expected a number of at most six digits");
    refused("tiny:pools=-4", "pools=-4, expected a number of at most six digits");
    refused("tiny:pools=1000000", "pools=1000000, expected a number of at most six digits");
    refused("tiny:base=Arena", "base=Arena, expected one of arena, pool, none, mixed");
    refused("tiny:index=tree", "index=tree, expected one of table, radix");
    refused("tiny:keep=first", "keep=first, expected one of last, none");
    refused("tiny:index=radix,radix=1/1", "radix=1/1, expected three widths, such as 1/1/1");
    refused(
        "tiny:index=radix,radix=1/1/1/1", "radix=1/1/1/1, expected three widths, such as 1/1/1");
    refused("tiny:index=radix,radix=1//1", "radix=1//1, expected a number of at most six digits");
  }

  @Test
  void singleBlockIsRefusedWithTheStepThatMakesTwo() {
    for (int blocks = 0; blocks < 2; blocks++) {
      String text = "tiny:blocks=" + blocks;
      GeometryRefused refused = assertThrows(GeometryRefused.class, () -> Geometries.named(text));
      assertTrue(
          refused.getMessage().endsWith(": step 4.3e always makes a second block (PY-23)"),
          refused.getMessage());
    }
  }

  @Test
  void preconditionsAreCheckedByTheFullName() {
    GeometryRefused refused =
        assertThrows(GeometryRefused.class, () -> Geometries.named("tiny:pools=2,base=none"));
    assertTrue(
        refused
            .getMessage()
            .startsWith(
                "geometry tiny:classes=2,blocks=3,pools=2,arenas=2,base=none,word=8,alignment=16,"
                    + "index=table,records=1,keep=last,raw=1: an arena with 1 usable pools"));
  }

  @Test
  void poolsOfAMegabyteAreTheGreatest() {
    // 48 + 2047 x 512 = 1048112 bytes.
    Geometry greatest = Geometries.named("tiny:classes=32,blocks=2047,pools=2047");
    assertEquals(1 << 20, greatest.poolBytes());
    assertEquals(2047 << 20, greatest.arenaBytes());
    String tooLarge = "too large to be tiny; pools of at most 1 MiB";
    refused("tiny:classes=32,blocks=2048", tooLarge);
    refused("tiny:classes=32,blocks=2047,pools=2048", tooLarge);
  }

  @Test
  void radixIsNamedOnlyWhereItIsUsed() {
    assertFalse(Geometries.named("tiny:radix=3/3/3").name().contains("radix"));
    assertTrue(
        Geometries.named("tiny:index=radix").name().contains("index=radix,radix=1/1/1,records"));
  }
}
