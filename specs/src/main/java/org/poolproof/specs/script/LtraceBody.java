package org.poolproof.specs.script;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What ltrace writes about the functions of the C library that allocate; all other lines are passed
 * over. A call that another thread interrupted counts when it is resumed. Where ltrace does not
 * know how many arguments a function has, it writes some more, in signed decimals. The source is
 * ltrace's manual page.
 *
 * <pre>
 *   [pid 7] libc.so.6->malloc(48)              = 0x55d0c0de02a0
 *   [pid 7] realloc(0x55d0c0de02a0, 400 &lt;unfinished ...>
 *   [pid 8] free(nil)                          = &lt;void>
 *   [pid 7] &lt;... realloc resumed> )            = 0x55d0c0de02e0
 * </pre>
 */
final class LtraceBody implements Body {

  private static final String PREFIX =
      "(?:\\[pid +(?<bracketed>\\d+)] |(?<leading>\\d+) )? *(?:\\d+:\\d+:\\d+(?:\\.\\d+)?"
          + " |\\d+\\.\\d+ )? *";
  private static final String FUNCTION = "(?:[^ (\"]+->)?(?<function>\\w+)(?:@[\\w.]+)?";
  private static final String RESULT = "\\) *= (?<result>\\S+)(?: <[\\d.]+>)?";

  private static final Pattern ANY =
      Pattern.compile(PREFIX + "(?:" + FUNCTION + "\\(|<\\.\\.\\. |--- |\\+\\+\\+ ).*");
  private static final Pattern CALLED = Pattern.compile(PREFIX + FUNCTION + "\\((?<rest>.*)");
  private static final Pattern RESUMED =
      Pattern.compile(PREFIX + "<\\.\\.\\. (?<function>\\w+) resumed> *(?<rest>.*)");
  private static final Pattern FINISHED =
      Pattern.compile("(?<arguments>(?:[^()]|\\(nil\\))*)" + RESULT);
  private static final Pattern UNFINISHED =
      Pattern.compile("(?<arguments>(?:[^()]|\\(nil\\))*?),? *<unfinished \\.\\.\\.>");
  private static final Pattern NUMBER =
      Pattern.compile(
          "0x(?<hexadecimal>[0-9a-f]{1,16})|(?<decimal>-?\\d{1,20})|nil|NULL|\\(nil\\)");

  private static final Map<String, Integer> ARGUMENT_COUNTS =
      Map.of(
          "malloc",
          1,
          "calloc",
          2,
          "realloc",
          2,
          "free",
          1,
          "reallocarray",
          3,
          "memalign",
          2,
          "aligned_alloc",
          2,
          "valloc",
          1);

  private final Cursor cursor;
  private final RecordedCalls calls;
  private final Map<String, String> unfinished = new HashMap<>();
  private boolean isAtFirstLine = true;

  /** All lines; the cursor is at the first. */
  LtraceBody(Cursor cursor) {
    this.cursor = cursor;
    calls = new RecordedCalls(cursor);
  }

  /** Whether the line at {@code cursor} may be the first of such a file. */
  static boolean isFirstLine(Cursor cursor) {
    int start = cursor.position();
    boolean isLine = ANY.matcher(cursor.rest()).matches();
    cursor.moveTo(start);
    return isLine;
  }

  @Override
  public @Nullable Statement next() throws Unreadable {
    while (isAtFirstLine || cursor.advance()) {
      isAtFirstLine = false;
      Step step = step(cursor.rest());
      if (step != null) {
        return step;
      }
    }
    return null;
  }

  private @Nullable Step step(String line) throws Unreadable {
    Matcher resumed = RESUMED.matcher(line);
    if (resumed.matches()) {
      String begun = unfinished.remove(thread(resumed) + " " + function(resumed));
      return begun == null ? null : finished(resumed, begun);
    }
    Matcher called = CALLED.matcher(line);
    if (!called.matches() || !ARGUMENT_COUNTS.containsKey(function(called))) {
      return null;
    }
    Matcher begun = UNFINISHED.matcher(String.valueOf(called.group("rest")));
    if (begun.matches()) {
      unfinished.put(
          thread(called) + " " + function(called), String.valueOf(begun.group("arguments")));
      return null;
    }
    return finished(called, "");
  }

  private static String thread(Matcher line) {
    String bracketed = line.group("bracketed");
    return String.valueOf(bracketed == null ? line.group("leading") : bracketed);
  }

  private static String function(Matcher line) {
    return String.valueOf(line.group("function"));
  }

  private Step finished(Matcher line, String begun) throws Unreadable {
    String function = function(line);
    int count = ARGUMENT_COUNTS.getOrDefault(function, 0);
    Matcher rest = FINISHED.matcher(String.valueOf(line.group("rest")));
    if (!rest.matches()) {
      throw found(line.start("rest"), "the arguments of " + function + " and ') = RESULT'");
    }
    String all = begun + rest.group("arguments");
    String[] texts = all.isBlank() ? new String[0] : all.split(",");
    if (texts.length < count) {
      throw found(line.start("rest"), "at least " + count + " arguments of " + function);
    }
    long[] arguments = new long[count];
    for (int index = 0; index < count; index++) {
      arguments[index] = number(texts[index].strip(), line.start("rest"));
    }
    String result = String.valueOf(rest.group("result"));
    int place = line.start("rest") + rest.start("result");
    return step(function, arguments, function.equals("free") ? 0 : number(result, place));
  }

  private Step step(String function, long[] arguments, long result) throws Unreadable {
    return switch (function) {
      case "malloc", "valloc" -> calls.malloc(arguments[0], result);
      case "memalign", "aligned_alloc" -> calls.malloc(arguments[1], result);
      case "calloc" -> calls.calloc(arguments[0], arguments[1], result);
      case "realloc" -> calls.realloc(arguments[0], arguments[1], result);
      case "reallocarray" -> calls.realloc(arguments[0], product(arguments), result);
      default -> calls.free(arguments[0]);
    };
  }

  /** What no allocator has, if there are more bytes than a word can count. */
  private static long product(long[] arguments) {
    boolean overflows = Math.unsignedMultiplyHigh(arguments[1], arguments[2]) != 0;
    return overflows ? -1 : arguments[1] * arguments[2];
  }

  private long number(String text, int place) throws Unreadable {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      throw found(place, "a number or an address");
    }
    String hexadecimal = number.group("hexadecimal");
    String decimal = number.group("decimal");
    try {
      if (decimal != null) {
        return decimal.startsWith("-") ? Long.parseLong(decimal) : Long.parseUnsignedLong(decimal);
      }
      return hexadecimal == null ? 0 : Long.parseUnsignedLong(hexadecimal, 16);
    } catch (NumberFormatException tooLarge) {
      throw found(place, "a number of 64 bits");
    }
  }

  private Unreadable found(int column, String expected) {
    return cursor.foundAt(cursor.lines().start() + column, expected);
  }
}
