package org.poolproof.specs.script;

import org.poolproof.model.geometry.ByteCount;

/** A call of a layer below, as an indented line of a script spells it. */
final class BelowText {

  private static final String CALL =
      "a call below: arena SIZE, arena free, raw malloc, raw calloc, raw realloc or raw free";
  private static final String ADDRESS = "an address: 0xHEX, aN+0xOFFSET, rN or rN+0xOFFSET";

  private final Cursor cursor;
  private final PointerText pointers;

  BelowText(Cursor cursor) {
    this.cursor = cursor;
    this.pointers = new PointerText(cursor);
  }

  Below call() throws Unreadable {
    long line = cursor.line();
    if (cursor.passesWord("arena")) {
      cursor.requireSpaces("a size or free");
      return cursor.passesWord("free")
          ? new Below.ArenaFree(line, arena(), size())
          : new Below.ArenaAlloc(line, new ByteCount(cursor.size()), answer());
    }
    if (!cursor.passesWord("raw")) {
      throw cursor.found(CALL);
    }
    cursor.requireSpaces("malloc, calloc, realloc or free");
    if (cursor.passesWord("malloc")) {
      return new Below.RawMalloc(line, size(), answer());
    }
    if (cursor.passesWord("calloc")) {
      return new Below.RawCalloc(line, number(), size(), answer());
    }
    if (cursor.passesWord("realloc")) {
      return new Below.RawRealloc(line, pointer(), size(), answer());
    }
    if (cursor.passesWord("free")) {
      return new Below.RawFree(line, pointer());
    }
    throw cursor.found("malloc, calloc, realloc or free");
  }

  private Pointer arena() throws Unreadable {
    cursor.requireSpaces(ADDRESS);
    int place = cursor.position();
    Pointer pointer = pointers.pointer(ADDRESS);
    if (pointer.equals(Pointer.NULL)) {
      throw cursor.foundAt(place, ADDRESS);
    }
    return pointer;
  }

  private Pointer pointer() throws Unreadable {
    cursor.requireSpaces(ADDRESS + ", or null");
    return pointers.pointer(ADDRESS + ", or null");
  }

  private long number() throws Unreadable {
    cursor.requireSpaces(Cursor.DECIMAL);
    return cursor.size();
  }

  private ByteCount size() throws Unreadable {
    return new ByteCount(number());
  }

  private Pointer answer() throws Unreadable {
    cursor.requireSpaces("'->'");
    cursor.require("->");
    return pointer();
  }
}
