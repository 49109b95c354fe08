package org.poolproof.model.pymalloc.rule;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Request;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.ArenaTable;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.model.pymalloc.state.Vector;

/** Arenas: how they come, give pools, take them back and go. PYMALLOC.md 4.2 to 4.4 and 5.4. */
final class Arenas {

  /** The most records that a table can count: an unsigned 32-bit number. */
  private static final long MAX_RECORD_COUNT = 0xffff_ffffL;

  private Arenas() {}

  /** 4.2. Whether there is a usable arena, if need be a new one. */
  static boolean haveUsable(StepUnderWay step) {
    if (!step.state().table().usable().isEmpty()) {
      return true;
    }
    ArenaIndex index = newArena(step);
    if (index.equals(ArenaIndex.NONE)) {
      step.apply(Rule.NOT_SERVED);
      return false;
    }
    step.apply(Rule.ARENA_NEEDED);
    ArenaTable table = step.state().table();
    become(step, UsableArenas.onlyUsable(table, index, table.arena(index).totalPoolCount()));
    return true;
  }

  /** 4.3a and b. Takes a pool from the head of the usable list. */
  static Pool takePool(StepUnderWay step) {
    ArenaTable table = step.state().table();
    ArenaIndex head = table.usable().first();
    Arena arena = table.arena(head);
    if (arena.freePools().isEmpty()) {
      step.apply(Rule.POOL_CARVED);
      Address pool = arena.poolAddress();
      arena = arena.withCarved(Pool.carved(pool, head), pool.plus(step.geometry().poolBytes()));
      return takePool(step, head, arena, pool, Chain.empty());
    }
    step.apply(Rule.FREE_POOL_TAKEN);
    return takePool(step, head, arena, arena.freePools().first(), arena.freePools().rest());
  }

  private static Pool takePool(
      StepUnderWay step, ArenaIndex head, Arena arena, Address pool, Chain<Address> freePools) {
    int freePoolCount = arena.freePoolCount();
    step.apply(freePoolCount == 1 ? Rule.ARENA_FULL : Rule.POOL_COUNTED);
    ArenaTable table = UsableArenas.headLosesPool(step.state().table(), freePoolCount);
    become(step, table.withRecord(head, arena.withFree(freePoolCount - 1, freePools)));
    return step.state().pool(pool);
  }

  /** 4.4. A new arena, {@link ArenaIndex#NONE} if there is none to be had. */
  private static ArenaIndex newArena(StepUnderWay step) {
    if (step.state().table().unused().isEmpty() && !growTable(step)) {
      return ArenaIndex.NONE;
    }
    step.apply(Rule.ARENA_REQUESTED);
    Address base = step.ask(new Request.ArenaAlloc(arenaSize(step)));
    if (!base.isNull() && !AddressIndex.mark(step, base)) {
      step.apply(Rule.ARENA_NOT_MARKED);
      step.release(new Request.ArenaFree(base, arenaSize(step)));
      base = Address.NULL;
    }
    if (base.isNull()) {
      step.apply(Rule.ARENA_REFUSED);
      return ArenaIndex.NONE;
    }
    return associate(step, base);
  }

  /** 4.4a. Whether the table could be had with as many unused records as it had records. */
  private static boolean growTable(StepUnderWay step) {
    ArenaTable table = step.state().table();
    long oldCount = table.records().size();
    long newCount = oldCount == 0 ? step.geometry().initialRecordCount() : 2 * oldCount;
    long newBytes = newCount * step.geometry().arenaRecordBytes();
    if (newCount > MAX_RECORD_COUNT || newBytes > step.geometry().maxRequestBytes()) {
      step.apply(Rule.TABLE_OVERFLOW);
      return false;
    }
    Address address = RawMemory.realloc(step, table.address(), new ByteCount(newBytes));
    if (address.isNull()) {
      step.apply(Rule.TABLE_REFUSED);
      return false;
    }
    step.apply(oldCount == 0 ? Rule.TABLE_CREATED : Rule.TABLE_DOUBLED);
    become(step, grown(table, address, newCount));
    return true;
  }

  private static ArenaTable grown(ArenaTable table, Address address, long newCount) {
    Vector<ArenaRecord> records = table.records();
    Chain<ArenaIndex> unused = Chain.empty();
    for (long index = newCount - 1; index >= table.records().size(); index--) {
      records = records.and(ArenaRecord.UNASSOCIATED);
      unused = unused.prepend(new ArenaIndex((int) index));
    }
    return new ArenaTable(address, records, unused, table.usable(), table.lastUsable());
  }

  /** 4.4e. The first unused record gets the arena at {@code base}. */
  private static ArenaIndex associate(StepUnderWay step, Address base) {
    Geometry geometry = step.geometry();
    Address firstPool = base.roundedUp(geometry.poolBytes());
    boolean aligned = firstPool.equals(base);
    step.apply(aligned ? Rule.ARENA_ALIGNED : Rule.ARENA_UNALIGNED);
    int poolCount = geometry.poolsPerArena() - (aligned ? 0 : 1);
    Arena arena = new Arena(base, firstPool, poolCount, poolCount, Chain.empty(), Vector.empty());
    State state = step.state();
    ArenaIndex index = state.table().unused().first();
    step.become(
        state
            .withTable(
                state.table().withRecord(index, arena).withUnused(state.table().unused().rest()))
            .withBases(state.bases().with(base.value(), index))
            .withCounters(state.counters().arenaAllocated()));
    return index;
  }

  /** 5.4. Takes {@code pool} back, which has just lost its last allocated block. */
  static void takeBack(StepUnderWay step, Pool pool) {
    step.apply(Rule.POOL_EMPTIED);
    ArenaIndex index = pool.arena();
    ArenaTable table = step.state().table();
    Arena before = table.arena(index);
    int freePoolCount = before.freePoolCount() + 1;
    ArenaIndex lastAlike = UsableArenas.last(table, before.freePoolCount());
    Arena arena = before.withFree(freePoolCount, before.freePools().prepend(pool.address()));
    become(
        step,
        UsableArenas.withoutAsLast(table, index, before.freePoolCount()).withRecord(index, arena));
    if (mustGiveBack(step, index, arena)) {
      giveBack(step, index, arena);
    } else if (freePoolCount == 1) {
      relink(step, index);
    } else {
      keepSorted(step, index, freePoolCount, lastAlike);
    }
  }

  private static boolean mustGiveBack(StepUnderWay step, ArenaIndex index, Arena arena) {
    if (arena.freePoolCount() < arena.totalPoolCount()) {
      return false;
    }
    if (step.geometry().keepsLastArena() && !step.state().table().usable().hasBehind(index)) {
      step.apply(Rule.LAST_ARENA_KEPT);
      return false;
    }
    return true;
  }

  /** 5.4a. */
  private static void giveBack(StepUnderWay step, ArenaIndex index, Arena arena) {
    step.apply(Rule.ARENA_GIVEN_BACK);
    AddressIndex.unmark(step, arena.address());
    step.release(new Request.ArenaFree(arena.address(), arenaSize(step)));
    State state = step.state();
    ArenaTable table = state.table();
    step.become(
        state
            .withTable(
                table
                    .withRecord(index, ArenaRecord.UNASSOCIATED)
                    .withUsable(table.usable().without(index))
                    .withUnused(table.unused().prepend(index)))
            .withBases(state.bases().without(arena.address().value()))
            .withCounters(state.counters().arenaFreed()));
  }

  /** 5.4b. */
  private static void relink(StepUnderWay step, ArenaIndex index) {
    step.apply(Rule.FULL_ARENA_RELINKED);
    ArenaTable table = step.state().table();
    become(
        step, UsableArenas.withAsFirst(table.withUsable(table.usable().prepend(index)), index, 1));
  }

  /** 5.4c. {@code lastAlike} was the last with as many free pools as {@code index} had. */
  private static void keepSorted(
      StepUnderWay step, ArenaIndex index, int freePoolCount, ArenaIndex lastAlike) {
    ArenaTable table = UsableArenas.withAsFirst(step.state().table(), index, freePoolCount);
    if (lastAlike.equals(index)) {
      step.apply(Rule.ARENA_STAYS);
    } else {
      step.apply(Rule.ARENA_MOVED);
      table = table.withUsable(table.usable().without(index).withBehind(lastAlike, index));
    }
    become(step, table);
  }

  private static void become(StepUnderWay step, ArenaTable table) {
    step.become(step.state().withTable(table));
  }

  private static ByteCount arenaSize(StepUnderWay step) {
    return new ByteCount(step.geometry().arenaBytes());
  }
}
