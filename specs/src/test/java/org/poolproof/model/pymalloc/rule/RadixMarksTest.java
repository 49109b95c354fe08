package org.poolproof.model.pymalloc.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.poolproof.model.pymalloc.Heap.ARENAS;
import static org.poolproof.model.pymalloc.Heap.RAW;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.pymalloc.Heap;
import org.poolproof.model.pymalloc.state.Directory;
import org.poolproof.model.pymalloc.state.RadixTree;
import org.poolproof.model.pymalloc.state.RadixTree.Mark;
import org.poolproof.model.pymalloc.state.State;

/** The radix tree: its nodes, its marks, and what happens when a node is refused. PYMALLOC.md 7. */
class RadixMarksTest {
  private static final long REFUSED = 0;

  @Test
  void firstArenaNeedsAMiddleAndABottomNode() {
    Heap heap = Heap.of("cpython-3.10");
    assertEquals(ARENAS + 0x30, heap.malloc(16));
    assertEquals(
        List.of("R 0 768 = 10000", "A 1048576 = 80000000", "C 1 8192 = 11000", "C 1 2048 = 12000"),
        heap.calls());
    assertEquals("middle {0x0: 0x11000}, bottom {0x8: 0x12000}, marks [800: -1 0]", tree(heap));
    assertTrue(heap.applied(Rule.MIDDLE_NODE_CREATED));
    assertTrue(heap.applied(Rule.BOTTOM_NODE_CREATED));
    assertTrue(heap.applied(Rule.ARENA_MARKED));
    assertFalse(heap.applied(Rule.SECOND_FRAME_MARKED));
  }

  @Test
  void nodesOfSixtyFourBitsAreLarger() {
    for (String geometry : List.of("cpython-3.11", "cpython-3.12", "cpython-3.13")) {
      Heap heap = Heap.of(geometry);
      heap.malloc(16);
      assertEquals(
          List.of(
              "R 0 768 = 10000",
              "A 1048576 = 80000000",
              "C 1 262144 = 11000",
              "C 1 131072 = 12000"),
          heap.calls());
      assertEquals("middle {0x0: 0x11000}, bottom {0x0: 0x12000}, marks [800: -1 0]", tree(heap));
    }
  }

  @Test
  void mapOfOneLevelAsksForNothing() {
    Heap heap = Heap.of("cpython-3.11-i386").below(RAW, ARENAS + 0x11000);
    heap.malloc(16);
    assertEquals(List.of("R 0 448 = 10000", "A 262144 = 80011000"), heap.calls());
    // 256 KiB frames: 80000000 is the frame 2000.
    assertEquals("middle {}, bottom {}, marks [2000: 69632 0, 2001: 0 69632]", tree(heap));
    assertTrue(heap.applied(Rule.SECOND_FRAME_MARKED));
  }

  @Test
  void arenaOffItsFrameIsMarkedInTheNextOneToo() {
    Heap heap = Heap.of("cpython-3.10").below(RAW, ARENAS + 0x4010, 0x11000, 0x12000);
    heap.malloc(16);
    assertEquals(
        "middle {0x0: 0x11000}, bottom {0x8: 0x12000}, marks [800: 16400 0, 801: 0 16400]",
        tree(heap));
    assertTrue(heap.applied(Rule.SECOND_FRAME_MARKED));
  }

  @Test
  void secondFrameBehindABottomNodeNeedsAnother() {
    Heap heap = Heap.of("cpython-3.10").below(RAW, 0x8ff0_4000L, 0x11000, 0x12000, 0x13000);
    heap.malloc(16);
    assertEquals(
        List.of(
            "R 0 768 = 10000",
            "A 1048576 = 8ff04000",
            "C 1 8192 = 11000",
            "C 1 2048 = 12000",
            "C 1 2048 = 13000"),
        heap.calls());
    assertEquals(
        "middle {0x0: 0x11000}, bottom {0x8: 0x12000, 0x9: 0x13000},"
            + " marks [8ff: 16384 0, 900: 0 16384]",
        tree(heap));
  }

  @Test
  void secondFrameBehindAMiddleNodeNeedsTwo() {
    Heap heap = Heap.of("cpython-3.10");
    heap.below(RAW, 0x3f_fff0_4000L, 0x11000, 0x12000, 0x13000, 0x14000).malloc(16);
    assertEquals(
        List.of(
            "R 0 768 = 10000",
            "A 1048576 = 3ffff04000",
            "C 1 8192 = 11000",
            "C 1 2048 = 12000",
            "C 1 8192 = 13000",
            "C 1 2048 = 14000"),
        heap.calls());
    assertEquals(
        "middle {0x0: 0x11000, 0x1: 0x13000}, bottom {0x3ff: 0x12000, 0x400: 0x14000},"
            + " marks [3ffff: 16384 0, 40000: 0 16384]",
        tree(heap));
  }

  @Test
  void refusedMiddleNodeGivesTheArenaBack() {
    Heap heap = Heap.of("cpython-3.10");
    assertEquals(0, heap.below(RAW, ARENAS, REFUSED, REFUSED).malloc(16));
    assertEquals(
        List.of(
            "R 0 768 = 10000",
            "A 1048576 = 80000000",
            "C 1 8192 = 0",
            "a 80000000 1048576",
            "M 16 = 0"),
        heap.calls());
    assertEquals(RadixTree.EMPTY, heap.state().tree());
    assertEquals(
        EnumSet.of(
            Rule.TABLE_CREATED,
            Rule.ARENA_REQUESTED,
            Rule.MIDDLE_NODE_REFUSED,
            Rule.ARENA_NOT_MARKED,
            Rule.ARENA_REFUSED,
            Rule.NOT_SERVED,
            Rule.UNSERVED_TO_RAW,
            Rule.RAW_REFUSES),
        heap.last().rules());
    State before = heap.state();
    heap.below(ARENAS, REFUSED, REFUSED).malloc(16);
    assertEquals(before, heap.state());
  }

  @Test
  void refusedBottomNodeLeavesTheMiddleOne() {
    Heap heap = Heap.of("cpython-3.10");
    heap.below(RAW, ARENAS, 0x11000, REFUSED, REFUSED).malloc(16);
    assertEquals(
        List.of(
            "R 0 768 = 10000",
            "A 1048576 = 80000000",
            "C 1 8192 = 11000",
            "C 1 2048 = 0",
            "a 80000000 1048576",
            "M 16 = 0"),
        heap.calls());
    assertEquals("middle {0x0: 0x11000}, bottom {}, marks []", tree(heap));
    assertTrue(heap.applied(Rule.BOTTOM_NODE_REFUSED) && heap.applied(Rule.ARENA_NOT_MARKED));
    assertEquals(0, heap.state().bases().size());
    assertEquals(16, heap.unused().size());
    assertEquals(List.of(), heap.usable());
    heap.below(ARENAS, 0x12000).malloc(16);
    assertEquals(List.of("A 1048576 = 80000000", "C 1 2048 = 12000"), heap.calls());
    assertFalse(heap.applied(Rule.MIDDLE_NODE_CREATED));
  }

  @Test
  void refusedNodeOfTheSecondFrameUndoesTheFirstMark() {
    Heap heap = Heap.of("cpython-3.10");
    heap.below(RAW, 0x3f_fff0_4000L, 0x11000, 0x12000, 0x13000, REFUSED, 0x9000).malloc(16);
    assertEquals(
        List.of(
            "R 0 768 = 10000",
            "A 1048576 = 3ffff04000",
            "C 1 8192 = 11000",
            "C 1 2048 = 12000",
            "C 1 8192 = 13000",
            "C 1 2048 = 0",
            "a 3ffff04000 1048576",
            "M 16 = 9000"),
        heap.calls());
    assertEquals(
        "middle {0x0: 0x11000, 0x1: 0x13000}, bottom {0x3ff: 0x12000}, marks []", tree(heap));
    assertTrue(heap.applied(Rule.FIRST_MARK_UNDONE));
    assertFalse(heap.applied(Rule.SECOND_FRAME_MARKED) || heap.applied(Rule.ARENA_MARKED));
    assertFalse(heap.state().arenaOf(Heap.at(0x3f_fff0_4000L)) != null);
    heap.below(0x3f_fff0_4000L, 0x14000).malloc(16);
    assertEquals(List.of("A 1048576 = 3ffff04000", "C 1 2048 = 14000"), heap.calls());
  }

  @Test
  void undoneMarkLeavesTheNeighboursMarkInTheSameFrame() {
    // An arena ends in the frame 9; another begins there, and the node of the frame a is refused.
    Heap heap = tinyArenaAt(0x1080);
    fill(heap);
    heap.below(0x11000, 0x1280, REFUSED, REFUSED).malloc(16);
    assertEquals(
        List.of("R 10000 96 = 11000", "A 512 = 1280", "C 1 16 = 0", "a 1280 512", "M 16 = 0"),
        heap.calls());
    assertEquals("[8: 128 0, 9: 0 128]", marks(heap));
  }

  /** Frames of 512 bytes, 2 + 2 + 1 bits: a bottom node holds two frames. */
  private static Heap tinyArenaAt(long base) {
    Heap heap =
        Heap.of("tiny:classes=1,blocks=2,arenas=8,base=pool,index=radix,radix=2/2/1,keep=none");
    heap.below(RAW, base, 0x2000, 0x3000).malloc(16);
    return heap;
  }

  private static void fill(Heap heap) {
    heap.mallocs(7, 16);
  }

  @Test
  void adjacentArenasShareAFrame() {
    Heap heap = tinyArenaAt(0x1080);
    fill(heap);
    heap.below(0x11000, 0x1280, 0x4000).malloc(16);
    assertEquals("[8: 128 0, 9: 128 128, a: 0 128]", marks(heap));
    long last = heap.mallocs(7, 16)[6];
    assertEquals(0x1280 + 3 * 128 + 0x40, last);
    for (int block = 0; block < 8; block++) {
      heap.free(0x1280 + block / 2 * 128 + 0x30 + block % 2 * 16);
    }
    assertEquals(List.of("a 1280 512"), heap.calls());
    assertEquals("[8: 128 0, 9: 0 128]", marks(heap));
    assertTrue(heap.applied(Rule.MARKS_CLEARED));
    for (int block = 0; block < 8; block++) {
      heap.free(0x1080 + block / 2 * 128 + 0x30 + block % 2 * 16);
    }
    assertEquals("[]", marks(heap));
    assertEquals(2, heap.state().tree().bottomNodes().size());
  }

  @Test
  void alignedArenaIsUnmarkedInItsOwnFrameOnly() {
    Heap heap = tinyArenaAt(0x1280);
    fill(heap);
    heap.below(0x11000, 0x1000).malloc(16);
    assertEquals("[8: -1 0, 9: 128 0, a: 0 128]", marks(heap));
    heap.free(0x1030);
    assertEquals("[9: 128 0, a: 0 128]", marks(heap));
  }

  @Test
  void bitsAboveTheTreeAreIgnored() {
    Heap heap = Heap.of("cpython-3.10").below(RAW, 0x7000_8000_0000L, 0x11000, 0x12000);
    heap.malloc(16);
    assertEquals("middle {0x1c0: 0x11000}, bottom {0x70008: 0x12000}", nodes(heap));
    Heap high = Heap.of("cpython-3.10").below(RAW, 0xffff_0000_8000_0000L, 0x11000, 0x12000);
    high.malloc(16);
    assertEquals("middle {0x0: 0x11000}, bottom {0x8: 0x12000}, marks [800: -1 0]", tree(high));
  }

  private static String tree(Heap heap) {
    return nodes(heap) + ", marks " + marks(heap);
  }

  private static String nodes(Heap heap) {
    RadixTree tree = heap.state().tree();
    return "middle " + tree.middleNodes() + ", bottom " + tree.bottomNodes();
  }

  private static String marks(Heap heap) {
    Directory<Mark> marks = heap.state().tree().marks();
    List<String> texts = new ArrayList<>();
    for (long frame : marks.keys()) {
      Mark mark = marks.get(frame);
      texts.add(Long.toHexString(frame) + ": " + mark.high() + " " + mark.low());
    }
    return texts.toString();
  }
}
