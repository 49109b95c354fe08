package org.poolproof.model.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The presets in the numbers of PYMALLOC.md 1 and INVENTORY.md 0.4. */
class PresetsTest {
  private static final List<String> NAMES =
      List.of(
          "cpython-2.7",
          "cpython-3.6",
          "cpython-3.7",
          "cpython-3.8",
          "cpython-3.9",
          "cpython-3.10",
          "cpython-3.11",
          "cpython-3.12",
          "cpython-3.13",
          "cpython-3.9-i386",
          "cpython-3.11-i386",
          "founding-64");

  static List<String> names() {
    return NAMES;
  }

  @Test
  void presetsAreListedOldestFirst() {
    assertEquals(NAMES, Geometries.names());
  }

  /** Blocks per pool: of class 0, of the last but one, of the last, and all together. */
  @ParameterizedTest
  @CsvSource({
    "cpython-2.7,       8, 16, 32,  4096,  262144, 253,  8,  7, 1015",
    "cpython-3.6,       8, 16, 32,  4096,  262144, 253,  8,  7, 1015",
    "cpython-3.7,       8, 16, 32,  4096,  262144, 253,  8,  7, 1015",
    "cpython-3.8,       8, 16, 32,  4096,  262144, 253,  8,  7, 1015",
    "cpython-3.9,       8, 16, 32,  4096,  262144, 253,  8,  7, 1015",
    "cpython-3.10,      8, 16, 32, 16384, 1048576, 1021, 32, 31, 4129",
    "cpython-3.11,      8, 16, 32, 16384, 1048576, 1021, 32, 31, 4129",
    "cpython-3.12,      8, 16, 32, 16384, 1048576, 1021, 32, 31, 4129",
    "cpython-3.13,      8, 16, 32, 16384, 1048576, 1021, 32, 31, 4129",
    "cpython-3.9-i386,  4,  8, 64,  4096,  262144, 508,  8,  7, 2381",
    "cpython-3.11-i386, 4,  8, 64,  4096,  262144, 508,  8,  7, 2381",
    "founding-64,       8,  8, 64,  4096,  262144, 506,  8,  7, 2374",
  })
  void sizesAreThoseOfTheReference(
      String name,
      int word,
      int alignment,
      int classes,
      int pool,
      int arena,
      int blocksOfFirst,
      int blocksOfLastButOne,
      int blocksOfLast,
      int blocksOfAll) {
    Geometry geometry = Geometries.named(name);
    assertEquals(name, geometry.name());
    assertEquals(name, geometry.toString());
    assertEquals(word, geometry.wordBytes());
    assertEquals(alignment, geometry.alignmentBytes());
    assertEquals(classes, geometry.sizeClassCount());
    assertEquals(pool, geometry.poolBytes());
    assertEquals(arena, geometry.arenaBytes());
    assertEquals(512, geometry.smallLimitBytes());
    assertEquals(64, geometry.poolsPerArena());
    assertEquals(word == 8 ? 48 : 32, geometry.poolHeaderBytes());
    assertEquals(word == 8 ? 48 : 28, geometry.arenaRecordBytes());
    assertEquals(16, geometry.initialRecordCount());
    assertEquals(word == 8 ? 0x7fff_ffff_ffff_ffffL : 0x7fff_ffffL, geometry.maxRequestBytes());
    assertEquals(word == 8 ? 0xffff_ffff_ffff_ffffL : 0xffff_ffffL, geometry.maxWord());
    assertEquals(Geometry.UNLIMITED, geometry.blockLimit());
    assertEquals(Geometry.UNLIMITED, geometry.rawBlockLimit());
    assertNull(geometry.slots());
    assertEquals(List.of(), geometry.slotAddresses());
    assertEquals(blocksOfFirst, geometry.blocksPerPool(new SizeClass(0)));
    assertEquals(blocksOfLastButOne, geometry.blocksPerPool(new SizeClass(classes - 2)));
    assertEquals(blocksOfLast, geometry.blocksPerPool(new SizeClass(classes - 1)));
    assertEquals(
        blocksOfAll,
        IntStream.range(0, classes)
            .map(index -> geometry.blocksPerPool(new SizeClass(index)))
            .sum());
  }

  @ParameterizedTest
  @MethodSource("names")
  void everySizeHasTheClassOfTheReference(String name) {
    Geometry geometry = Geometries.named(name);
    int alignment = geometry.alignmentBytes();
    int room = geometry.poolBytes() - (geometry.wordBytes() == 8 ? 48 : 32);
    for (int size = 1; size <= 512; size++) {
      SizeClass sizeClass = geometry.sizeClassOf(new ByteCount(size));
      int block = (size + alignment - 1) / alignment * alignment;
      assertEquals(block / alignment - 1, sizeClass.index());
      assertEquals(block, geometry.blockBytes(sizeClass));
      assertEquals(room / block, geometry.blocksPerPool(sizeClass));
      assertEquals(geometry.poolBytes() - block, geometry.maxNextOffset(sizeClass));
      assertEquals(room % block, geometry.quantizationBytes(sizeClass));
      assertTrue(geometry.isSmall(new ByteCount(size)));
    }
    for (long size : new long[] {0, 513, Long.MAX_VALUE, -1}) {
      ByteCount notSmall = new ByteCount(size);
      assertFalse(geometry.isSmall(notSmall));
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> geometry.sizeClassOf(notSmall));
      assertEquals(notSmall + " bytes: not in 1..512", refused.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cpython-2.7,       false, false, false, true",
    "cpython-3.6,       false, true,  true,  true",
    "cpython-3.7,       false, true,  true,  false",
    "cpython-3.8,       false, true,  true,  false",
    "cpython-3.9,       true,  true,  true,  false",
    "cpython-3.10,      true,  true,  true,  false",
    "cpython-3.11,      true,  true,  true,  false",
    "cpython-3.12,      true,  true,  true,  false",
    "cpython-3.13,      true,  true,  true,  false",
    "cpython-3.9-i386,  true,  true,  true,  false",
    "cpython-3.11-i386, true,  true,  true,  false",
    "founding-64,       false, true,  true,  false",
  })
  void versionsDifferAsTheReferenceSays(
      String name, boolean keeps, boolean memServed, boolean hooks, boolean asksForOne) {
    Geometry geometry = Geometries.named(name);
    assertEquals(keeps, geometry.keepsLastArena());
    assertEquals(new ClientRules(memServed, hooks, asksForOne), geometry.clientRules());
  }

  @ParameterizedTest
  @MethodSource("names")
  void addressesAreToldApartByTableOrTree(String name) {
    Ownership ownership = Geometries.named(name).ownership();
    switch (name) {
      case "cpython-3.10" -> assertEquals(new Ownership.Radix(10, 10, 8), ownership);
      case "cpython-3.11", "cpython-3.12", "cpython-3.13" ->
          assertEquals(new Ownership.Radix(15, 15, 14), ownership);
      case "cpython-3.11-i386" -> assertEquals(new Ownership.Radix(0, 0, 14), ownership);
      default -> assertEquals(new Ownership.Table(), ownership);
    }
  }

  @Test
  void nodesHaveTheSizesThatCPythonAsksFor() {
    Ownership.Radix of48 = new Ownership.Radix(10, 10, 8);
    assertEquals(28, of48.frameBits());
    assertEquals(8192, of48.rootBytes(8));
    assertEquals(8192, of48.middleNodeBytes(8));
    assertEquals(2048, of48.bottomNodeBytes());
    assertTrue(of48.hasInteriorNodes());
    Ownership.Radix of64 = new Ownership.Radix(15, 15, 14);
    assertEquals(262144, of64.rootBytes(8));
    assertEquals(262144, of64.middleNodeBytes(8));
    assertEquals(131072, of64.bottomNodeBytes());
    Ownership.Radix flat = new Ownership.Radix(0, 0, 14);
    assertEquals(131072, flat.rootBytes(4));
    assertFalse(flat.hasInteriorNodes());
  }

  @Test
  void frameOfAnAddressIsCutIntoThreeIndexes() {
    Ownership.Radix of48 = new Ownership.Radix(10, 10, 8);
    Address address = new Address(0xabcd_ef98_7654_3210L);
    // Bits 20 to 47; the upper 16 are ignored.
    long frame = of48.frameIndex(address, 1 << 20);
    assertEquals(0xef98765L, frame);
    assertEquals(0xef98765L >> 8, of48.bottomNodeIndex(frame));
    assertEquals(0xef98765L >> 18, of48.middleNodeIndex(frame));
    Ownership.Radix of64 = new Ownership.Radix(15, 15, 14);
    assertEquals(0xabc_def9_8765L, of64.frameIndex(address, 1 << 20));
    assertEquals(0xabc_def9_8765L >> 14, of64.bottomNodeIndex(0xabc_def9_8765L));
    assertEquals(0xabc_def9_8765L >> 29, of64.middleNodeIndex(0xabc_def9_8765L));
  }

  @ParameterizedTest
  @CsvSource({
    "2.7.18,      cpython-2.7",
    "3.6.15,      cpython-3.6",
    "3.7.16,      cpython-3.7",
    "3.8.18,      cpython-3.8",
    "3.9.18,      cpython-3.9",
    "3.10.13,     cpython-3.10",
    "3.11.7,      cpython-3.11",
    "3.12.1,      cpython-3.12",
    "3.13.0,      cpython-3.13",
    "3.13,        cpython-3.13",
    "3.9.2-i386,  cpython-3.9-i386",
    "3.9-i386,    cpython-3.9-i386",
    "3.11.2-i386, cpython-3.11-i386",
  })
  void versionPicksItsPreset(String version, String name) {
    assertEquals(name, Geometries.ofPython(version).name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3",
        "",
        "3.5.2",
        "3.14.0",
        "3.10.13-i386",
        "3.9.2-",
        "3.9.2-i386-i386",
        "-i386",
        "3.",
        "x.y.z",
        "4.8.1"
      })
  void versionWithoutPresetIsRefused(String version) {
    GeometryRefused refused =
        assertThrows(GeometryRefused.class, () -> Geometries.ofPython(version));
    assertEquals(
        "CPython " + version + ": no preset; there are " + String.join(", ", NAMES),
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpython-3.5", "", "tin", "tinier", "CPython-3.8", "cpython-3.8 "})
  void unknownNameIsRefusedWithTheKnownOnes(String text) {
    GeometryRefused refused = assertThrows(GeometryRefused.class, () -> Geometries.named(text));
    assertEquals(
        "geometry "
            + text
            + ": not known; one of "
            + String.join(", ", NAMES)
            + ", tiny:KEY=VALUE,...",
        refused.getMessage());
  }
}
