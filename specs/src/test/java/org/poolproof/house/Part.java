package org.poolproof.house;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PIT mutates in one go, and what is demanded of its report.
 *
 * @param isSkipped whether PIT left it out, so that there is no report or an old one
 * @param isListed whether each survivor is listed with its reason
 */
record Part(String name, boolean isSkipped, Mutants.Demand demand, boolean isListed) {
  private static final Pattern TEXT =
      Pattern.compile(
          "(\\w+) skipped=(true|false) killed=(\\d+) aborted=(\\d+) survivors=(listed|unlisted)");

  /** Reads a part as the build writes it; refuses everything else. */
  static Part of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + ": expected " + TEXT);
    }
    int killed = Integer.parseInt(matcher.group(3));
    int aborted = Integer.parseInt(matcher.group(4));
    return new Part(
        matcher.group(1),
        matcher.group(2).equals("true"),
        new Mutants.Demand(killed, aborted),
        matcher.group(5).equals("listed"));
  }

  /** PIT's report. */
  Path report(Path reports) {
    return reports.resolve(name).resolve("mutations.xml");
  }

  /** The file of survivors, {@link Mutants#UNLISTED} where none is kept. */
  Path survivors(Path folder) {
    return isListed ? folder.resolve("survivors-" + name + ".txt") : Mutants.UNLISTED;
  }
}
