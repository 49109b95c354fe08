package org.poolproof.impl.pymalloc;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;

/**
 * The list of arenas with a free pool, those with the fewest first (PYMALLOC.md 3). For each number
 * of free pools the control block knows the last such arena, so that one that gains a pool finds
 * its new place without a search, as does the order of those versions that did search:
 *
 * <pre>
 *     free pools           1    1    4    4    4    9
 *     usable arenas  --&gt;   A -- B -- C -- D -- E -- F
 *                               |              |    |
 *     last with ...             1              4    9
 *
 *     C gains a pool:      A -- B -- D -- E -- C -- F      last with 4: E, last with 5: C
 * </pre>
 */
final class UsableArenas {
  private final Memory memory;
  private final ControlBlock control;

  UsableArenas(Memory memory, ControlBlock control) {
    this.memory = memory;
    this.control = control;
  }

  /** The arena with the fewest free pools; 0 when there is none. */
  public @Unsigned @Address long first() {
    return control.usableRecords();
  }

  /** Lists an arena that has all its pools, while no other is listed. */
  void addOnly(@Unsigned @Address long record) {
    ArenaRecord.setNext(memory, record, 0);
    ArenaRecord.setPrevious(memory, record, 0);
    control.setUsableRecords(record);
    control.setLastWithFreePools(ArenaRecord.freePoolCount(memory, record), record);
  }

  /**
   * Counts a pool of the first arena as taken. It keeps its place, having fewer than any other, or
   * leaves the list with its last free pool.
   */
  void firstLosesPool(@Unsigned @Address long record) {
    long freeCount = ArenaRecord.freePoolCount(memory, record);
    if (control.lastWithFreePools(freeCount) == record) {
      control.setLastWithFreePools(freeCount, 0);
    }
    ArenaRecord.setFreePoolCount(memory, record, freeCount - 1);
    if (freeCount > 1) {
      control.setLastWithFreePools(freeCount - 1, record);
    } else {
      unlink(record);
    }
  }

  /**
   * Before a listed arena gains a pool: it is no longer the last with its number.
   *
   * @return the last with that number until now
   */
  public @Unsigned @Address long withdrawAsLast(
      @Unsigned @Address long record, @SignedPositive long freeCount) {
    long last = control.lastWithFreePools(freeCount);
    if (last == record) {
      long previous = ArenaRecord.previous(memory, record);
      boolean hasEqual = previous != 0 && ArenaRecord.freePoolCount(memory, previous) == freeCount;
      control.setLastWithFreePools(freeCount, hasEqual ? previous : 0);
    }
    return last;
  }

  /** Lists an arena that was full and has one free pool now. */
  void addFirst(@Unsigned @Address long record) {
    long next = control.usableRecords();
    ArenaRecord.setNext(memory, record, next);
    ArenaRecord.setPrevious(memory, record, 0);
    if (next != 0) {
      ArenaRecord.setPrevious(memory, next, record);
    }
    control.setUsableRecords(record);
    if (control.lastWithFreePools(1) == 0) {
      control.setLastWithFreePools(1, record);
    }
  }

  /** Moves an arena that gained a pool behind the last with as many as it had; it may be that. */
  void moveBehind(@Unsigned @Address long last, @Unsigned @Address long record) {
    long freeCount = ArenaRecord.freePoolCount(memory, record);
    if (control.lastWithFreePools(freeCount) == 0) {
      control.setLastWithFreePools(freeCount, record);
    }
    if (last == record) {
      return;
    }
    relink(record);
    long next = ArenaRecord.next(memory, last);
    ArenaRecord.setNext(memory, record, next);
    ArenaRecord.setPrevious(memory, record, last);
    ArenaRecord.setNext(memory, last, record);
    if (next != 0) {
      ArenaRecord.setPrevious(memory, next, record);
    }
  }

  /** Whether an arena is the last of the list. */
  boolean isLast(@Unsigned @Address long record) {
    return ArenaRecord.next(memory, record) == 0;
  }

  /** Takes an arena off the list. */
  void unlink(@Unsigned @Address long record) {
    relink(record);
    memory.die(ArenaRecord.links(memory, record), ArenaRecord.linkBytes(memory));
  }

  /** Makes the neighbours of an arena neighbours of each other. */
  private void relink(@Unsigned @Address long record) {
    long next = ArenaRecord.next(memory, record);
    long previous = ArenaRecord.previous(memory, record);
    if (previous == 0) {
      control.setUsableRecords(next);
    } else {
      ArenaRecord.setNext(memory, previous, next);
    }
    if (next != 0) {
      ArenaRecord.setPrevious(memory, next, previous);
    }
  }
}
