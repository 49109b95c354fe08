package org.poolproof.model.geometry;

import java.util.ArrayList;
import java.util.List;

/**
 * The fixed places that the arenas of a tiny geometry are granted at: the lowest free one, none
 * when all are out.
 *
 * @param count how many there are
 * @param base how their addresses are aligned
 */
public record ArenaSlots(int count, Base base) {

  /** The alignment of arena addresses. */
  public enum Base {
    /** Multiples of the arena size. */
    ARENA,
    /** Multiples of the pool size, and not of the arena size. */
    POOL,
    /** Not even multiples of the pool size: one pool of each arena is lost. */
    NONE,
    /** The last slot as with NONE, all others as with ARENA. */
    MIXED
  }

  /** How far an unaligned slot lies behind a pool boundary: the least that malloc aligns to. */
  private static final long UNALIGNED_OFFSET_BYTES = 16;

  public ArenaSlots {
    if (count < 1) {
      throw new GeometryRefused("arenas=" + count + ": at least one arena slot is needed");
    }
  }

  /** Whether some arena loses a pool to its alignment. */
  public boolean losesPools() {
    return base == Base.NONE || base == Base.MIXED;
  }

  /** Whether some arena loses none. */
  public boolean keepsPools() {
    return base == Base.ARENA || base == Base.POOL || (base == Base.MIXED && count > 1);
  }

  /** The addresses, ascending and adjacent, slot 0 in the frame {@code firstFrameIndex}. */
  List<Address> addresses(long firstFrameIndex, long poolBytes, long arenaBytes) {
    List<Address> slots = new ArrayList<>();
    for (int slotIndex = 0; slotIndex < count; slotIndex++) {
      long offset =
          switch (base) {
            case ARENA -> 0;
            case POOL -> poolBytes;
            case NONE -> UNALIGNED_OFFSET_BYTES;
            case MIXED -> slotIndex == count - 1 ? UNALIGNED_OFFSET_BYTES : 0;
          };
      slots.add(new Address((firstFrameIndex + slotIndex) * arenaBytes + offset));
    }
    return List.copyOf(slots);
  }
}
