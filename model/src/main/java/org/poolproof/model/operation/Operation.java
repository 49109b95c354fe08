package org.poolproof.model.operation;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;

/** One call of a public function of a domain. PYMALLOC.md 2. */
public sealed interface Operation {

  Domain domain();

  /** malloc(size). */
  record Malloc(Domain domain, ByteCount size) implements Operation {}

  /** calloc(count, size): {@code elementCount} elements, unsigned, of {@code elementSize} bytes. */
  record Calloc(Domain domain, long elementCount, ByteCount elementSize) implements Operation {}

  /** realloc(block, size); a null {@code block} asks for a new one. */
  record Realloc(Domain domain, Address block, ByteCount size) implements Operation {}

  /** free(block); a null {@code block} is allowed. */
  record Free(Domain domain, Address block) implements Operation {}
}
