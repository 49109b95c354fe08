package org.poolproof.specs.script;

/**
 * One line of the final statistics text.
 *
 * @param line its 1-based line
 * @param text the line as CPython printed it, without its line feed: printable ASCII, perhaps empty
 */
public record StatisticsLine(long line, String text) implements Statement {

  /** What the last line of a part of the statistics text begins with, before an empty one. */
  static final String TOTAL = "Total ";
}
