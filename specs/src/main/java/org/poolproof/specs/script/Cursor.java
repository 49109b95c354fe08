package org.poolproof.specs.script;

import java.nio.charset.StandardCharsets;

/**
 * A place in the current line of a text, and the elements of all three languages that may stand
 * there. A method that does not find its element throws and says what it expected.
 */
final class Cursor {

  static final String DECIMAL = "a decimal number, at most 18446744073709551615";

  private static final int GREATEST_QUOTE_LENGTH = 40;
  private static final int SAFE_DECIMAL_DIGITS = 18;
  private static final int GREATEST_DECIMAL_DIGITS = 20;
  private static final int GREATEST_HEX_DIGITS = 16;

  private final LineInput lines;
  private byte[] bytes;
  private int position;
  private int end;

  Cursor(LineInput lines) {
    this.lines = lines;
    this.bytes = lines.buffer();
  }

  /** Goes to the start of the next line; false at the end of the file. */
  boolean advance() throws Unreadable {
    final boolean isLine = lines.advance();
    bytes = lines.buffer();
    position = lines.start();
    end = lines.end();
    return isLine;
  }

  /** Goes to the next line that is neither blank nor a comment; false at the end of the file. */
  boolean advanceToContent() throws Unreadable {
    while (advance()) {
      skipSpaces();
      if (!isAtEnd() && peek() != '#') {
        position = lines.start();
        return true;
      }
    }
    return false;
  }

  LineInput lines() {
    return lines;
  }

  long line() {
    return lines.line();
  }

  int position() {
    return position;
  }

  /** The 1-based column. */
  long column() {
    return position - lines.start() + 1L;
  }

  void moveTo(int newPosition) {
    position = newPosition;
  }

  boolean isAtEnd() {
    return position == end;
  }

  /** The next byte, a line feed at the end of the line. */
  int peek() {
    return position < end ? bytes[position] : '\n';
  }

  int take() {
    return position < end ? bytes[position++] : '\n';
  }

  /** Passes {@code literal} if it stands here. */
  boolean passes(String literal) {
    int length = literal.length();
    if (end - position < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[position + i] != literal.charAt(i)) {
        return false;
      }
    }
    position += length;
    return true;
  }

  /** Passes {@code word} if it stands here and ends here. */
  boolean passesWord(String word) {
    int first = position;
    if (passes(word) && (isAtEnd() || peek() == ' ')) {
      return true;
    }
    position = first;
    return false;
  }

  void require(String literal) throws Unreadable {
    if (!passes(literal)) {
      throw found("'" + literal + "'");
    }
  }

  /** Passes any number of spaces. */
  void skipSpaces() {
    while (position < end && bytes[position] == ' ') {
      position++;
    }
  }

  /** Passes at least one space, and then {@code expected} is to come. */
  void requireSpaces(String expected) throws Unreadable {
    if (peek() != ' ') {
      throw found(isAtEnd() ? expected : "a space and " + expected);
    }
    skipSpaces();
  }

  /** Passes exactly one space. */
  void requireSpace() throws Unreadable {
    if (peek() != ' ') {
      throw found("a space");
    }
    position++;
  }

  void requireEnd() throws Unreadable {
    if (position < end) {
      throw found("the end of the line");
    }
  }

  /** Passes the rest of the line, which is blank or a comment. */
  void requireEndOrComment() throws Unreadable {
    boolean isSeparated = position == lines.start() || bytes[position - 1] == ' ';
    if (peek() == ' ') {
      isSeparated = true;
      skipSpaces();
    }
    if (position < end && !(isSeparated && bytes[position] == '#')) {
      throw found("the end of the line");
    }
    position = end;
  }

  /** An unsigned number of up to 64 bits: decimal digits without a leading zero. */
  long decimal(String expected) throws Unreadable {
    int first = position;
    int scan = first;
    long value = 0;
    while (scan < end && isDigit(bytes[scan])) {
      value = 10 * value + bytes[scan++] - '0';
    }
    int digitCount = scan - first;
    boolean isWellFormed = digitCount == 1 || digitCount > 1 && bytes[first] != '0';
    if (!isWellFormed || digitCount > SAFE_DECIMAL_DIGITS && !fits(first, digitCount)) {
      throw found(expected);
    }
    position = scan;
    return value;
  }

  private boolean fits(int first, int digitCount) {
    String greatest = "18446744073709551615";
    return digitCount < GREATEST_DECIMAL_DIGITS
        || digitCount == GREATEST_DECIMAL_DIGITS
            && text(first, first + digitCount).compareTo(greatest) <= 0;
  }

  /** A number from 0 to {@code greatest}. */
  long decimal(long greatest, String expected) throws Unreadable {
    int first = position;
    long value = decimal(expected);
    if (Long.compareUnsigned(value, greatest) > 0) {
      position = first;
      throw found(expected);
    }
    return value;
  }

  /** A size in bytes or a count of elements. */
  long size() throws Unreadable {
    return decimal(DECIMAL);
  }

  /** An unsigned number of up to 64 bits: lower-case digits without a leading zero. */
  long hexadecimal(String expected) throws Unreadable {
    int first = position;
    int scan = first;
    long value = 0;
    while (scan < end && hexDigit(bytes[scan]) >= 0) {
      value = value << 4 | hexDigit(bytes[scan++]);
    }
    int digitCount = scan - first;
    boolean isWellFormed = digitCount == 1 || digitCount > 1 && bytes[first] != '0';
    if (!isWellFormed || digitCount > GREATEST_HEX_DIGITS) {
      throw found(expected);
    }
    position = scan;
    return value;
  }

  static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  static int hexDigit(int b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    return b >= 'a' && b <= 'f' ? b - 'a' + 10 : -1;
  }

  /** What stands from here up to the next space or one of {@code stops}, at least one character. */
  String word(String stops, String expected) throws Unreadable {
    int first = position;
    while (position < end && bytes[position] != ' ' && stops.indexOf(bytes[position]) < 0) {
      position++;
    }
    if (position == first) {
      throw found(expected);
    }
    return text(first, position);
  }

  /** The rest of the line. */
  String rest() {
    int first = position;
    position = end;
    return text(first, end);
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  /** The error that something else than {@code expected} stands here. */
  Unreadable found(String expected) {
    return lines.found(position, quotation(), expected);
  }

  /** The error at {@code place} instead of here. */
  Unreadable foundAt(int place, String expected) {
    position = place;
    return found(expected);
  }

  private String quotation() {
    if (lines.isAtEndOfFile()) {
      return "end of file";
    }
    if (isAtEnd()) {
      return "end of line";
    }
    int stop = position + 1;
    while (stop < end && bytes[stop] != ' ' && bytes[stop] != ';') {
      stop++;
    }
    return stop - position <= GREATEST_QUOTE_LENGTH
        ? "'" + text(position, stop) + "'"
        : "'" + text(position, position + GREATEST_QUOTE_LENGTH) + "...'";
  }
}
