package org.poolproof.model.pymalloc.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.poolproof.model.pymalloc.Heap.ARENAS;
import static org.poolproof.model.pymalloc.Heap.RAW;
import static org.poolproof.model.pymalloc.Heap.at;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.pymalloc.Heap;
import org.poolproof.model.pymalloc.state.State;

/** Which addresses lie in an arena (PYMALLOC.md 6), and which of them are live blocks. */
class OwnershipTest {
  private static final long[] OFFSETS_IN_FRAME = {0, 0x10, 0x4000, 0xffff0};

  private static boolean isInArena(Heap heap, long address) {
    boolean marked = AddressIndex.isInArena(heap.state(), at(address));
    assertEquals(heap.state().arenaOf(at(address)) != null, marked, Long.toHexString(address));
    return marked;
  }

  @Test
  void nothingIsInsideBeforeTheFirstArena() {
    for (String name : Geometries.names()) {
      Heap heap = Heap.of(name);
      assertFalse(isInArena(heap, 0), name);
      assertFalse(isInArena(heap, ARENAS), name);
      heap.free(0x7000);
      assertEquals(EnumSet.of(Rule.OUTSIDE, Rule.FREE_FOREIGN), heap.last().rules(), name);
    }
  }

  @Test
  void arenaHoldsItsBytesFromTheFirstToTheLast() {
    for (String name : Geometries.names()) {
      for (long offset : OFFSETS_IN_FRAME) {
        Heap heap = Heap.of(name);
        long base = ARENAS + offset;
        long end = base + heap.geometry().arenaBytes();
        heap.below(RAW, base).below(nodes(heap, offset)).malloc(16);
        assertFalse(isInArena(heap, base - 1), name);
        assertTrue(isInArena(heap, base), name);
        assertTrue(isInArena(heap, base + 0x1000), name);
        assertTrue(isInArena(heap, end - 1), name);
        assertFalse(isInArena(heap, end), name);
        assertFalse(isInArena(heap, 0), name);
        assertFalse(isInArena(heap, -1), name);
      }
    }
  }

  /** What raw memory is asked for by the first arena, in geometries with interior nodes. */
  private static long[] nodes(Heap heap, long offset) {
    String name = heap.geometry().name();
    boolean interior = name.matches("cpython-3\\.1[0123]");
    return interior ? new long[] {0x11000, 0x12000} : new long[0];
  }

  @Test
  void gapBetweenTwoArenasInOneFrameIsOutside() {
    Heap heap = Heap.of("tiny:classes=1,blocks=2,arenas=6,base=pool,index=radix,radix=2/2/1");
    heap.below(RAW, 0x1080, 0x2000, 0x3000);
    long[] blocks = heap.mallocs(8, 16);
    heap.below(0x11000, 0x1300, 0x5000).malloc(16);
    assertTrue(isInArena(heap, 0x127f));
    assertFalse(isInArena(heap, 0x1280));
    assertFalse(isInArena(heap, 0x12ff));
    assertTrue(isInArena(heap, 0x1300));
    assertTrue(isInArena(heap, 0x14ff));
    assertFalse(isInArena(heap, 0x1500));
    assertEquals(0x10b0, blocks[0]);
  }

  @Test
  void addressesAboveTheMiddleOfAllAreInsideTheirArena() {
    Heap heap = Heap.of("cpython-3.8").below(RAW, 0xffff_ffff_8000_0000L);
    heap.malloc(16);
    assertTrue(isInArena(heap, 0xffff_ffff_8000_0000L));
    assertTrue(isInArena(heap, 0xffff_ffff_8003_ffffL));
    assertFalse(isInArena(heap, 0xffff_ffff_8004_0000L));
    assertFalse(isInArena(heap, 0x8000_0000L));
  }

  @Test
  void givenBackArenaIsOutside() {
    for (String name : List.of("cpython-3.8", "cpython-3.7")) {
      Heap heap = Heap.of(name);
      heap.free(heap.malloc(16));
      assertEquals(List.of("a 80000000 262144"), heap.calls());
      assertFalse(isInArena(heap, ARENAS + 0x30), name);
    }
  }

  @Test
  void whatIsNoLiveBlockIsUndefinedAndChangesNothing() {
    Heap heap = Heap.of("cpython-3.10").below(RAW, ARENAS + 0x10, 0x11000, 0x12000);
    long pool = ARENAS + 0x4000;
    long[] blocks = heap.mallocs(3, 48);
    heap.free(blocks[1]);
    long other = heap.malloc(16);
    heap.free(other); // pool 1 is empty
    assertUndefined(heap, blocks[1], "freed before");
    assertUndefined(heap, other, "in an empty pool");
    assertUndefined(heap, pool, "in a header");
    assertUndefined(heap, pool + 0x2f, "last byte of the header");
    assertUndefined(heap, blocks[0] + 1, "within a block");
    assertUndefined(heap, blocks[0] + 16, "within a block, aligned");
    assertUndefined(heap, blocks[0] + 47, "last byte of a block");
    assertUndefined(heap, pool + 0x30 + 3 * 48, "a carved block never allocated");
    assertUndefined(heap, pool + 0x30 + 5 * 48, "a block never carved");
    assertUndefined(heap, pool + 0x8000 + 0x30, "in a pool never carved");
    assertUndefined(heap, ARENAS + 0x40, "before the first pool");
    assertUndefined(heap, ARENAS + 0x10_0000, "behind the last pool");
    heap.free(blocks[0], blocks[2]);
  }

  private static void assertUndefined(Heap heap, long address, String where) {
    State before = heap.state();
    assertEquals(
        new Outcome.Undefined("free of 0x%x, which is not a live block".formatted(address)),
        heap.perform(new Operation.Free(Domain.OBJ, at(address))),
        where);
    assertEquals(before, heap.state(), where);
    assertEquals(EnumSet.of(Rule.INSIDE), heap.last().rules(), where);
    assertEquals(List.of(), heap.calls(), where);
    assertEquals(
        new Outcome.Undefined("realloc of 0x%x, which is not a live block".formatted(address)),
        heap.perform(new Operation.Realloc(Domain.OBJ, at(address), new ByteCount(48))),
        where);
    assertEquals(before, heap.state(), where);
    assertEquals(EnumSet.of(Rule.INSIDE), heap.last().rules(), where);
    assertEquals(List.of(), heap.calls(), where);
  }

  @Test
  void poolIsFoundFromItsFirstByteToItsLast() {
    Heap heap = Heap.of("cpython-3.8").below(RAW, ARENAS + 0x10);
    heap.mallocs(8, 512);
    State state = heap.state();
    assertNull(state.poolOf(at(ARENAS + 0xfff)));
    assertEquals(at(ARENAS + 0x1000), state.pool(at(ARENAS + 0x1000)).address());
    assertEquals(at(ARENAS + 0x1000), state.pool(at(ARENAS + 0x1fff)).address());
    assertEquals(at(ARENAS + 0x2000), state.pool(at(ARENAS + 0x2000)).address());
    assertNotNull(state.poolOf(at(ARENAS + 0x2fff)));
    assertNull(state.poolOf(at(ARENAS + 0x3000)));
    assertNull(state.poolOf(at(ARENAS - 1)));
  }
}
