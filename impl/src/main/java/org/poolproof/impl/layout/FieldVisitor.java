package org.poolproof.impl.layout;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/** Is told of fields that are alive, one by one: together they are all of an image that counts. */
@FunctionalInterface
public interface FieldVisitor {
  /**
   * A field.
   *
   * @param name its structure and its name in CPython, as in {@code pool.freeblock}
   * @param at where it lies
   * @param bytes 4 or 8
   * @param value what it holds, zero-extended
   */
  void field(
      String name,
      @Unsigned @Address long at,
      @SignedPositive @ByteSize int bytes,
      @Unsigned long value);

  /** A field of a word. */
  default void word(String name, Memory memory, @Unsigned @Address long at) {
    field(name, at, memory.wordBytes(), memory.readWord(at));
  }

  /** A field of a half. */
  default void half(String name, Memory memory, @Unsigned @Address long at) {
    field(name, at, Memory.HALF_BYTES, memory.readHalf(at));
  }
}
