package org.poolproof.specs.script;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What glibc's mtrace writes: a line for each call, or two for a realloc that was served. calloc
 * and the aligned functions are written as malloc is. The source is glibc's manual, "Allocation
 * Debugging", and what its library writes.
 *
 * <pre>
 *   = Start
 *   &#64; PLACE + 0x55d0c0de02a0 0x30        malloc
 *   &#64; PLACE &lt; 0x55d0c0de02a0             realloc of this block,
 *   &#64; PLACE > 0x55d0c0de02e0 0x190         which was answered so
 *   &#64; PLACE ! 0x55d0c0de02e0 0xffffffff    realloc that was refused
 *   &#64; PLACE - 0x55d0c0de02e0              free
 *   = End
 * </pre>
 */
final class MtraceBody implements Body {

  private static final String START = "= Start";
  private static final String END = "= End";
  private static final Pattern CALL =
      Pattern.compile(
          "(?:@ .* )?([-+<>!]) (0x[0-9a-f]{1,16}|\\(nil\\)|0)(?: 0x([0-9a-f]{1,16})| 0)?");

  private final Cursor cursor;
  private final RecordedCalls calls;
  private boolean hasEnded;

  /** What follows the first line. */
  MtraceBody(Cursor cursor) {
    this.cursor = cursor;
    calls = new RecordedCalls(cursor);
  }

  /** Passes the first line if it is that of such a file. */
  static boolean passesFirstLine(Cursor cursor) {
    return cursor.passes(START) && cursor.isAtEnd();
  }

  @Override
  public @Nullable Statement next() throws Unreadable {
    if (hasEnded || !cursor.advance()) {
      return afterTheEnd();
    }
    if (cursor.passes(END)) {
      cursor.requireEnd();
      hasEnded = true;
      return afterTheEnd();
    }
    return call();
  }

  /** A program that stops and starts the recording writes both lines again. */
  private @Nullable Statement afterTheEnd() throws Unreadable {
    while (cursor.advance()) {
      if (!passesFirstLine(cursor)) {
        throw cursor.foundAt(cursor.lines().start(), "the end of the file, or '" + START + "'");
      }
      hasEnded = false;
      return next();
    }
    return null;
  }

  private Step call() throws Unreadable {
    Matcher call = matcher("+-<!");
    long address = address(call);
    return switch (operator(call)) {
      case '+' -> calls.malloc(size(call), address);
      case '-' -> calls.free(address);
      case '!' -> calls.realloc(address, size(call), 0);
      default -> resized(address);
    };
  }

  private Step resized(long old) throws Unreadable {
    if (!cursor.advance()) {
      throw cursor.found("the line of '>' that belongs to the one of '<'");
    }
    Matcher answer = matcher(">");
    return calls.realloc(old, size(answer), address(answer));
  }

  private Matcher matcher(String operators) throws Unreadable {
    Matcher call = CALL.matcher(cursor.rest());
    if (!call.matches() || operators.indexOf(operator(call)) < 0) {
      throw cursor.foundAt(
          cursor.lines().start(),
          "'@ PLACE OPERATOR ADDRESS SIZE' with an operator of "
              + String.join(" ", operators.split("")));
    }
    return call;
  }

  private static char operator(Matcher call) {
    return String.valueOf(call.group(1)).charAt(0);
  }

  private static long address(Matcher call) {
    String text = String.valueOf(call.group(2));
    return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : 0;
  }

  private static long size(Matcher call) {
    String digits = call.group(3);
    return digits == null ? 0 : Long.parseUnsignedLong(digits, 16);
  }
}
