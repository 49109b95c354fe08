package org.poolproof.specs.script;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The lines of a text, one at a time, in a buffer of their bytes; and what follows the text, byte
 * by byte. A line is printable ASCII and ends with a line feed, the last one too.
 *
 * <pre>
 *   buffer   |  ... | the line  LF | not yet looked at | free |
 *                   start      end  next               limit
 * </pre>
 */
final class LineInput {

  /** The longest line, without its line feed. */
  static final int LINE_LIMIT_BYTES = 64 << 10;

  /** The longest line that begins with the long prefix. */
  static final int LONG_LINE_LIMIT_BYTES = 16 << 20;

  private static final int NO_BYTE = -1;

  private final String file;
  private final Content input;
  private byte[] buffer = new byte[LINE_LIMIT_BYTES];
  private int start;
  private int end;
  private int next;
  private int limit;
  private long line;
  private long bufferOffset;
  private boolean isAtEndOfFile;
  private byte @Nullable [] longPrefix;

  /** Reads {@code input}, which stays its owner's; {@code file} is what errors call it. */
  LineInput(String file, Content input) {
    this.file = file;
    this.input = input;
  }

  String file() {
    return file;
  }

  /** From now on lines that begin with {@code prefix} may have 16 MiB. */
  void allowLongLines(String prefix) {
    longPrefix = prefix.getBytes(StandardCharsets.US_ASCII);
  }

  /** Makes the next line the current one; false at the end of the file. */
  boolean advance() throws Unreadable {
    if (isAtEndOfFile) {
      return false;
    }
    start = next;
    int scan = next;
    while (true) {
      byte[] bytes = buffer;
      int known = limit;
      while (scan < known) {
        byte b = bytes[scan++];
        if (b < ' ' || b == 0x7f) {
          return endLine(scan - 1);
        }
      }
      int length = scan - start;
      if (isTooLong(length)) {
        line++;
        throw tooLong();
      }
      if (!refill()) {
        return endText(start + length);
      }
      scan = start + length;
    }
  }

  /** The line ends at {@code position}, or is faulty there. */
  private boolean endLine(int position) throws Unreadable {
    end = position;
    line++;
    if (buffer[position] != '\n') {
      throw found(position, control(buffer[position] & 0xff), "printable ASCII or a line feed");
    }
    if (isTooLong(end - start)) {
      throw tooLong();
    }
    next = position + 1;
    return true;
  }

  /** The file ends at {@code position}, which is in order between two lines only. */
  private boolean endText(int position) throws Unreadable {
    end = position;
    next = position;
    line++;
    isAtEndOfFile = true;
    if (position > start) {
      throw found(position, "end of file", "a line feed behind the last line");
    }
    return false;
  }

  private boolean isTooLong(int length) {
    return length > LINE_LIMIT_BYTES && length > limitBytes();
  }

  private int limitBytes() {
    return isLongAllowed() ? LONG_LINE_LIMIT_BYTES : LINE_LIMIT_BYTES;
  }

  private Unreadable tooLong() {
    int most = limitBytes();
    return found(start + most, "a longer line", "a line of at most " + most + " bytes");
  }

  private boolean isLongAllowed() {
    byte[] prefix = longPrefix;
    return prefix != null
        && Arrays.equals(buffer, start, start + prefix.length, prefix, 0, prefix.length);
  }

  /** Reads more bytes behind those from {@link #start} on; false at the end of the file. */
  private boolean refill() throws Unreadable {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      bufferOffset += start;
      limit -= start;
      next -= start;
      start = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * limit);
    }
    int count = read(limit);
    limit += Math.max(0, count);
    return count > 0;
  }

  private int read(int from) throws Unreadable {
    try {
      return input.read(buffer, from, buffer.length - from);
    } catch (EOFException e) {
      throw Unreadable.file(file, "a gzip file that ends early", "the rest of it");
    } catch (ZipException e) {
      throw Unreadable.file(
          file, "a corrupt gzip file: " + e.getMessage(), "what gzip has written");
    } catch (IOException e) {
      throw Unreadable.file(file, "that it cannot be read: " + e.getMessage(), "a readable file");
    }
  }

  /** The next byte behind the text, as an unsigned number, or -1 at the end of the file. */
  int takeByte() throws Unreadable {
    if (next == limit) {
      start = next;
      if (!refill()) {
        return NO_BYTE;
      }
    }
    return buffer[next++] & 0xff;
  }

  /** How many bytes of the file lie before the next one. */
  long nextOffset() {
    return bufferOffset + next;
  }

  /** How many bytes of the file lie before the current line. */
  long lineOffset() {
    return bufferOffset + start;
  }

  /** The 1-based number of the current line; at the end of the file, of the line missing there. */
  long line() {
    return line;
  }

  /** Whether there was no further line. */
  boolean isAtEndOfFile() {
    return isAtEndOfFile;
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** The error that {@code found} stands at {@code position} in the buffer. */
  Unreadable found(int position, String found, String expected) {
    return Unreadable.text(file, line, position - start + 1L, found, expected);
  }

  private static String control(int value) {
    return switch (value) {
      case '\r' -> "a carriage return (CRLF line end?)";
      case '\t' -> "a tab";
      case 0 -> "a NUL byte";
      default -> String.format(value < 0x80 ? "byte 0x%02x" : "byte 0x%02x, not ASCII", value);
    };
  }
}
