package org.poolproof.model.pymalloc.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.poolproof.model.pymalloc.Heap.ARENAS;
import static org.poolproof.model.pymalloc.Heap.RAW;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.Model;
import org.poolproof.model.Step;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.operation.Request;
import org.poolproof.model.operation.Supply;
import org.poolproof.model.pymalloc.Heap;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.ArenaTable;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Counters;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.model.pymalloc.state.Vector;

/** Where arenas come from, and what happens when they do not: PYMALLOC.md 4.2 and 4.4. */
class NewArenaTest {
  /** Pools of 128 bytes with two blocks of 16, four to an arena of 512; a table of one record. */
  private static final String TINY = "tiny:classes=1,blocks=2,pools=4,arenas=3,keep=none";

  @Test
  void alignedArenaHasAllItsPools() {
    Heap heap = Heap.of("cpython-3.8");
    heap.malloc(16);
    assertEquals("80000000: 63 of 64 free [], next 1", heap.arena(0));
    assertEquals(List.of(0), heap.usable());
    assertEquals(63, heap.lastUsable().indexOf(0));
    assertEquals(new Counters(1, 1, 1, 0), heap.state().counters());
    assertTrue(heap.applied(Rule.ARENA_ALIGNED));
    assertFalse(heap.applied(Rule.ARENA_UNALIGNED));
  }

  @Test
  void unalignedArenaLosesOnePoolAndBeginsAtThePoolBoundaryAbove() {
    Heap heap = Heap.of("cpython-3.8").below(RAW, ARENAS + 0x10);
    assertEquals(ARENAS + 0x1030, heap.malloc(16));
    assertEquals("80000010: 62 of 63 free [], next 1", heap.arena(0));
    assertEquals(62, heap.lastUsable().indexOf(0));
    assertTrue(heap.applied(Rule.ARENA_UNALIGNED));
    assertFalse(heap.applied(Rule.ARENA_ALIGNED));
  }

  @Test
  void poolAlignedArenaLosesNothing() {
    Heap heap = Heap.of("cpython-3.8").below(RAW, ARENAS + 0x1000);
    assertEquals(ARENAS + 0x1030, heap.malloc(16));
    assertEquals("80001000: 63 of 64 free [], next 1", heap.arena(0));
  }

  @Test
  void poolsAreCarvedAscendingAndTheLastOneFillsTheArena() {
    Heap heap = Heap.of(TINY);
    for (int pool = 0; pool < 3; pool++) {
      assertEquals(ARENAS + 128 * pool + 0x30, heap.malloc(16));
      assertTrue(heap.applied(Rule.POOL_CARVED) && heap.applied(Rule.POOL_COUNTED));
      assertEquals(List.of(0), heap.usable());
      assertEquals(3 - pool, heap.lastUsable().indexOf(0));
      heap.malloc(16);
    }
    assertEquals(ARENAS + 0x1b0, heap.malloc(16));
    assertTrue(heap.applied(Rule.POOL_CARVED) && heap.applied(Rule.ARENA_FULL));
    assertFalse(heap.applied(Rule.POOL_COUNTED));
    assertEquals("80000000: 0 of 4 free [], next 4", heap.arena(0));
    assertEquals(List.of(), heap.usable());
    assertEquals(List.of(-1, -1, -1, -1, -1), heap.lastUsable());
  }

  @Test
  void tableOfAllRecordsDoublesAndMayMove() {
    Heap heap = Heap.of(TINY);
    heap.mallocs(8, 16);
    assertEquals(List.of("R 0 48 = 10000", "A 512 = 80000000"), callsOfFirst(TINY));
    heap.malloc(16);
    assertEquals(List.of("R 10000 96 = 11000", "A 512 = 80000200"), heap.calls());
    assertTrue(heap.applied(Rule.TABLE_DOUBLED));
    assertFalse(heap.applied(Rule.TABLE_CREATED));
    assertEquals(new Address(0x11000), heap.state().table().address());
    assertEquals(List.of(), heap.unused());
    assertEquals("80000200: 3 of 4 free [], next 1", heap.arena(1));
    heap.mallocs(7, 16);
    heap.below(0x11000, ARENAS + 0x8000).malloc(16);
    assertEquals(List.of("R 11000 192 = 11000", "A 512 = 80008000"), heap.calls());
    assertEquals(List.of(3), heap.unused());
    assertEquals(4, heap.state().table().records().size());
    assertEquals(new Counters(3, 3, 3, 0), heap.state().counters());
  }

  private static List<String> callsOfFirst(String geometry) {
    Heap heap = Heap.of(geometry);
    heap.malloc(16);
    return heap.calls();
  }

  @Test
  void seventeenthArenaDoublesTheTable() {
    Heap heap = Heap.of("cpython-3.8");
    heap.malloc(512);
    assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), heap.unused());
    heap.mallocs(16 * 448 - 1, 512);
    assertEquals(List.of(), heap.unused());
    assertEquals(ARENAS + 16 * 0x40000 + 0x30, heap.malloc(512));
    assertEquals(List.of("R 10000 1536 = 11000", "A 262144 = 80400000"), heap.calls());
    assertEquals(32, heap.state().table().records().size());
    assertEquals(17, heap.unused().getFirst());
    assertEquals(15, heap.unused().size());
    assertEquals(31, heap.unused().getLast());
  }

  @Test
  void recordsOfFourByteWordsTakeTwentyEightBytes() {
    assertEquals(
        List.of("R 0 448 = 10000", "A 262144 = 80000000"), callsOfFirst("cpython-3.9-i386"));
  }

  @Test
  void refusedTableLeavesNothingBehind() {
    Heap heap = Heap.of(TINY);
    State before = heap.state();
    assertEquals(0, heap.below(0, 0).malloc(16));
    assertEquals(List.of("R 0 48 = 0", "M 16 = 0"), heap.calls());
    assertEquals(before, heap.state());
    assertEquals(
        EnumSet.of(Rule.TABLE_REFUSED, Rule.NOT_SERVED, Rule.UNSERVED_TO_RAW, Rule.RAW_REFUSES),
        heap.last().rules());
  }

  @Test
  void refusedArenaLeavesTheTableBehindAndItsRecordFirst() {
    Heap heap = Heap.of("tiny:classes=1,blocks=2,pools=4,records=2");
    State before = heap.state();
    assertEquals(0, heap.below(RAW, 0, 0).malloc(3));
    assertEquals(List.of("R 0 96 = 10000", "A 512 = 0", "M 3 = 0"), heap.calls());
    assertEquals(List.of(0, 1), heap.unused());
    ArenaTable table =
        new ArenaTable(
            new Address(RAW),
            Vector.filled(2, ArenaRecord.UNASSOCIATED),
            Chain.of(new ArenaIndex(0), new ArenaIndex(1)),
            Chain.empty(),
            Vector.filled(5, ArenaIndex.NONE));
    assertEquals(before.withTable(table), heap.state());
    assertTrue(heap.applied(Rule.ARENA_REFUSED) && heap.applied(Rule.ARENA_REQUESTED));
    State again = heap.state();
    assertEquals(0, heap.below(0, 0).malloc(3));
    assertEquals(List.of("A 512 = 0", "M 3 = 0"), heap.calls());
    assertEquals(again, heap.state());
    heap.malloc(3);
    assertEquals("80000000: 3 of 4 free [], next 1", heap.arena(0));
  }

  @Test
  void refusedTableOfAFullHeapChangesNothing() {
    Heap heap = Heap.of(TINY);
    heap.mallocs(8, 16);
    State before = heap.state();
    assertEquals(0, heap.below(0, 0).malloc(16));
    assertEquals(List.of("R 10000 96 = 0", "M 16 = 0"), heap.calls());
    assertEquals(before, heap.state());
  }

  @Test
  void unservedRequestIsRawMemorysWithItsOwnArguments() {
    Heap heap = Heap.of(TINY);
    assertEquals(0x5000, heap.below(0, 0x5000).calloc(3, 5));
    assertEquals(List.of("R 0 48 = 0", "C 3 5 = 5000"), heap.calls());
    assertEquals(new Counters(0, 0, 0, 1), heap.state().counters());
    assertFalse(heap.applied(Rule.CALLOC_ZEROES));
  }

  @Test
  void requestOfAnotherClassFindsNoUsableArenaEither() {
    Heap heap = Heap.of("tiny:classes=2,blocks=2,pools=2,arenas=1,keep=none");
    heap.malloc(16);
    heap.malloc(32);
    assertEquals(List.of(), heap.usable());
    heap.malloc(16);
    assertEquals(List.of(), heap.calls());
    assertEquals(0, heap.below(0, 0).malloc(16));
    assertTrue(heap.applied(Rule.NOT_SERVED));
  }

  @Test
  void tableBeyondTheRecordsThatCanBeCountedIsNotAskedFor() {
    assertEquals(List.of(raw(16, Answer.REFUSED)), callsWithFullTable("cpython-3.8", 1L << 31, 1));
    assertEquals(
        List.of(
            table(0x7000, 103_079_215_104L), // 2^31 records of 48 bytes
            raw(16, Answer.REFUSED)),
        callsWithFullTable("cpython-3.8", 1L << 30, 2));
  }

  @Test
  void tableBeyondTheGreatestRequestIsNotAskedFor() {
    assertEquals(
        List.of(raw(16, Answer.REFUSED)), callsWithFullTable("cpython-3.9-i386", 1L << 26, 1));
    assertEquals(
        List.of(
            table(0x7000, 1_879_048_192L), // 2^26 records of 28 bytes
            raw(16, Answer.REFUSED)),
        callsWithFullTable("cpython-3.9-i386", 1L << 25, 2));
  }

  @Test
  void overflowOfTheTableIsARuleOfItsOwn() {
    Step.Done done = withFullTable("cpython-3.8", 1L << 31, Supply.of(Answer.REFUSED));
    assertEquals(
        EnumSet.of(Rule.TABLE_OVERFLOW, Rule.NOT_SERVED, Rule.UNSERVED_TO_RAW, Rule.RAW_REFUSES),
        done.rules());
    assertEquals(Outcome.NULL, done.outcome());
    assertEquals(Counters.ZERO, done.state().counters());
    assertEquals(1L << 31, done.state().table().records().size());
  }

  private static List<Call> callsWithFullTable(String geometry, long recordCount, int refusals) {
    Supply supply = Supply.EMPTY;
    for (int refusal = 0; refusal < refusals; refusal++) {
      supply = supply.and(Answer.REFUSED);
    }
    Step.Done done = withFullTable(geometry, recordCount, supply);
    assertTrue(done.unused().isEmpty());
    return done.calls();
  }

  /** malloc(16) where the table has {@code recordCount} records, no unused and no usable one. */
  private static Step.Done withFullTable(String geometry, long recordCount, Supply supply) {
    State initial = Model.initial(Geometries.named(geometry));
    ArenaTable table =
        new ArenaTable(
            new Address(0x7000),
            Vector.filled(recordCount, ArenaRecord.UNASSOCIATED),
            Chain.empty(),
            Chain.empty(),
            initial.table().lastUsable());
    Operation malloc = new Operation.Malloc(Domain.OBJ, new ByteCount(16));
    return (Step.Done) Model.step(initial.withTable(table), malloc, supply);
  }

  private static Call raw(long size, Answer answer) {
    return new Call(new Request.RawMalloc(new ByteCount(size)), answer);
  }

  private static Call table(long address, long size) {
    return new Call(
        new Request.RawRealloc(new Address(address), new ByteCount(size)), Answer.REFUSED);
  }
}
