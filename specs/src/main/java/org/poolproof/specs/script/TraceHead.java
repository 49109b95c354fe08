package org.poolproof.specs.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The summary of a PAT1 trace: a line {@code key: value} for each key. */
final class TraceHead {

  static final String PREFIX = "PAT";

  private final Cursor cursor;
  private final List<Summary.Entry> entries = new ArrayList<>();
  private final Set<SummaryKey> keys = EnumSet.noneOf(SummaryKey.class);

  TraceHead(Cursor cursor) {
    this.cursor = cursor;
  }

  /** Reads what follows {@link #PREFIX}, up to the empty line. */
  static Summary read(Cursor cursor) throws Unreadable {
    if (!cursor.passesWord("1")) {
      throw cursor.found("version '1' of PAT");
    }
    cursor.requireEnd();
    cursor.lines().allowLongLines("");
    TraceHead head = new TraceHead(cursor);
    while (cursor.advance() && !cursor.isAtEnd()) {
      head.readEntry();
    }
    if (cursor.lines().isAtEndOfFile()) {
      throw cursor.found("the next key, or the empty line behind the last");
    }
    return head.summary();
  }

  /** Reads {@code key: value}, which is the rest of the line. */
  void readEntry() throws Unreadable {
    int place = cursor.position();
    SummaryKey key = SummaryKey.named(cursor.word(":", "a key"));
    if (key == null) {
      throw cursor.foundAt(place, "one of the keys " + list(List.of(SummaryKey.values())));
    }
    if (!keys.add(key)) {
      throw cursor.foundAt(place, "each key once");
    }
    cursor.require(": ");
    int valuePlace = cursor.position();
    checkValue(key.shape());
    cursor.requireEnd();
    cursor.moveTo(valuePlace);
    String value = cursor.rest();
    if (key == SummaryKey.PYTHON) {
      GoldenHead.geometry(cursor, valuePlace, value);
    }
    entries.add(new Summary.Entry(cursor.line(), key, value));
  }

  /** The entries read, when the cursor is where they end. */
  Summary summary() throws Unreadable {
    List<SummaryKey> missing =
        Arrays.stream(SummaryKey.values())
            .filter(key -> key.isRequired() && !keys.contains(key))
            .toList();
    if (!missing.isEmpty()) {
      throw cursor.found("the keys that are missing: " + list(missing));
    }
    return new Summary(entries);
  }

  private static String list(List<SummaryKey> keys) {
    return keys.stream().map(SummaryKey::toString).collect(Collectors.joining(", "));
  }

  private void checkValue(SummaryKey.Shape shape) throws Unreadable {
    switch (shape) {
      case FORMAT -> cursor.require("pat 1");
      case TEXT -> cursor.rest();
      case NUMBER -> number();
      case HASH -> checkHash();
      case ADDRESSES -> checkAddresses();
      case KINDS -> checkKinds();
    }
  }

  private void number() throws Unreadable {
    cursor.decimal(Long.MAX_VALUE, "a decimal number below 2^63");
  }

  private void checkHash() throws Unreadable {
    int place = cursor.position();
    int digitCount = 0;
    while (Cursor.hexDigit(cursor.peek()) >= 0) {
      cursor.take();
      digitCount++;
    }
    if (digitCount != 16 || !cursor.isAtEnd()) {
      throw cursor.foundAt(place, "16 hexadecimal digits");
    }
  }

  private void checkAddresses() throws Unreadable {
    while (!cursor.isAtEnd()) {
      int place = cursor.position();
      if (cursor.hexadecimal("a hexadecimal address") == 0) {
        throw cursor.foundAt(place, "an address that is not null");
      }
      if (!cursor.isAtEnd()) {
        cursor.require(",");
        if (cursor.isAtEnd()) {
          throw cursor.found("a hexadecimal address");
        }
      }
    }
  }

  private void checkKinds() throws Unreadable {
    Set<TraceKind> kinds = EnumSet.noneOf(TraceKind.class);
    while (true) {
      int place = cursor.position();
      TraceKind kind = TraceKind.named(cursor.word("=", "a kind of operation"));
      if (kind == null || !kinds.add(kind)) {
        throw cursor.foundAt(
            place, "each once of " + Arrays.toString(TraceKind.values()) + "=NUMBER");
      }
      cursor.require("=");
      number();
      if (cursor.isAtEnd()) {
        return;
      }
      cursor.requireSpace();
    }
  }
}
