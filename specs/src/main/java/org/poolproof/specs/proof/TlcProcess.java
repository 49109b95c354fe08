package org.poolproof.specs.proof;

import java.io.IOException;
import tlc2.TLC;

/** TLC, which ends when its standard input does: it does not survive who started it. */
public final class TlcProcess {

  private TlcProcess() {}

  /** Runs TLC with {@code arguments}. */
  public static void main(String[] arguments) throws Exception {
    Thread guard = new Thread(TlcProcess::awaitEnd, "end of input");
    guard.setDaemon(true);
    guard.start();
    TLC.main(arguments);
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said.
      }
    } catch (IOException closed) {
      // So is this.
    }
    Runtime.getRuntime().halt(1);
  }
}
