package org.poolproof.specs.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C and its like: the run is told to stop and gets a moment to say what it knows. The process
 * ends with the run's own status, undecided if it has none by then.
 */
final class Interrupt {

  private static final long PATIENCE_SECONDS = 30;
  private static final int UNDECIDED = 3;
  private static final AtomicBoolean REQUESTED = new AtomicBoolean();

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int status = UNDECIDED;

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

  /** The run has ended, with the exit status {@code reached}. */
  void finished(int reached) {
    status = reached;
    System.out.flush();
    finished.countDown();
  }

  private void shutDown() {
    if (finished.getCount() == 0) {
      return;
    }
    REQUESTED.set(true);
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("poolproof: undecided: interrupted");
      }
    } catch (InterruptedException again) {
      System.err.println("poolproof: undecided: interrupted");
    }
    Runtime.getRuntime().halt(status);
  }
}
