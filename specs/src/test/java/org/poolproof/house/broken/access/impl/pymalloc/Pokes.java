package org.poolproof.house.broken.access.impl.pymalloc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The allocator touches memory through its memory package only. */
final class Pokes {
  static long poke(MemorySegment m) {
    return m.get(ValueLayout.JAVA_LONG, 0);
  }
}
