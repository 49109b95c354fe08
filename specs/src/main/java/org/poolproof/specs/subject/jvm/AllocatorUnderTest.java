package org.poolproof.specs.subject.jvm;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.OptionalLong;
import org.poolproof.specs.subject.Ability;

/**
 * An allocator in Java, to be checked by {@code poolproof check class:NAME} or by {@code
 * AllocatorConformanceTest}. Each instance is one empty heap, used by one thread, and closed.
 * Addresses and sizes are unsigned; a block of 0 is the null pointer.
 */
public interface AllocatorUnderTest extends AutoCloseable {

  /** The memory of the process: an address is an address. */
  @SuppressWarnings("restricted") // an allocator answers addresses, no segments
  MemorySegment NATIVE_MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /** Up to so many bytes any allocator is expected to have. */
  long SERVED_BYTES = 16 << 20;

  /** The alignment of blocks if nothing else is said. */
  int ALIGNMENT_BYTES = 16;

  /** The address of a block of {@code bytes} bytes, 0 if it is refused. */
  long malloc(long bytes);

  /**
   * The address of a block of {@code count} x {@code bytes} zero bytes, 0 if it is refused, as it
   * must be if the product overflows.
   */
  default long calloc(long count, long bytes) {
    throw new UnsupportedOperationException("calloc, which unsupported() must name then");
  }

  /**
   * The address of the block when it has {@code bytes} bytes, 0 if that is refused and it stays as
   * it was. Of block 0 it is a malloc.
   */
  default long realloc(long block, long bytes) {
    throw new UnsupportedOperationException("realloc, which unsupported() must name then");
  }

  /** Gives {@code block} up; 0 is no block. */
  void free(long block);

  /** Where the bytes of blocks are, by their addresses: a client writes and reads there. */
  default MemorySegment memory() {
    return NATIVE_MEMORY;
  }

  /** The alignment in bytes that blocks have which are no smaller; smaller ones may have less. */
  default int alignmentBytes() {
    return ALIGNMENT_BYTES;
  }

  /** Requests of up to so many bytes are never refused. */
  default long servedBytes() {
    return SERVED_BYTES;
  }

  /** What is not supported, so that it is not asked, and why. */
  default Map<Ability, String> unsupported() {
    return Map.of();
  }

  /** How many bytes are held, free ones included; empty if that is not known. */
  default OptionalLong heldBytes() {
    return OptionalLong.empty();
  }

  /** Gives everything back. */
  @Override
  default void close() {}
}
