package org.poolproof.specs.script;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;

/** The operation of a script's line and what is said about its answer. */
final class OperationText {

  private static final String NAME = "the name of a block, b0 to b2147483647";

  private final Cursor cursor;
  private final PointerText pointers;

  OperationText(Cursor cursor) {
    this.cursor = cursor;
    this.pointers = new PointerText(cursor);
  }

  /** {@code bN = [DOMAIN] VERB ...} or {@code [DOMAIN] free ...}. */
  Action action() throws Unreadable {
    if (!isAtName()) {
      return free(domain());
    }
    int number = name();
    cursor.requireSpaces("'='");
    cursor.require("=");
    cursor.requireSpaces("malloc, calloc or realloc");
    Domain domain = domain();
    if (cursor.passesWord("malloc")) {
      return new Action.Malloc(domain, number, size());
    }
    if (cursor.passesWord("realloc")) {
      return realloc(domain, number);
    }
    if (cursor.passesWord("calloc")) {
      return new Action.Calloc(domain, number, number(), size());
    }
    throw cursor.found("malloc, calloc or realloc, perhaps with raw, mem or obj before it");
  }

  /** {@code -> ANSWER}, if it is there: an answer that {@code action} can have. */
  @Nullable Expected expected(Action action) throws Unreadable {
    boolean isSeparated = cursor.peek() == ' ';
    cursor.skipSpaces();
    if (!isSeparated || cursor.peek() == '\n' || cursor.peek() == '#') {
      return null;
    }
    if (!cursor.passesWord("->")) {
      throw cursor.found("'->' and an answer, or the end of the line");
    }
    cursor.requireSpaces("an answer");
    int place = cursor.position();
    Expected expected = expected();
    if (!action.admits(expected)) {
      throw cursor.foundAt(place, "an answer of this operation: " + answers(action));
    }
    return expected;
  }

  private static String answers(Action action) {
    return switch (action) {
      case Action.Realloc r -> "an address, null, block, moved, stayed or -";
      case Action.Free f -> "-, or none";
      case Action.FreeNull f -> "none";
      case Action.Malloc m -> "an address, null or block";
      case Action.Calloc c -> "an address, null or block";
      case Action.ReallocNull r -> "an address, null or block";
    };
  }

  private Expected expected() throws Unreadable {
    for (Expected.Word word : Expected.Word.values()) {
      if (cursor.passesWord(word.toString())) {
        return word;
      }
    }
    return pointers.pointer("an answer: ADDRESS, aN+0xOFFSET, rN, null, block, moved, stayed or -");
  }

  private Domain domain() throws Unreadable {
    if (cursor.passesWord("raw")) {
      cursor.skipSpaces();
      return Domain.RAW;
    }
    if (cursor.passesWord("mem")) {
      cursor.skipSpaces();
      return Domain.MEM;
    }
    if (cursor.passesWord("obj")) {
      cursor.skipSpaces();
    }
    return Domain.OBJ;
  }

  private Action free(Domain domain) throws Unreadable {
    if (!cursor.passesWord("free")) {
      throw cursor.found("an operation: 'bN = VERB ...' or 'free ...'");
    }
    cursor.requireSpaces(NAME + ", or null");
    return cursor.passesWord("null")
        ? new Action.FreeNull(domain)
        : new Action.Free(domain, name());
  }

  private Action realloc(Domain domain, int number) throws Unreadable {
    cursor.requireSpaces("the block's own name or null");
    if (cursor.passesWord("null")) {
      return new Action.ReallocNull(domain, number, size());
    }
    int place = cursor.position();
    if (!isAtName() || name() != number) {
      throw cursor.foundAt(place, "b" + number + ", for the block keeps its name, or null");
    }
    return new Action.Realloc(domain, number, size());
  }

  private boolean isAtName() {
    int place = cursor.position();
    boolean isName = cursor.take() == 'b' && Cursor.isDigit(cursor.peek());
    cursor.moveTo(place);
    return isName;
  }

  private int name() throws Unreadable {
    int place = cursor.position();
    if (cursor.take() != 'b' || !Cursor.isDigit(cursor.peek())) {
      throw cursor.foundAt(place, NAME);
    }
    long number = cursor.decimal(NAME);
    if (number < 0 || number > Action.GREATEST_BLOCK_NUMBER) {
      throw cursor.foundAt(place, NAME);
    }
    return (int) number;
  }

  private long number() throws Unreadable {
    cursor.requireSpaces(Cursor.DECIMAL);
    return cursor.size();
  }

  private ByteCount size() throws Unreadable {
    return new ByteCount(number());
  }
}
