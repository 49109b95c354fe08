package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.specs.script.Unreadable;

/**
 * Golden logs in which one token of one line is another. Each is found, at that line unless the
 * line is not wrong by itself; what cannot be found at all is listed in {@link #isUndetectable}.
 */
@Execution(ExecutionMode.CONCURRENT)
class SpoiltRecordingsTest {

  private static final int OPERATION_COUNT = 130;

  /** Where a spoilt recording was found out. */
  private enum Found {
    NOT_AT_ALL,
    AS_UNREADABLE,
    ABOVE,
    AT_ITS_LINE,
    BELOW
  }

  /** A recording by its lines, of which one, counted from 0, has another token. */
  private record Spoilt(List<String> original, int index, int token, String replacement) {

    String line() {
      return original.get(index);
    }

    char kind() {
      return line().charAt(0);
    }

    String replaced() {
      return line().split(" ")[token];
    }

    String text() {
      List<String> lines = new ArrayList<>(original);
      String[] tokens = line().split(" ");
      tokens[token] = replacement;
      lines.set(index, String.join(" ", tokens));
      return String.join("\n", lines);
    }

    Found found() {
      return at(text(), index);
    }

    @Override
    public String toString() {
      return (index + 1) + ": " + line() + " with " + replacement + " for " + replaced();
    }
  }

  private static Found at(String text, int index) {
    try {
      Difference difference = Recordings.replay(text).difference();
      if (difference == null) {
        return Found.NOT_AT_ALL;
      }
      int distance = Long.compare(difference.line(), index + 1);
      return distance < 0 ? Found.ABOVE : distance > 0 ? Found.BELOW : Found.AT_ITS_LINE;
    } catch (Unreadable refused) {
      return Found.AS_UNREADABLE;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.6.15",
        "3.7.16",
        "3.8.18",
        "3.9.18",
        "3.9.2-i386",
        "3.10.13",
        "3.11.2-i386",
        "3.12.1"
      })
  void everySpoiltTokenIsFound(String python) throws Unreadable {
    List<String> lines = lines(python);
    assertNull(Recordings.replay(String.join("\n", lines)).difference());
    int atItsLine = 0;
    for (int index = 1; !lines.get(index).startsWith("#"); index++) {
      int tokenCount = lines.get(index).split(" ").length;
      for (int token = 0; token < tokenCount; token++) {
        for (String replacement : replacements(lines.get(index).split(" ")[token])) {
          Spoilt spoilt = new Spoilt(lines, index, token, replacement);
          Found found = spoilt.found();
          assertTrue(isInOrder(spoilt, found), () -> found + " " + spoilt);
          atItsLine += found == Found.AT_ITS_LINE ? 1 : 0;
        }
      }
    }
    assertTrue(atItsLine > 500, "only " + atItsLine + " were found at their line");
  }

  private static boolean isInOrder(Spoilt spoilt, Found found) {
    return switch (found) {
      case AS_UNREADABLE, AT_ITS_LINE -> true;
      case NOT_AT_ALL -> isUndetectable(spoilt);
      case ABOVE -> isOperation(spoilt) && !isAnswer(spoilt);
      case BELOW -> isGrant(spoilt) || isOperation(spoilt) && !isAnswer(spoilt);
    };
  }

  /**
   * What no reader of the file could find: another word for the same operation, a size or a block
   * that makes no difference, and a grant that no other line refers to.
   */
  private static boolean isUndetectable(Spoilt spoilt) {
    if (isOperation(spoilt)) {
      boolean isAnyMalloc = "mn".contains(spoilt.replaced()) && "mn".contains(spoilt.replacement());
      return spoilt.token() == 0 ? isAnyMalloc : !isAnswer(spoilt);
    }
    return isGrant(spoilt) && isNamedOnce(spoilt);
  }

  private static boolean isNamedOnce(Spoilt spoilt) {
    return spoilt.original().stream()
            .filter(line -> Arrays.asList(line.split(" ")).contains(spoilt.replaced()))
            .count()
        == 1;
  }

  private static boolean isOperation(Spoilt spoilt) {
    return "mcnrf".indexOf(spoilt.kind()) >= 0;
  }

  private static boolean isAnswer(Spoilt spoilt) {
    return spoilt.kind() != 'f' && spoilt.token() == spoilt.line().split(" ").length - 1;
  }

  private static boolean isGrant(Spoilt spoilt) {
    return "AMCR".indexOf(spoilt.kind()) >= 0 && isAnswer(spoilt);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.6.15", "3.8.18", "3.12.1"})
  void everySpoiltCharacterOfCountersAndTextIsFoundAtItsLine(String python) {
    List<String> lines = lines(python);
    int end = end(lines);
    for (int index = end; index < lines.size() - 1; index++) {
      String line = lines.get(index);
      for (int column = 0; column < line.length(); column += index % 5 == 0 ? 1 : 4) {
        List<String> spoilt = new ArrayList<>(lines);
        char other = line.charAt(column) == '7' ? '8' : '7';
        spoilt.set(index, line.substring(0, column) + other + line.substring(column + 1));
        Found found = at(String.join("\n", spoilt), index);
        boolean isMark = column < 3 || index == end && !Character.isDigit(line.charAt(column));
        assertEquals(isMark ? Found.AS_UNREADABLE : Found.AT_ITS_LINE, found, () -> "line " + line);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.7.16", "3.10.13", "3.9.2-i386"})
  void everyMissingLineIsFound(String python) {
    List<String> lines = lines(python);
    for (int index = 0; index < lines.size() - 1; index++) {
      List<String> rest = new ArrayList<>(lines);
      String missing = rest.remove(index);
      Found found = at(String.join("\n", rest), index);
      boolean leavesCalls = "mcnrf".indexOf(missing.charAt(0)) >= 0;
      assertTrue(found != Found.NOT_AT_ALL || missing.startsWith("r "), () -> "no " + missing);
      assertTrue(found != Found.ABOVE || leavesCalls, () -> "no " + missing);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.8.18", "3.12.1"})
  void everyRepeatedLineIsFound(String python) {
    List<String> lines = lines(python);
    for (int index = 0; index < lines.size() - 1; index++) {
      List<String> more = new ArrayList<>(lines);
      more.add(index, lines.get(index));
      String repeated = lines.get(index);
      Found found = at(String.join("\n", more), index + 1);
      boolean isSecondGrowth = repeated.startsWith("r ");
      assertTrue(found != Found.NOT_AT_ALL || isSecondGrowth, () -> "twice: " + repeated);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.8.18", "3.11.2-i386"})
  void everyRecordingThatEndsEarlyIsRefused(String python) {
    String text = String.join("\n", lines(python));
    for (int length = 0; length < text.length() - 1; length += 1 + length / 64) {
      String start = text.substring(0, length);
      assertThrows(Unreadable.class, () -> Recordings.replay(start), () -> "end: " + start);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.7.16", "3.12.1"})
  void everySpoiltHeaderIsFoundUnlessItSaysNothingOfTheOperations(String python) {
    List<String> lines = lines(python);
    String header = lines.get(0);
    for (int column = 0; column < header.length(); column++) {
      List<String> spoilt = new ArrayList<>(lines);
      char other = header.charAt(column) == '1' ? '2' : '1';
      spoilt.set(0, header.substring(0, column) + other + header.substring(column + 1));
      Found found = at(String.join("\n", spoilt), 0);
      boolean isValue = column > header.indexOf("CPython ");
      assertTrue(found == Found.AS_UNREADABLE || isValue, spoilt.get(0));
    }
  }

  private static List<String> lines(String python) {
    return List.of(Recordings.golden(python, OPERATION_COUNT).split("\n", -1));
  }

  private static int end(List<String> lines) {
    int index = 1;
    while (!lines.get(index).startsWith("#")) {
      index++;
    }
    return index;
  }

  /** Tokens of the same kind as {@code token} that are not it. */
  private static Set<String> replacements(String token) {
    Set<String> replacements = new LinkedHashSet<>();
    if (token.matches("[0-9]+")) {
      long number = Long.parseLong(token);
      replacements.addAll(List.of(number + 1 + "", 3 * number + 7 + "", "0", "-1", "p+0"));
      replacements.add("18446744073709551615");
    } else if (token.matches("[pr]\\+[0-9a-f]+")) {
      long offset = Long.parseLong(token.substring(2), 16);
      for (long bit : new long[] {1, 16, 0x1000, 0x10_0000}) {
        replacements.add(token.substring(0, 2) + Long.toHexString(offset ^ bit));
      }
      replacements.add((token.startsWith("p") ? "r" : "p") + token.substring(1));
      replacements.add("0");
      replacements.add("q+0");
    } else {
      replacements.addAll(List.of("m", "c", "n", "r", "f", "A", "a", "M", "C", "R", "F", "x"));
    }
    replacements.remove(token);
    return replacements;
  }
}
