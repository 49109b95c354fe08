package org.poolproof.specs.script;

import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/** How closely two allocators agree; each level includes the one before. DESIGN 1. */
public enum Level {
  /** The rules that any allocator keeps. */
  CONTRACT,
  /** And the calls of the layers below, and the invariants. */
  STRUCTURE,
  /** And every address. */
  PLACEMENT;

  /** The level spelled {@code text}, null if there is none. */
  public static @Nullable Level named(String text) {
    for (Level level : values()) {
      if (level.toString().equals(text)) {
        return level;
      }
    }
    return null;
  }

  /** The spelling in a script and on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
