package org.poolproof.model.pymalloc.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.poolproof.model.pymalloc.Heap.ARENAS;
import static org.poolproof.model.pymalloc.Heap.RAW;
import static org.poolproof.model.pymalloc.Heap.at;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.operation.Contents;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.pymalloc.Heap;
import org.poolproof.model.pymalloc.state.State;

/** malloc, calloc, realloc and free as pymalloc serves them: PYMALLOC.md 2. */
class PymallocTest {

  private final Heap heap = Heap.of("cpython-3.9");

  static List<String> presets() {
    return Geometries.names();
  }

  private static Outcome copied(long address, long size) {
    return new Outcome.Block(at(address), new Contents.Copied(new ByteCount(size)));
  }

  private static Outcome inPlace(long address) {
    return new Outcome.Block(at(address), Contents.IN_PLACE);
  }

  private static Outcome fromBelow(long address) {
    return new Outcome.Block(at(address), Contents.FROM_BELOW);
  }

  private long rawBlockCount() {
    return heap.state().counters().rawBlockCount();
  }

  @Test
  void requestsAboveTheSmallLimitAreRawMemorys() {
    heap.malloc(512);
    assertEquals(List.of("R 0 768 = 10000", "A 262144 = 80000000"), heap.calls());
    assertEquals(0x11000, heap.malloc(513));
    assertEquals(List.of("M 513 = 11000"), heap.calls());
    assertEquals(fromBelow(0x11000), heap.last().outcome());
    assertEquals(EnumSet.of(Rule.LARGE_TO_RAW), heap.last().rules());
    assertEquals(1, rawBlockCount());
    assertEquals(2, heap.state().allocatedBlockCount());
  }

  @Test
  void requestOfNothingIsRawMemorysUnchanged() {
    assertEquals(0x10000, heap.malloc(0));
    assertEquals(List.of("M 0 = 10000"), heap.calls());
    assertEquals(EnumSet.of(Rule.ZERO_TO_RAW), heap.last().rules());
    assertEquals(0x11000, heap.calloc(0, 16));
    assertEquals(List.of("C 0 16 = 11000"), heap.calls());
    assertEquals(0x12000, heap.calloc(16, 0));
    assertEquals(List.of("C 16 0 = 12000"), heap.calls());
    assertEquals(3, rawBlockCount());
  }

  @Test
  void callocIsServedByTheProduct() {
    assertEquals(ARENAS + 0x30, heap.calloc(32, 16));
    assertEquals("class 31: 1 [0], free [230], next 430, max e00", heap.pool(ARENAS));
    assertEquals(0x11000, heap.calloc(27, 19)); // 513
    assertEquals(List.of("C 27 19 = 11000"), heap.calls());
    assertEquals(fromBelow(0x11000), heap.last().outcome());
  }

  @Test
  void refusedRawRequestIsNotCounted() {
    State before = heap.state();
    assertEquals(0, heap.below(0).malloc(513));
    assertEquals(0, heap.below(0).calloc(1, 513));
    assertEquals(0, heap.below(0).malloc(0));
    assertEquals(EnumSet.of(Rule.ZERO_TO_RAW, Rule.RAW_REFUSES), heap.last().rules());
    assertEquals(Outcome.NULL, heap.last().outcome());
    assertEquals(before, heap.state());
  }

  @Test
  void freeOfNullDoesNothing() {
    State before = heap.state();
    heap.free(0);
    assertEquals(before, heap.state());
    assertEquals(EnumSet.of(Rule.FREE_NULL), heap.last().rules());
    assertEquals(List.of(), heap.calls());
  }

  @Test
  void freeOfForeignBlockIsRawMemorysAndUncounted() {
    heap.malloc(16);
    long block = heap.malloc(600);
    heap.free(block);
    assertEquals(List.of("F 11000"), heap.calls());
    assertEquals(EnumSet.of(Rule.OUTSIDE, Rule.FREE_FOREIGN), heap.last().rules());
    assertEquals(0, rawBlockCount());
    assertEquals(1, heap.state().allocatedBlockCount());
  }

  @Test
  void reallocOfNullIsMalloc() {
    assertEquals(ARENAS + 0x30, heap.realloc(0, 16));
    assertTrue(heap.applied(Rule.REALLOC_OF_NULL));
    assertEquals(new Outcome.Block(at(ARENAS + 0x30), Contents.ARBITRARY), heap.last().outcome());
    heap.realloc(0, 0);
    assertEquals(List.of("M 0 = 11000"), heap.calls());
    assertEquals(1, rawBlockCount());
  }

  @ParameterizedTest
  @MethodSource("presets")
  void blockStaysAboveThreeQuartersInEveryClass(String name) {
    Heap each = Heap.of(name);
    int alignment = name.equals("founding-64") || name.endsWith("i386") ? 8 : 16;
    for (int size = alignment; size <= 512; size += alignment) {
      long block = each.malloc(size);
      State before = each.state();
      for (long stays : new long[] {size, size - 1, size * 3 / 4 + 1}) {
        assertEquals(block, each.realloc(block, stays));
        assertEquals(inPlace(block), each.last().outcome());
        assertEquals(EnumSet.of(Rule.INSIDE, Rule.REALLOC_IN_PLACE), each.last().rules());
        assertEquals(before, each.state());
        assertEquals(List.of(), each.calls());
      }
      long shrunk = each.realloc(block, size * 3 / 4);
      assertEquals(copied(shrunk, size * 3 / 4), each.last().outcome());
      assertTrue(each.applied(Rule.REALLOC_SHRINKS));
      assertFalse(each.applied(Rule.REALLOC_GROWS));
      long again = each.malloc(size);
      long grown = each.realloc(again, size + 1);
      assertEquals(size, copiedBytes(each.last().outcome()));
      assertTrue(each.applied(Rule.REALLOC_GROWS));
      assertFalse(each.applied(Rule.REALLOC_SHRINKS));
      each.free(shrunk, grown);
    }
  }

  private static long copiedBytes(Outcome outcome) {
    Outcome.Block block = (Outcome.Block) outcome;
    return ((Contents.Copied) block.contents()).size().value();
  }

  @Test
  void movedBlockIsAllocatedBeforeTheOldOneIsFreed() {
    long block = heap.malloc(112);
    long moved = heap.realloc(block, 84);
    assertEquals(ARENAS + 0x1030, moved);
    assertEquals(copied(moved, 84), heap.last().outcome());
    // The old pool was emptied when the new one had been taken.
    assertEquals("80000000: 63 of 64 free [0], next 2", heap.arena(0));
    long grown = heap.realloc(moved, 97);
    assertEquals(ARENAS + 0x30, grown);
    assertEquals(copied(grown, 96), heap.last().outcome());
    assertEquals(1, heap.state().allocatedBlockCount());
  }

  @Test
  void moveWithinOneClassTakesTheNextBlockFirst() {
    long block = heap.malloc(16);
    assertEquals(block + 16, heap.realloc(block, 12));
    assertEquals("class 0: 1 [1], free [30, 50], next 60, max ff0", heap.pool(ARENAS));
    assertEquals(copied(block + 16, 12), heap.last().outcome());
  }

  @Test
  void growthBeyondTheSmallLimitMovesToRawMemory() {
    long block = heap.malloc(500);
    assertEquals(0x11000, heap.realloc(block, 513));
    assertEquals(List.of("M 513 = 11000"), heap.calls());
    assertEquals(copied(0x11000, 512), heap.last().outcome());
    assertEquals(1, rawBlockCount());
    assertEquals(1, heap.state().allocatedBlockCount());
    assertEquals("class 31: 0 [], free [30, 230], next 430, max e00", heap.pool(ARENAS));
  }

  @Test
  void shrinkToNothingMovesToRawMemoryAndCopiesNothing() {
    long block = heap.malloc(16);
    assertEquals(0x11000, heap.realloc(block, 0));
    assertEquals(List.of("M 0 = 11000"), heap.calls());
    assertEquals(copied(0x11000, 0), heap.last().outcome());
    assertEquals(
        EnumSet.of(
            Rule.INSIDE,
            Rule.ZERO_TO_RAW,
            Rule.REALLOC_SHRINKS,
            Rule.BLOCK_RELEASED,
            Rule.POOL_EMPTIED,
            Rule.ARENA_STAYS,
            Rule.LAST_ARENA_KEPT),
        heap.last().rules());
  }

  @Test
  void refusedMoveLeavesTheBlockAlone() {
    long block = heap.malloc(500);
    State before = heap.state();
    assertEquals(0, heap.below(0).realloc(block, 513));
    assertEquals(before, heap.state());
    assertEquals(
        EnumSet.of(Rule.INSIDE, Rule.LARGE_TO_RAW, Rule.RAW_REFUSES, Rule.REALLOC_REFUSED),
        heap.last().rules());
    assertEquals(0, heap.below(0).realloc(block, 0));
    assertEquals(before, heap.state());
  }

  @Test
  void evenShrinkCanBeRefused() {
    Heap tiny = Heap.of("tiny:classes=2,blocks=2,pools=2,arenas=1,keep=none");
    long block = tiny.malloc(32);
    tiny.mallocs(2, 32);
    State before = tiny.state();
    assertEquals(List.of(), tiny.usable());
    assertEquals(0, tiny.below(0, 0).realloc(block, 16));
    assertEquals(List.of("R 10000 96 = 0", "M 16 = 0"), tiny.calls());
    assertEquals(before, tiny.state());
    assertEquals(Outcome.NULL, tiny.last().outcome());
  }

  @Test
  void foreignBlockStaysForeignWhateverTheSize() {
    heap.malloc(16);
    long block = heap.malloc(600);
    assertEquals(0x5000, heap.below(0x5000).realloc(block, 16));
    assertEquals(List.of("R 11000 16 = 5000"), heap.calls());
    assertEquals(fromBelow(0x5000), heap.last().outcome());
    assertEquals(EnumSet.of(Rule.OUTSIDE, Rule.REALLOC_FOREIGN), heap.last().rules());
    assertEquals(1, rawBlockCount());
    State before = heap.state();
    assertEquals(0, heap.below(0).realloc(0x5000, 700));
    assertEquals(
        EnumSet.of(Rule.OUTSIDE, Rule.REALLOC_FOREIGN, Rule.RAW_REFUSES), heap.last().rules());
    assertEquals(before, heap.state());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpython-2.7", "cpython-3.6"})
  void foreignBlockToNothingAsksForOneByteUpToThreeSix(String name) {
    Heap old = Heap.of(name);
    long block = old.malloc(600);
    assertEquals(0x5000, old.below(0x5000).realloc(block, 0));
    assertEquals(List.of("R 10000 1 = 5000"), old.calls());
    assertEquals(
        EnumSet.of(Rule.OUTSIDE, Rule.REALLOC_FOREIGN, Rule.REALLOC_FOREIGN_TO_ZERO),
        old.last().rules());
    State before = old.state();
    assertEquals(0x5000, old.below(0).realloc(0x5000, 0));
    assertEquals(List.of("R 5000 1 = 0"), old.calls());
    assertEquals(inPlace(0x5000), old.last().outcome());
    assertTrue(old.applied(Rule.REALLOC_FOREIGN_STAYS));
    assertEquals(before, old.state());
    assertEquals(0, old.below(0).realloc(0x5000, 2));
    assertFalse(old.applied(Rule.REALLOC_FOREIGN_TO_ZERO));
  }

  @Test
  void foreignBlockToNothingIsPassedOnFromThreeSevenOn() {
    for (String name : List.of("cpython-3.7", "cpython-3.13", "cpython-3.9-i386", "founding-64")) {
      Heap each = Heap.of(name);
      long block = each.malloc(600);
      assertEquals(0, each.below(0).realloc(block, 0), name);
      assertEquals(List.of("R 10000 0 = 0"), each.calls(), name);
      assertEquals(RAW, each.below(RAW).realloc(block, 0), name);
    }
  }
}
