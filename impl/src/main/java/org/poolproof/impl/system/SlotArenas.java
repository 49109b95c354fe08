package org.poolproof.impl.system;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * A fixed number of places for arenas in a reserved range; the lowest free one is granted, none
 * when all are out. Its state is in the range too: a half for each slot, 1 when it is out, then the
 * slots at their stride.
 *
 * <pre>
 *     state    0     4           4 * slotCount
 *              +-----+-----+-----+          first         first + stride
 *              | out | out | ... |            | slot 0      | slot 1      | ...
 *              +-----+-----+-----+            +-------------+-------------+
 * </pre>
 */
public final class SlotArenas implements ArenaSource {
  private final Memory memory;
  private final @Unsigned @Address long state;
  private final @Unsigned @Address long first;
  private final @SignedPositive @ByteSize long stride;
  private final @SignedPositive int slotCount;

  /**
   * Slots in memory that is zero where the state lies.
   *
   * @param memory unchecked memory of the range
   * @param state where the state lies
   * @param first where the first slot begins; its alignment is the arenas'
   * @param stride from one slot to the next, at least the size of an arena
   */
  public SlotArenas(
      Memory memory,
      @Unsigned @Address long state,
      @Unsigned @Address long first,
      @SignedPositive @ByteSize long stride,
      @SignedPositive int slotCount) {
    this.memory = memory;
    this.state = state;
    this.first = first;
    this.stride = stride;
    this.slotCount = slotCount;
  }

  /** Refuses what is longer than a slot, too. */
  @Override
  public @Unsigned @Address long allocate(@SignedPositive @ByteSize long bytes) {
    if (bytes > stride) {
      return 0;
    }
    for (int i = 0; i < slotCount; i++) {
      if (memory.readHalf(stateOf(i)) == 0) {
        memory.writeHalf(stateOf(i), 1);
        return first + i * stride;
      }
    }
    return 0;
  }

  @Override
  public void free(@Unsigned @Address long arena, @SignedPositive @ByteSize long bytes) {
    for (int i = 0; i < slotCount; i++) {
      if (first + i * stride == arena && memory.readHalf(stateOf(i)) == 1) {
        memory.writeHalf(stateOf(i), 0);
        return;
      }
    }
    throw new IllegalArgumentException("no arena out at 0x" + Long.toHexString(arena));
  }

  private @Unsigned @Address long stateOf(@SignedPositive int slotIndex) {
    return state + Memory.HALF_BYTES * slotIndex;
  }
}
