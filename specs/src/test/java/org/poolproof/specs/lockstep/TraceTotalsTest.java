package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Expected;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.SummaryKey;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Subject;

/** The totals of a trace of nine operations, counted by hand. */
class TraceTotalsTest {

  private final Subject subject = new ModelSubject(Geometries.named("cpython-3.12"));
  private final Client client = new Client();
  private final TraceTotals totals = new TraceTotals();
  private long operation;

  private void perform(Action action, Expected expected, long answer) {
    operation++;
    Client.Turn turn = client.turn(action);
    Address address = new Address(answer);
    client.keep(turn, address, operation);
    Step step = new Step(operation, 0, action, expected, List.of());
    totals.count(step, turn.named(), address, client.names(), subject);
  }

  private String value(SummaryKey key) {
    return totals.value(key, client.names(), new HeapCounters(9, 5, 2, 4), subject);
  }

  private void performAll() {
    Expected block = Expected.Word.BLOCK;
    perform(new Action.Malloc(Domain.OBJ, 0, new ByteCount(16)), block, 0x100);
    perform(new Action.Calloc(Domain.MEM, 1, 100, new ByteCount(10)), block, 0x200);
    perform(new Action.ReallocNull(Domain.RAW, 2, new ByteCount(17)), block, 0x300);
    perform(new Action.Realloc(Domain.OBJ, 0, new ByteCount(20)), Expected.Word.STAYED, 0x100);
    perform(new Action.Realloc(Domain.OBJ, 1, new ByteCount(512)), Expected.Word.MOVED, 0x400);
    perform(new Action.Malloc(Domain.OBJ, 3, new ByteCount(0)), Pointer.NULL, 0);
    perform(new Action.Free(Domain.OBJ, 0), null, 0);
    perform(new Action.FreeNull(Domain.OBJ), null, 0);
    perform(new Action.Malloc(Domain.OBJ, 3, new ByteCount(512)), block, 0x500);
  }

  @Test
  void countsAreThoseOfTheOperations() {
    performAll();
    assertEquals("9", value(SummaryKey.OPS));
    assertEquals("4", value(SummaryKey.BLOCKS));
    assertEquals(
        "calloc=1 free=1 freenull=1 malloc=3 realloc_inplace=1 realloc_moved=1 realloc_null=1",
        value(SummaryKey.OPS_BY_KIND));
    assertEquals("3", value(SummaryKey.LIVE_AT_END_BLOCKS));
    assertEquals("3", value(SummaryKey.LIVE_PEAK_BLOCKS));
  }

  @Test
  void bytesAreTheRequestedOnes() {
    performAll();
    assertEquals("1545", value(SummaryKey.BYTES_REQUESTED));
    assertEquals("1041", value(SummaryKey.LIVE_AT_END_BYTES));
    assertEquals("1041", value(SummaryKey.LIVE_PEAK_BYTES));
    assertEquals("9", value(SummaryKey.PEAK_AT_OP));
  }

  @Test
  void smallMeansFromOneByteTo512() {
    performAll();
    assertEquals("0.6000", value(SummaryKey.SHARE_SMALL_COUNT));
    assertEquals("0.3528", value(SummaryKey.SHARE_SMALL_BYTES));
    assertEquals("0:1 16:1 32:1 512:1 >512:1", value(SummaryKey.SIZE_HIST16));
  }

  @Test
  void lifetimeIsCountedInOperations() {
    performAll();
    assertEquals("p10=6 p50=6 p90=6 p99=6 max=6 never_freed=3", value(SummaryKey.LIFETIME_OPS));
  }

  @Test
  void countersAreThoseOfTheHeap() {
    assertEquals("5", value(SummaryKey.ARENAS_ALLOCATED));
    assertEquals("2", value(SummaryKey.ARENAS_FREED));
    assertEquals("4", value(SummaryKey.ARENAS_HIGHWATER));
    assertEquals("1048576", value(SummaryKey.ARENA_SIZE));
    assertEquals("0", value(SummaryKey.IMPLICIT_FREES));
    assertNull(value(SummaryKey.NAME));
  }

  @Test
  void addressesOutsideArenasEnterTheHashAsZero() {
    assertEquals("cbf29ce484222325", value(SummaryKey.ADDR_HASH));
    perform(new Action.Malloc(Domain.RAW, 0, new ByteCount(1)), Expected.Word.BLOCK, 0x100);
    assertEquals("cbf29ce484222325", value(SummaryKey.ADDR_HASH));
    perform(new Action.Malloc(Domain.OBJ, 1, new ByteCount(1)), Expected.Word.BLOCK, 0x200);
    assertEquals("af63bd4c8601b7df", value(SummaryKey.ADDR_HASH));
    assertEquals("0", value(SummaryKey.PYMALLOC_SERVED));
  }

  @Test
  void nothingAtAllHasTotalsToo() {
    assertEquals("0", value(SummaryKey.OPS));
    assertEquals("0.0000", value(SummaryKey.SHARE_SMALL_BYTES));
    assertEquals("p10=0 p50=0 p90=0 p99=0 max=0 never_freed=0", value(SummaryKey.LIFETIME_OPS));
    assertEquals("", value(SummaryKey.SIZE_HIST16));
  }
}
