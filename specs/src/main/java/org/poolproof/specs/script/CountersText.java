package org.poolproof.specs.script;

/** The final counters as golden logs and scripts spell them, from the word {@code blocks} on. */
final class CountersText {

  private CountersText() {}

  static Counters read(Cursor cursor) throws Unreadable {
    Counters counters =
        new Counters(
            cursor.line(),
            signed(cursor, "blocks "),
            number(cursor, " arenas "),
            number(cursor, " freed "),
            number(cursor, " high "));
    cursor.requireEnd();
    return counters;
  }

  /** Raw blocks that are freed by functions of another domain count down (PYMALLOC.md 2). */
  private static long signed(Cursor cursor, String label) throws Unreadable {
    cursor.require(label);
    boolean isNegative = cursor.passes("-");
    long number = cursor.decimal(Long.MAX_VALUE, "a decimal number below 2^63");
    return isNegative ? -number : number;
  }

  private static long number(Cursor cursor, String label) throws Unreadable {
    cursor.require(label);
    return cursor.decimal(Long.MAX_VALUE, "a decimal number below 2^63");
  }

  static String spelling(Counters counters) {
    return "blocks "
        + counters.allocatedBlockCount()
        + " arenas "
        + counters.arenaGrantCount()
        + " freed "
        + counters.arenaReleaseCount()
        + " high "
        + counters.arenaHighWaterCount();
  }
}
