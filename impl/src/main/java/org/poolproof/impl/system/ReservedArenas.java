package org.poolproof.impl.system;

import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * Arenas side by side in one reserved range, each at a multiple of its size; the lowest free place
 * is granted, none when all are out. A page costs memory once it is written, and no more when its
 * arena is given back.
 *
 * <pre>
 *     lower                      a multiple of the arena
 *       | state of the slots | ... | arena | arena | arena | ... |
 * </pre>
 */
public final class ReservedArenas implements ArenaSource {
  private final @NotOwning ReservedRange range;
  private final SlotArenas slots;

  /**
   * Arenas in a range that nobody else uses and that outlives them.
   *
   * @param arenaBytes the size of an arena, a power of two
   * @throws IllegalArgumentException when it is none, or the range has no room for an arena
   */
  @SuppressWarnings("signedness") // lengths within a range, all positive
  public ReservedArenas(@NotOwning ReservedRange range, @SignedPositive @ByteSize int arenaBytes) {
    if (Integer.bitCount(arenaBytes) != 1) {
      throw new IllegalArgumentException("arenas of " + arenaBytes + " bytes: no power of two");
    }
    this.range = range;
    long slotLimit = Math.min(range.bytes() / arenaBytes, Integer.MAX_VALUE / Memory.HALF_BYTES);
    long behindState = range.lower() + Memory.HALF_BYTES * slotLimit;
    long first = behindState + (arenaBytes - 1) & -(long) arenaBytes;
    long room = range.lower() + range.bytes() - first;
    int slotCount = (int) Math.min(slotLimit, room / arenaBytes);
    if (room < arenaBytes) {
      throw new IllegalArgumentException("a range without room for an arena");
    }
    Memory memory = Memory.plain(2 * Memory.HALF_BYTES, range.displacement());
    this.slots =
        new SlotArenas(memory, range.lower(), first, (@ByteSize long) arenaBytes, slotCount);
  }

  @Override
  public @Unsigned @Address long allocate(@SignedPositive @ByteSize long bytes) {
    return slots.allocate(bytes);
  }

  @Override
  public void free(@Unsigned @Address long arena, @SignedPositive @ByteSize long bytes) {
    slots.free(arena, bytes);
    range.giveBack(arena, bytes);
  }
}
