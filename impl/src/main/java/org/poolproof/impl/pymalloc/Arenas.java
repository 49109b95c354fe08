package org.poolproof.impl.pymalloc;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.PoolHeader;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.system.ArenaSource;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/** Pools from the fullest usable arena and back into their arena (PYMALLOC.md 4 and 5). */
final class Arenas {
  private final Memory memory;
  private final ControlBlock control;
  private final ArenaTable table;
  private final UsableArenas usable;
  private final AddressIndex index;
  private final ArenaSource source;
  private final @SignedPositive @ByteSize long poolBytes;
  private final @SignedPositive @ByteSize long arenaBytes;
  private final @SignedPositive int poolCount;
  private final boolean keepsLastArena;

  Arenas(
      Geometry geometry,
      Memory memory,
      ControlBlock control,
      ArenaTable table,
      AddressIndex index,
      ArenaSource source) {
    this.memory = memory;
    this.control = control;
    this.table = table;
    this.usable = new UsableArenas(memory, control);
    this.index = index;
    this.source = source;
    this.poolBytes = geometry.poolBytes();
    this.arenaBytes = geometry.arenaBytes();
    this.poolCount = geometry.poolCount();
    this.keepsLastArena = geometry.keepsLastArena();
  }

  /** A pool that is empty, or never had a class; 0 when it needs an arena and that is refused. */
  public @Unsigned @Address long takePool() {
    long record = usable.first();
    if (record == 0) {
      record = newArena();
      if (record == 0) {
        return 0;
      }
      usable.addOnly(record);
    }
    long pool = ArenaRecord.freePools(memory, record);
    if (pool == 0) {
      pool = carvePool(record);
    } else {
      ArenaRecord.setFreePools(memory, record, PoolHeader.next(memory, pool));
    }
    usable.firstLosesPool(record);
    return pool;
  }

  /**
   * Takes back a pool that is empty and in no list. Its arena is then released when all its pools
   * are free, unless it is the last usable one of a version that keeps that; else it is listed
   * where its number of free pools belongs.
   */
  void giveBack(@Unsigned @Address long pool) {
    long record = table.record(PoolHeader.arenaIndex(memory, pool));
    PoolHeader.setNext(memory, pool, ArenaRecord.freePools(memory, record));
    memory.die(PoolHeader.previousAt(memory, pool), memory.wordBytes());
    ArenaRecord.setFreePools(memory, record, pool);
    long formerCount = ArenaRecord.freePoolCount(memory, record);
    long last = usable.withdrawAsLast(record, formerCount);
    long freeCount = formerCount + 1;
    ArenaRecord.setFreePoolCount(memory, record, freeCount);
    if (freeCount == ArenaRecord.totalPoolCount(memory, record)
        && !(keepsLastArena && usable.isLast(record))) {
      usable.unlink(record);
      release(record);
    } else if (freeCount == 1) {
      usable.addFirst(record);
    } else {
      usable.moveBehind(last, record);
    }
  }

  /** Gives every arena back, whatever is in it, by ascending record; the lists are not kept. */
  void dissolve() {
    for (long i = 0; i < control.recordCount(); i++) {
      long record = table.record(i);
      long arena = ArenaRecord.address(memory, record);
      if (arena != 0) {
        memory.revoke(arena, arenaBytes);
        release(record);
      }
    }
  }

  private @Unsigned @Address long carvePool(@Unsigned @Address long record) {
    long pool = ArenaRecord.poolAddress(memory, record);
    ArenaRecord.setPoolAddress(memory, record, pool + poolBytes);
    PoolHeader.setArenaIndex(memory, pool, table.indexOf(record));
    PoolHeader.setClassIndex(memory, pool, PoolHeader.NO_CLASS);
    return pool;
  }

  /** A record with a new arena, in no list; 0 when a layer below refuses. */
  private @Unsigned @Address long newArena() {
    long record = table.firstUnused();
    if (record == 0) {
      return 0;
    }
    long arena = source.allocate(arenaBytes);
    if (arena == 0) {
      return 0;
    }
    index.requireDistinct(arena);
    index.requireDistinct(arena + (arenaBytes - 1));
    requireTwoPools(arena);
    if (!index.mark(arena)) {
      source.free(arena, arenaBytes);
      return 0;
    }
    table.takeFirstUnused(record);
    describe(record, arena);
    memory.own(arena, arenaBytes);
    long arenaCount = control.arenaCount() + 1;
    control.setArenaCount(arenaCount);
    control.setGrantCount(control.grantCount() + 1);
    if (Long.compareUnsigned(arenaCount, control.highwaterCount()) > 0) {
      control.setHighwaterCount(arenaCount);
    }
    return record;
  }

  /** The pools of an arena that is not aligned to one begin at the next, and are one fewer. */
  private void describe(@Unsigned @Address long record, @Unsigned @Address long arena) {
    long firstPool = arena + (poolBytes - 1) & ~(poolBytes - 1);
    int count = usablePoolCount(arena);
    ArenaRecord.setAddress(memory, record, arena);
    ArenaRecord.setPoolAddress(memory, record, firstPool);
    ArenaRecord.setFreePoolCount(memory, record, count);
    ArenaRecord.setTotalPoolCount(memory, record, count);
    ArenaRecord.setFreePools(memory, record, 0);
  }

  private @SignedPositive int usablePoolCount(@Unsigned @Address long arena) {
    return (arena & (poolBytes - 1)) == 0 ? poolCount : poolCount - 1;
  }

  /** With one pool a full arena would be released from a list it is not in (PYMALLOC.md 5.4a). */
  private void requireTwoPools(@Unsigned @Address long arena) {
    if (usablePoolCount(arena) < 2) {
      throw new IllegalStateException("an arena of one pool: align it to " + poolBytes + " bytes");
    }
  }

  private void release(@Unsigned @Address long record) {
    long arena = ArenaRecord.address(memory, record);
    table.giveBack(record);
    index.unmark(arena);
    memory.disown(arena, arenaBytes);
    source.free(arena, arenaBytes);
    control.setArenaCount(control.arenaCount() - 1);
  }
}
