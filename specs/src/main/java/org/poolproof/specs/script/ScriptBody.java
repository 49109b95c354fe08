package org.poolproof.specs.script;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The statements of a script. The calls below stand, indented, behind their operation. */
final class ScriptBody implements Body {

  static final String END = "end ";
  static final String STATISTICS = "statistics";

  private enum Part {
    OPERATIONS,
    COUNTERS,
    STATISTICS
  }

  private final Cursor cursor;
  private final OperationText operations;
  private final BelowText calls;
  private Part part = Part.OPERATIONS;

  /** The statements from the current line of {@code cursor} on. */
  ScriptBody(Cursor cursor) {
    this.cursor = cursor;
    this.operations = new OperationText(cursor);
    this.calls = new BelowText(cursor);
  }

  @Override
  public @Nullable Statement next() throws Unreadable {
    if (cursor.lines().isAtEndOfFile()) {
      return null;
    }
    if (cursor.passesWord(STATISTICS)) {
      return statisticsLine();
    }
    if (part == Part.STATISTICS) {
      throw cursor.found("'statistics TEXT' or the end of the file");
    }
    if (cursor.passes(END)) {
      return counters();
    }
    if (part == Part.COUNTERS) {
      throw cursor.found("'statistics TEXT' or the end of the file");
    }
    return step();
  }

  private StatisticsLine statisticsLine() throws Unreadable {
    part = Part.STATISTICS;
    cursor.passes(" ");
    StatisticsLine line = new StatisticsLine(cursor.line(), cursor.rest());
    cursor.advanceToContent();
    return line;
  }

  private Counters counters() throws Unreadable {
    if (part == Part.COUNTERS) {
      throw cursor.foundAt(cursor.lines().start(), "one line 'end' at most");
    }
    part = Part.COUNTERS;
    Counters counters = CountersText.read(cursor);
    cursor.advanceToContent();
    return counters;
  }

  private Step step() throws Unreadable {
    long line = cursor.line();
    long offset = cursor.lines().lineOffset();
    if (cursor.peek() == ' ') {
      cursor.skipSpaces();
      throw cursor.found("an operation at the start of the line, before any indented call");
    }
    Action action = operations.action();
    Expected expected = operations.expected(action);
    cursor.requireEndOrComment();
    List<Below> below = List.of();
    while (cursor.advanceToContent() && cursor.peek() == ' ') {
      below = below.isEmpty() ? new ArrayList<>() : below;
      cursor.skipSpaces();
      below.add(calls.call());
      cursor.requireEndOrComment();
    }
    return new Step(line, offset, action, expected, below);
  }
}
