package org.poolproof.specs.lockstep;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.script.StatisticsLine;
import org.poolproof.specs.subject.Subject;

/** A recorded statistics text beside what the subject prints, line by line. */
final class StatisticsComparison {

  private final Subject subject;
  private List<String> printed = List.of();
  private int comparedCount;
  private long lastLine;

  StatisticsComparison(Subject subject) {
    this.subject = subject;
  }

  /** The difference in the next line, null if there is none. */
  @Nullable Difference compare(StatisticsLine recorded) {
    if (comparedCount == 0) {
      String text = subject.statisticsText();
      if (text == null) {
        return null;
      }
      printed = List.of(text.split("\n", -1));
    }
    lastLine = recorded.line();
    String actual = comparedCount < printed.size() ? printed.get(comparedCount) : null;
    comparedCount++;
    return recorded.text().equals(actual)
        ? null
        : difference(quoted(recorded.text()), actual == null ? "no further line" : quoted(actual));
  }

  /** The difference that is left when the recorded text has ended, null if there is none. */
  @Nullable Difference end() {
    return comparedCount >= printed.size()
        ? null
        : difference("no further line", quoted(printed.get(comparedCount)));
  }

  private Difference difference(String expected, String actual) {
    return new Difference(Difference.Rule.STATISTICS, lastLine, null, expected, actual);
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }
}
