package org.poolproof.impl.memory;

/** What a byte means to an allocator; how states follow one another is drawn at {@link Memory}. */
public enum ByteState {
  /** Not the allocator's, or not any more: it has no business there. */
  OUTSIDE,
  /** The allocator's, without meaning: may be written, not read. */
  DEAD,
  /** The allocator's, with a meaning: may be read and written. */
  LIVE,
  /** In a block that is handed out: only copied and cleared, on the user's behalf. */
  USER
}
