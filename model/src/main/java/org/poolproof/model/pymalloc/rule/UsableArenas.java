package org.poolproof.model.pymalloc.rule;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaTable;
import org.poolproof.model.pymalloc.state.Chain;

/**
 * The usable list, ascending by free pools, with the last arena of each number of them. PYMALLOC.md
 * 3 and INVENTORY.md PY-38. Each method takes the table before the number of free pools in a record
 * changes, or says otherwise.
 */
final class UsableArenas {

  private UsableArenas() {}

  /** A new arena with {@code freePoolCount} free pools becomes the only usable one. */
  static ArenaTable onlyUsable(ArenaTable table, ArenaIndex index, int freePoolCount) {
    return table.withUsable(Chain.of(index)).withLastUsable(freePoolCount, index);
  }

  /** 4.3b. The head is about to have one free pool less than {@code freePoolCount}. */
  static ArenaTable headLosesPool(ArenaTable table, int freePoolCount) {
    ArenaIndex head = table.usable().first();
    ArenaTable changed = withoutAsLast(table, head, freePoolCount);
    return freePoolCount == 1
        ? changed.withUsable(changed.usable().rest())
        : changed.withLastUsable(freePoolCount - 1, head);
  }

  /**
   * The last usable arena with {@code freePoolCount} free pools, {@link ArenaIndex#NONE} if none.
   */
  static ArenaIndex last(ArenaTable table, int freePoolCount) {
    return table.lastUsable().get(freePoolCount);
  }

  /** 5.4. {@code index} no longer counts as one with {@code freePoolCount} free pools. */
  static ArenaTable withoutAsLast(ArenaTable table, ArenaIndex index, int freePoolCount) {
    if (!last(table, freePoolCount).equals(index)) {
      return table;
    }
    @Nullable ArenaIndex before = table.usable().before(index);
    return before == null || table.arena(before).freePoolCount() != freePoolCount
        ? table.withLastUsable(freePoolCount, ArenaIndex.NONE)
        : table.withLastUsable(freePoolCount, before);
  }

  /** {@code index} is now the first with {@code freePoolCount} free pools, and maybe the last. */
  static ArenaTable withAsFirst(ArenaTable table, ArenaIndex index, int freePoolCount) {
    return last(table, freePoolCount).equals(ArenaIndex.NONE)
        ? table.withLastUsable(freePoolCount, index)
        : table;
  }
}
