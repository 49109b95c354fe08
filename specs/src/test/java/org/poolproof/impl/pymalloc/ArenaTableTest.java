package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.impl.memory.ByteState.DEAD;
import static org.poolproof.impl.memory.ByteState.LIVE;
import static org.poolproof.impl.memory.ByteState.OUTSIDE;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.memory.ByteState;
import org.poolproof.impl.memory.CheckedMemory;

/** Which fields of a record mean something: 48 bytes, links at 32 and 40 (PYMALLOC.md 3). */
class ArenaTableTest {
  private static final Geometry GEOMETRY = Ground.tiny(new Table(), true);

  private final Ground ground = new Ground(GEOMETRY);
  private final CheckedMemory memory = ground.memory();
  private ArenaTable table;

  @BeforeEach
  void open() {
    ground.open();
    memory.beginOperation();
    ControlBlock control = new ControlBlock(GEOMETRY, memory, Ground.CONTROL);
    AddressIndex index = AddressIndex.of(GEOMETRY, memory, control, ground);
    table = new ArenaTable(GEOMETRY, memory, control, index, ground);
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void anUnusedRecordHasItsAddressAndItsNext() {
    long record = table.firstUnused();
    assertStates(record, LIVE, DEAD, LIVE, DEAD);
  }

  @Test
  void aRecordThatIsTakenIsInNoList() {
    long record = table.firstUnused();
    table.takeFirstUnused(record);
    assertStates(record, LIVE, DEAD, DEAD, DEAD);
    assertEquals(0, ground.control().unusedRecords());
  }

  @Test
  void aRecordThatIsGivenBackForgetsItsArena() {
    long record = table.firstUnused();
    table.takeFirstUnused(record);
    ArenaRecord.setAddress(memory, record, ARENAS);
    for (long at = record + 8; at < record + 48; at += 8) {
      memory.writeWord(at, 1);
    }
    table.giveBack(record);
    assertStates(record, LIVE, DEAD, LIVE, DEAD);
    assertEquals(0, ArenaRecord.address(memory, record));
    assertEquals(0, ArenaRecord.next(memory, record));
    assertEquals(record, ground.control().unusedRecords());
  }

  @Test
  void theTableIsGivenBackWithItsLastRecord() {
    table.takeFirstUnused(table.firstUnused());
    long record = table.firstUnused();
    assertEquals(table.record(1), record);
    long first = table.record(0);
    table.dissolve();
    for (long at = first; at < record + 48; at++) {
      assertEquals(OUTSIDE, memory.stateOf(at));
    }
    assertEquals(
        "realloc 0 48 -> 100000\nrealloc 100000 96 -> 200000\nfree 200000", ground.calls());
  }

  /** The address; pool_address, both counts and freepools; nextarena; prevarena. */
  private void assertStates(
      long record, ByteState address, ByteState content, ByteState next, ByteState previous) {
    for (int offset = 0; offset < 48; offset++) {
      ByteState expected =
          offset < 8 ? address : offset < 32 ? content : offset < 40 ? next : previous;
      assertEquals(expected, memory.stateOf(record + offset), "at " + offset);
    }
  }
}
