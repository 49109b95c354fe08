package org.poolproof.specs.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C and its like: the run is told to stop, gets a moment to say what it knows, and the process
 * ends as undecided.
 */
final class Interrupt {

  private static final long PATIENCE_SECONDS = 5;
  private static final int UNDECIDED = 3;
  private static final AtomicBoolean REQUESTED = new AtomicBoolean();

  private final CountDownLatch finished = new CountDownLatch(1);

  private Interrupt() {}

  /** Starts to listen; the run must say when it has {@link #finished}. */
  static Interrupt listen() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(new Thread(interrupt::shutDown, "interrupt"));
    return interrupt;
  }

  /** Whether the run was told to stop. */
  static boolean isRequested() {
    return REQUESTED.get();
  }

  void finished() {
    finished.countDown();
  }

  private void shutDown() {
    if (finished.getCount() == 0) {
      return;
    }
    REQUESTED.set(true);
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("poolproof: interrupted");
      }
    } catch (InterruptedException again) {
      System.err.println("poolproof: interrupted");
    }
    Runtime.getRuntime().halt(UNDECIDED);
  }
}
