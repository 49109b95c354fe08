package org.poolproof.house.broken.foreign.impl.pymalloc;

import java.lang.foreign.Linker;

/** The allocator calls no foreign function. */
final class Calls {
  static Linker linker() {
    return Linker.nativeLinker();
  }
}
