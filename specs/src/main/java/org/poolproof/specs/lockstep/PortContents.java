package org.poolproof.specs.lockstep;

import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.specs.subject.Subject;
import org.poolproof.specs.subject.port.Port;
import org.poolproof.specs.subject.port.PortSubject;

/** What blocks behind a pipe hold, where each operation is awaited: asked, and awaited too. */
final class PortContents {

  private final Port port;
  private final PipedContents contents;
  private final FirstDifference first = new FirstDifference();

  private PortContents(@NotOwning PortSubject subject) {
    port = subject.port();
    contents =
        new PipedContents(port, subject.profile().servedBytes(), number -> () -> true, true, first);
  }

  /** Those of {@code subject}, null if it is not behind a pipe. */
  static @Nullable PortContents of(@NotOwning Subject subject) {
    return subject instanceof PortSubject port ? new PortContents(port) : null;
  }

  /** What is wrong with the block that {@code turn} names; the difference, null if nothing is. */
  @Nullable Difference before(Client.Turn turn, long number) {
    contents.before(turn.action(), number);
    port.settle();
    return first.get();
  }

  /** What is wrong with the block that was answered; the difference, null if nothing is. */
  @Nullable Difference after(Client.Turn turn, Address answer, long number) {
    first.answered(answer.isNull());
    contents.after(turn.action(), number);
    port.settle();
    return first.get();
  }

  /** What is wrong with any block; the difference, null if nothing is. */
  @Nullable Difference all(long number) {
    contents.all(number);
    port.settle();
    return first.get();
  }
}
