package org.poolproof.model.pymalloc.state;

import org.poolproof.model.geometry.Address;

/**
 * The table of arena records and the two lists through it. PYMALLOC.md 3.
 *
 * @param address where raw memory granted the table, null before the first
 * @param records the records, by {@link ArenaIndex}
 * @param unused the records without an arena, the one to be used next first
 * @param usable the arenas with a free pool, ascending by their number, the one to allocate from
 *     first
 * @param lastUsable by a number of free pools: the last usable arena with so many, or {@link
 *     ArenaIndex#NONE}
 */
public record ArenaTable(
    Address address,
    Vector<ArenaRecord> records,
    Chain<ArenaIndex> unused,
    Chain<ArenaIndex> usable,
    Vector<ArenaIndex> lastUsable) {

  /** The table before the first request, for arenas of up to {@code poolsPerArena} pools. */
  static ArenaTable initial(int poolsPerArena) {
    return new ArenaTable(
        Address.NULL,
        Vector.empty(),
        Chain.empty(),
        Chain.empty(),
        Vector.filled(poolsPerArena + 1L, ArenaIndex.NONE));
  }

  /**
   * The arena of the record {@code index}.
   *
   * @throws IllegalStateException if the record has none
   */
  public Arena arena(ArenaIndex index) {
    if (records.get(Integer.toUnsignedLong(index.value())) instanceof Arena arena) {
      return arena;
    }
    throw new IllegalStateException(index + " has no memory");
  }

  public ArenaTable withRecord(ArenaIndex index, ArenaRecord record) {
    long at = Integer.toUnsignedLong(index.value());
    return new ArenaTable(address, records.with(at, record), unused, usable, lastUsable);
  }

  public ArenaTable withUnused(Chain<ArenaIndex> newUnused) {
    return new ArenaTable(address, records, newUnused, usable, lastUsable);
  }

  public ArenaTable withUsable(Chain<ArenaIndex> newUsable) {
    return new ArenaTable(address, records, unused, newUsable, lastUsable);
  }

  public ArenaTable withLastUsable(int freePoolCount, ArenaIndex last) {
    return new ArenaTable(address, records, unused, usable, lastUsable.with(freePoolCount, last));
  }
}
