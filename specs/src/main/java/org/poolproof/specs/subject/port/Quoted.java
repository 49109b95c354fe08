package org.poolproof.specs.subject.port;

/** What a host wrote, fit for a sentence. */
final class Quoted {

  private static final int GREATEST_LENGTH = 200;

  private Quoted() {}

  /** {@code text} in quotes; of a long one the beginning. */
  static String of(String text) {
    String printable = printable(text);
    return printable.length() <= GREATEST_LENGTH
        ? "'" + printable + "'"
        : "'" + printable.substring(0, GREATEST_LENGTH) + "...' (" + text.length() + " bytes)";
  }

  /** {@code text} with each byte that is not printable ASCII as {@code \xHH}. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    for (char each : text.toCharArray()) {
      if (each >= ' ' && each < 0x7f) {
        printable.append(each);
      } else {
        printable.append("\\x%02x".formatted((int) each));
      }
    }
    return printable.toString();
  }
}
