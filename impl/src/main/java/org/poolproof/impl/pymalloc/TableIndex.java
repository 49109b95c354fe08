package org.poolproof.impl.pymalloc;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.PoolHeader;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * The index of up to 3.9 (PYMALLOC.md 6): the arenaindex that the pool of an address would have, if
 * it were one, names a record, and the address lies in that record's arena or in none.
 */
final class TableIndex extends AddressIndex {
  private final Memory memory;
  private final ControlBlock control;
  private final @SignedPositive @ByteSize long poolBytes;
  private final @SignedPositive @ByteSize long arenaBytes;

  private TableIndex(Geometry geometry, Memory memory, ControlBlock control) {
    super(Byte.SIZE * geometry.wordBytes());
    this.memory = memory;
    this.control = control;
    this.poolBytes = geometry.poolBytes();
    this.arenaBytes = geometry.arenaBytes();
  }

  /** The index of this kind, for {@link AddressIndex#of}. */
  static AddressIndex over(Geometry geometry, Memory memory, ControlBlock control) {
    return new TableIndex(geometry, memory, control);
  }

  /**
   * Reads what may be anybody's memory, once: the answer does not depend on it, because whichever
   * record it names, {@code p} lies in a pool of that record's arena or the answer is no.
   */
  @Override
  boolean contains(@Unsigned @Address long p) {
    long pool = p & ~(poolBytes - 1);
    long index = memory.readForeignHalf(pool + PoolHeader.arenaIndexOffset(memory));
    if (index >= control.recordCount()) {
      return false;
    }
    long record = control.table() + ArenaRecord.bytes(memory) * index;
    long arena = ArenaRecord.address(memory, record);
    return arena != 0 && Long.compareUnsigned(p - arena, arenaBytes) < 0;
  }

  @Override
  boolean mark(@Unsigned @Address long arena) {
    return true;
  }

  @Override
  void unmark(@Unsigned @Address long arena) {}

  @Override
  void dissolve() {}
}
