package org.poolproof.house.broken.pure.model.geometry;

import java.lang.foreign.MemorySegment;

/** The model has no foreign memory. */
record Maps(MemorySegment segment) {}
