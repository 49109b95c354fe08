package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;
import static org.poolproof.impl.pymalloc.Ground.raw;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Table;

/** After closing, no byte that a layer below granted is the heap's. */
class ClosingTest {
  private Ground ground;
  private Pymalloc heap;

  @AfterEach
  void close() {
    ground.close();
  }

  private void open(Geometry geometry, long... arenas) {
    ground = new Ground(geometry).arenas(arenas);
    heap = ground.open();
  }

  /** Fills arenas of twelve blocks and empties them again. */
  private void use(int arenaCount) {
    long[] blocks = new long[12 * arenaCount];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = heap.malloc(16);
    }
    for (long block : blocks) {
      heap.free(block);
    }
    ground.calls();
  }

  @Test
  void nodesAtTheLeastAndTheGreatestIndexesAreGivenBack() {
    open(Ground.tiny(new Radix(1, 1, 16), true), 0xC00_0000, ARENAS, 0x2_0000);
    use(3);
    assertEquals(2, ground.control().middleNodeCount());
    assertEquals(3, ground.control().bottomNodeCount());
    heap.close();
    assertEquals(
        """
        release c000000 1024
        free 800000
        free 600000
        free 500000
        free 300000
        free 200000
        free 700000\
        """,
        ground.calls());
    assertEquals(0, ground.rawGrantCount());
  }

  @Test
  void nodesAreOutsideToTheirLastByte() {
    open(Ground.tiny(), ARENAS);
    use(1);
    heap.close();
    assertOutside(ARENAS, 1024);
    assertOutside(raw(0), 48);
    assertOutside(raw(1), 8 << 4);
    assertOutside(raw(2), 8 << 12);
  }

  @Test
  void aTableThatGrewIsOutsideToItsLastRecord() {
    open(Ground.tiny(new Table(), true), ARENAS, ARENAS + 1024, ARENAS + 2048);
    use(3);
    heap.close();
    assertOutside(ARENAS, 3 * 1024);
    assertOutside(raw(0), 48);
    assertOutside(raw(1), 2 * 48);
    assertOutside(raw(2), 4 * 48);
  }

  private void assertOutside(long at, int bytes) {
    assertArrayEquals(new byte[bytes], ground.memory().saveStates(at, bytes));
  }
}
