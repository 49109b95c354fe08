package org.poolproof.specs.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A run of the command within this process.
 *
 * @param status its exit status
 */
record Ran(int status, String output, String errors) {

  /** Runs the command. One run at a time: it writes to the streams of the process. */
  static synchronized Ran with(String... arguments) {
    PrintStream output = System.out;
    PrintStream errors = System.err;
    ByteArrayOutputStream outputBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errorBytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(outputBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errorBytes, true, StandardCharsets.UTF_8));
      int status = Main.execute(arguments);
      return new Ran(
          status,
          outputBytes.toString(StandardCharsets.UTF_8),
          errorBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(output);
      System.setErr(errors);
    }
  }
}
