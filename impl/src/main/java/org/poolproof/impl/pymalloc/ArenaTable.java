package org.poolproof.impl.pymalloc;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.raw.RawSource;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * The table of arena records and the list of those without an arena, last in, first out
 * (PYMALLOC.md 3 and 4.4a). The table only grows, and only while neither list has a record, so that
 * nothing points into it when it moves.
 */
final class ArenaTable {
  private static final @SignedPositive long RECORD_COUNT_LIMIT = 0xffff_ffffL;

  private final Memory memory;
  private final ControlBlock control;
  private final AddressIndex index;
  private final RawSource raw;
  private final @SignedPositive int initialRecordCount;
  private final @SignedPositive @ByteSize int recordBytes;

  ArenaTable(
      Geometry geometry, Memory memory, ControlBlock control, AddressIndex index, RawSource raw) {
    this.memory = memory;
    this.control = control;
    this.index = index;
    this.raw = raw;
    this.initialRecordCount = geometry.initialRecordCount();
    this.recordBytes = ArenaRecord.bytes(memory);
  }

  /** The record at an index. */
  public @Unsigned @Address long record(@SignedPositive long recordIndex) {
    return control.table() + recordBytes * recordIndex;
  }

  /** The index of a record. */
  public @Unsigned long indexOf(@Unsigned @Address long record) {
    return Long.divideUnsigned(record - control.table(), recordBytes);
  }

  /** The first record without an arena, still listed; 0 when the table cannot grow. */
  public @Unsigned @Address long firstUnused() {
    if (control.unusedRecords() == 0) {
      grow();
    }
    return control.unusedRecords();
  }

  /** Unlists the first record without an arena. */
  void takeFirstUnused(@Unsigned @Address long record) {
    control.setUnusedRecords(ArenaRecord.next(memory, record));
    memory.die(ArenaRecord.links(memory, record), ArenaRecord.linkBytes(memory));
  }

  /** Lists a record whose arena is gone. */
  void giveBack(@Unsigned @Address long record) {
    ArenaRecord.setAddress(memory, record, 0);
    ArenaRecord.setNext(memory, record, control.unusedRecords());
    memory.die(ArenaRecord.poolAddressAt(memory, record), ArenaRecord.contentBytes(memory));
    memory.die(ArenaRecord.previousAt(memory, record), memory.wordBytes());
    control.setUnusedRecords(record);
  }

  /** Frees the table. */
  void dissolve() {
    if (control.table() != 0) {
      memory.disown(control.table(), recordBytes * control.recordCount());
      raw.free(control.table());
    }
  }

  /** Lists twice as many records, the new ones; none when that is too many or refused. */
  private void grow() {
    long former = control.recordCount();
    long count = former == 0 ? initialRecordCount : 2 * former;
    if (count > RECORD_COUNT_LIMIT || isBeyondWord(recordBytes * count)) {
      return;
    }
    long old = control.table();
    long table = raw.realloc(old, recordBytes * count);
    if (table == 0) {
      return;
    }
    index.requireDistinct(table);
    memory.enlarge(old, recordBytes * former, table, recordBytes * count);
    control.setTable(table);
    control.setRecordCount(count);
    long first = table + recordBytes * former;
    long last = table + recordBytes * (count - 1);
    for (long record = first; record != last; record += recordBytes) {
      listUnused(record, record + recordBytes);
    }
    listUnused(last, 0);
    control.setUnusedRecords(first);
  }

  private void listUnused(@Unsigned @Address long record, @Unsigned @Address long next) {
    ArenaRecord.setAddress(memory, record, 0);
    ArenaRecord.setNext(memory, record, next);
  }

  private boolean isBeyondWord(@SignedPositive @ByteSize long bytes) {
    return memory.wordBytes() == Memory.HALF_BYTES && bytes > 0xffff_ffffL;
  }
}
