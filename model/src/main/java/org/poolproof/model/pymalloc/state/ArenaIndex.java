package org.poolproof.model.pymalloc.state;

/** The index of a record in the arena table, an unsigned 32-bit number. */
public record ArenaIndex(int value) {

  /** No record. */
  public static final ArenaIndex NONE = new ArenaIndex(-1);

  @Override
  public String toString() {
    return value == -1 ? "none" : "arena " + Integer.toUnsignedString(value);
  }
}
