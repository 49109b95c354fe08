package org.poolproof.specs.subject;

import java.lang.foreign.MemorySegment;
import org.poolproof.model.geometry.Address;

/** The bytes of a subject's blocks, as its client reads and writes them. */
public interface BlockMemory {

  /**
   * A segment that all blocks lie in. Only bytes of live blocks may be read or written; others may
   * not even be there.
   */
  MemorySegment segment();

  /** Where the byte at {@code address} is in the segment. */
  long offsetOf(Address address);
}
