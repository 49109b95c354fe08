package org.poolproof.specs.subject;

import org.poolproof.model.geometry.Address;

/** The bytes of a subject's heap that count, field by field. DESIGN.md, "Which bytes count". */
public interface HeapImage {

  /** Is told of a field. */
  @FunctionalInterface
  interface FieldVisitor {
    /**
     * A field that is alive.
     *
     * @param name its structure and its name in CPython, as in {@code pool.freeblock}
     * @param at its logical address
     * @param bytes 4 or 8
     * @param value what it holds, zero-extended
     */
    void field(String name, long at, int bytes, long value);
  }

  /** Is told of a block. */
  @FunctionalInterface
  interface BlockVisitor {
    /** A block of {@code bytes} bytes that the heap counts as handed out from a pool. */
    void block(long at, int bytes);
  }

  /** Shows every field and every block once. */
  void visit(FieldVisitor fields, BlockVisitor blocks);

  /** Where the static data lie. */
  Address controlAddress();

  /** The logical address of what the layers below granted at {@code granted}. */
  Address placeOf(Address granted);
}
