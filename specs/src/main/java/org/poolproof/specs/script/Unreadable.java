package org.poolproof.specs.script;

/**
 * A file that cannot be read as what it should be. The message names the place, what was found
 * there and what was expected: {@code FILE:LINE:COLUMN: found 'x', expected y}, or {@code FILE:
 * byte B: ...} in the binary part of a trace, or {@code FILE: ...} where no place in it is meant.
 */
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long line;
  private final long column;
  private final long offset;
  private final String found;
  private final String expected;

  private Unreadable(
      String place,
      String file,
      long line,
      long column,
      long offset,
      String found,
      String expected) {
    super(place + ": found " + found + ", expected " + expected);
    this.file = file;
    this.line = line;
    this.column = column;
    this.offset = offset;
    this.found = found;
    this.expected = expected;
  }

  static Unreadable file(String file, String found, String expected) {
    return new Unreadable(file, file, 0, 0, -1, found, expected);
  }

  static Unreadable text(String file, long line, long column, String found, String expected) {
    String place = file + ":" + line + ":" + column;
    return new Unreadable(place, file, line, column, -1, found, expected);
  }

  static Unreadable stream(
      String file, long operation, long offset, String found, String expected) {
    String place = file + ": byte " + offset + " (operation " + operation + ")";
    return new Unreadable(place, file, 0, 0, offset, found, expected);
  }

  /** The file, as its reader was told to open it. */
  public String file() {
    return file;
  }

  /** The 1-based line, 0 if no line is meant. */
  public long line() {
    return line;
  }

  /** The 1-based column in bytes, 0 if no line is meant. */
  public long column() {
    return column;
  }

  /** The 0-based place in the inflated bytes of a trace's operations, -1 if elsewhere. */
  public long offset() {
    return offset;
  }

  /** What stands at that place. */
  public String found() {
    return found;
  }

  /** What would have been in order there. */
  public String expected() {
    return expected;
  }
}
