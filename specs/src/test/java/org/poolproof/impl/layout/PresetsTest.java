package org.poolproof.impl.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.layout.Geometry.Index;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Rules;
import org.poolproof.impl.layout.Geometry.Table;

/** The presets have the numbers of PYMALLOC.md 1. */
class PresetsTest {
  private static final int KIB = 1024;
  private static final Rules NEWER = new Rules(false, false, true);

  @Test
  void smallArenasUpTo39() {
    check(Presets.cpython27(), 4, new Table(), false, new Rules(true, true, false));
    check(Presets.cpython36(), 4, new Table(), false, new Rules(true, false, true));
    check(Presets.cpython37(), 4, new Table(), false, NEWER);
    check(Presets.cpython39(), 4, new Table(), true, NEWER);
  }

  @Test
  void largeArenasFrom310() {
    check(Presets.cpython310(), 16, new Radix(10, 10, 8), true, NEWER);
    check(Presets.cpython311(), 16, new Radix(15, 15, 14), true, NEWER);
  }

  @Test
  void blocksInStepsOfEightOn32Bits() {
    List<Geometry> both = List.of(Presets.cpython39Of32Bits(), Presets.cpython311Of32Bits());
    for (Geometry geometry : both) {
      assertEquals(4, geometry.wordBytes());
      assertEquals(8, geometry.alignmentBytes());
      assertEquals(64, geometry.classCount());
      assertEquals(512, geometry.smallLimit());
      assertEquals(4 * KIB, geometry.poolBytes());
      assertEquals(256 * KIB, geometry.arenaBytes());
      assertEquals(32, geometry.headerBytes());
      assertEquals(true, geometry.keepsLastArena());
      assertEquals(NEWER, geometry.rules());
      assertEquals((1L << 31) - 1, geometry.requestLimit());
      assertEquals(508, geometry.blockCount(0));
      assertEquals(7, geometry.blockCount(63));
    }
    assertEquals(new Table(), both.get(0).index());
    assertEquals(new Radix(0, 0, 14), both.get(1).index());
  }

  @Test
  void founding64HasStepsOfEightOn64Bits() {
    Geometry geometry = Presets.founding64();
    assertEquals(8, geometry.wordBytes());
    assertEquals(8, geometry.alignmentBytes());
    assertEquals(64, geometry.classCount());
    assertEquals(512, geometry.smallLimit());
    assertEquals(4 * KIB, geometry.poolBytes());
    assertEquals(256 * KIB, geometry.arenaBytes());
    assertEquals(48, geometry.headerBytes());
    assertEquals(new Table(), geometry.index());
    assertEquals(false, geometry.keepsLastArena());
    assertEquals(Presets.cpython37().rules(), geometry.rules());
    assertEquals(506, geometry.blockCount(0));
    assertEquals(3, geometry.classShift());
    assertEquals(16, geometry.initialRecordCount());
  }

  private static void check(
      Geometry geometry, int poolKib, Index index, boolean keepsLastArena, Rules rules) {
    assertEquals(8, geometry.wordBytes());
    assertEquals(16, geometry.alignmentBytes());
    assertEquals(32, geometry.classCount());
    assertEquals(512, geometry.smallLimit());
    assertEquals(48, geometry.headerBytes());
    assertEquals(poolKib * KIB, geometry.poolBytes());
    assertEquals(64 * poolKib * KIB, geometry.arenaBytes());
    assertEquals(64, geometry.poolCount());
    assertEquals(index, geometry.index());
    assertEquals(keepsLastArena, geometry.keepsLastArena());
    assertEquals(rules, geometry.rules());
    assertEquals(16, geometry.initialRecordCount());
    assertEquals(4, geometry.classShift());
    for (int i = 0; i < 32; i++) {
      int blockBytes = 16 * (i + 1);
      assertEquals(blockBytes, geometry.blockBytes(i));
      assertEquals(poolKib * KIB - blockBytes, geometry.maxNextOffset(i));
      assertEquals((poolKib * KIB - 48) / blockBytes, geometry.blockCount(i));
    }
  }
}
