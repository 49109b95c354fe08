package org.poolproof.specs.script;

import org.poolproof.model.geometry.Address;

/** A pointer as a script spells it. */
final class PointerText {

  private final Cursor cursor;

  PointerText(Cursor cursor) {
    this.cursor = cursor;
  }

  /**
   * A pointer that ends where the line or a space does; {@code expected} describes it in errors.
   */
  Pointer pointer(String expected) throws Unreadable {
    int place = cursor.position();
    Pointer pointer =
        switch (cursor.take()) {
          case '0' -> absolute(place, expected);
          case 'a' -> new Pointer.InArena(index(place, expected), offset());
          case 'r' -> new Pointer.InRaw(index(place, expected), offset());
          default -> {
            cursor.moveTo(place);
            if (!cursor.passes("null")) {
              throw cursor.found(expected);
            }
            yield Pointer.NULL;
          }
        };
    if (!cursor.isAtEnd() && cursor.peek() != ' ') {
      throw cursor.foundAt(place, expected);
    }
    return pointer;
  }

  private Pointer absolute(int place, String expected) throws Unreadable {
    if (cursor.take() != 'x') {
      throw cursor.foundAt(place, expected);
    }
    long value = cursor.hexadecimal("lower-case hexadecimal digits, at most 16");
    if (value == 0) {
      throw cursor.foundAt(place, "an address that is not null, or the word null");
    }
    return new Pointer.At(new Address(value));
  }

  private int index(int place, String expected) throws Unreadable {
    if (!Cursor.isDigit(cursor.peek())) {
      throw cursor.foundAt(place, expected);
    }
    return (int) cursor.decimal(Integer.MAX_VALUE, "a decimal index below 2^31");
  }

  private long offset() throws Unreadable {
    if (cursor.isAtEnd() || cursor.peek() == ' ') {
      return 0;
    }
    if (!cursor.passes("+0x")) {
      throw cursor.found("'+0x' and an offset");
    }
    return cursor.hexadecimal("lower-case hexadecimal digits, at most 16");
  }
}
