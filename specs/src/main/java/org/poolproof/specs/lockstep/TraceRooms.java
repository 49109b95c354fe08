package org.poolproof.specs.lockstep;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;

/**
 * Raw memory for a trace, which says of a raw block whether it stayed where it was when it grew,
 * but not where that was. So each block has room to grow: a power of two of bytes, taken again when
 * the block is given back.
 *
 * <pre>
 *   | block         room | block      room |
 *   +-------+------------+--+--------------+--
 *   | bytes |            |b.|              |
 * </pre>
 */
final class TraceRooms {

  private static final long LEAST_ROOM_BYTES = 1 << 20;
  private static final long GREATEST_ROOM_BYTES = 1L << 36;
  private static final int GROWTH_BITS = 8;

  private final Address end;
  private final Map<Address, Long> taken = new HashMap<>();
  private final Map<Long, Deque<Address>> free = new HashMap<>();
  private Address next;
  private boolean outgrown;

  /** Empty raw memory from {@code start} up to {@code end}. */
  TraceRooms(Address start, Address end) {
    this.end = end;
    next = start;
  }

  /** A place for {@code sizeBytes} bytes, null if there is none. */
  @Nullable Address take(long sizeBytes) {
    long room = roomBytes(sizeBytes);
    Deque<Address> places = free.get(room);
    Address place = places == null ? null : places.poll();
    if (place == null) {
      if (!fits(next, room)) {
        return null;
      }
      place = next;
      next = next.plus(room);
    }
    taken.put(place, room);
    return place;
  }

  /** Whether {@code block} can have {@code sizeBytes} bytes where it is. */
  boolean holds(Address block, long sizeBytes) {
    Long room = taken.get(block);
    if (room == null || Long.compareUnsigned(sizeBytes, room) <= 0) {
      return room != null;
    }
    outgrown = true;
    return fits(block, sizeBytes);
  }

  void giveBack(Address block) {
    Long room = taken.remove(block);
    if (room != null) {
      free.computeIfAbsent(room, size -> new ArrayDeque<>()).push(block);
    }
  }

  /**
   * Whether a block has outgrown its room, so that it may share bytes with others, of which none
   * can be relied upon from then on.
   */
  boolean isOutgrown() {
    return outgrown;
  }

  private boolean fits(Address place, long sizeBytes) {
    return place.compareTo(end) <= 0 && Long.compareUnsigned(sizeBytes, end.offsetFrom(place)) <= 0;
  }

  /** As large as the block may become while it stays. */
  private static long roomBytes(long sizeBytes) {
    if (Long.compareUnsigned(sizeBytes, GREATEST_ROOM_BYTES >> GROWTH_BITS) > 0) {
      return Long.compareUnsigned(sizeBytes, GREATEST_ROOM_BYTES) > 0
          ? sizeBytes
          : GREATEST_ROOM_BYTES;
    }
    long powerOfTwo = Long.highestOneBit(Math.max(1, 2 * sizeBytes - 1));
    return Math.max(LEAST_ROOM_BYTES, powerOfTwo << GROWTH_BITS);
  }
}
