package org.poolproof.specs.faulty;

import java.lang.foreign.MemorySegment;

/** A heap of the implementation, whose blocks can be looked into. Addresses are its own. */
public interface Heap extends AutoCloseable {

  long malloc(long bytes);

  long calloc(long count, long elementBytes);

  long realloc(long block, long bytes);

  void free(long block);

  /** The bytes of a block. */
  MemorySegment view(long block, long bytes);

  @Override
  void close();
}
