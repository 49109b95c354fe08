package org.poolproof.specs.script;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What is special about the layers below during one operation: faults that are injected, and where
 * an arena is granted. Whether the operation asks them at all is not said here, so conditions keep
 * their meaning when other operations are left out.
 *
 * @param refusals the requests that are refused: bit k is that of the request number k, counted
 *     from 0; the last bit is that of all further ones too
 * @param rawStays whether a raw block that is reallocated stays where it is, if what lies behind it
 *     is nobody's as far as it grows
 * @param arenaPlace where an arena is granted if nothing is there; null: wherever the layers like
 */
public record Conditions(int refusals, boolean rawStays, @Nullable ArenaPlace arenaPlace) {

  /** Nothing is refused, everything moves, arenas are placed by the layers. */
  public static final Conditions CALM = new Conditions(0, false, null);

  /** All requests are refused. */
  public static final int ALL = -1;

  /**
   * A place for an arena.
   *
   * @param frameIndex how many arena sizes behind the first planned arena, not negative
   * @param offsetBytes how far behind that, less than the arena's size
   */
  public record ArenaPlace(int frameIndex, int offsetBytes) {
    public ArenaPlace {
      if (frameIndex < 0 || offsetBytes < 0) {
        throw new IllegalArgumentException(frameIndex + " frames, " + offsetBytes + " bytes");
      }
    }
  }

  /** Whether the request number {@code index} of the operation, from 0, is refused. */
  public boolean refuses(int index) {
    return (refusals >> Math.min(index, Integer.SIZE - 1) & 1) != 0;
  }

  /** Whether nothing is special. */
  public boolean isCalm() {
    return equals(CALM);
  }
}
