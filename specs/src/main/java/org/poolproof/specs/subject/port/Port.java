package org.poolproof.specs.subject.port;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.contract.Profile;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.subject.Ability;
import org.poolproof.specs.subject.CannotHold;

/**
 * A heap behind a pipe, from its first line to its end. Lines are sent in batches, the next one
 * before the last one is answered; each answer is handed on when it comes, in order.
 *
 * <pre>
 *   asked | collected | sent: batch, batch | answered, and handed on
 * </pre>
 */
@InheritableMustCall("close")
public final class Port implements AutoCloseable {

  /** What is done with the answer to a line. */
  @FunctionalInterface
  public interface Then {
    /** The line was answered so. */
    void answered(Reply reply);
  }

  /** Less than what a pipe holds, so that writing never waits for a host that does not read. */
  private static final int BATCH_BYTES = 24 << 10;

  private static final int BATCHES_IN_FLIGHT = 2;
  private static final int GREATEST_BATCH_LENGTH = 2048;
  private static final long SHORT_BATCH_NANOS = 10_000_000;
  private static final long LONG_BATCH_NANOS = 100_000_000;

  /** So much memory is read or written in a batch at most, and so long that may take. */
  private static final long BURDEN_BYTES = 32L << 20;

  private static final long LINE_NANOS = 500_000;
  private static final long BYTE_NANOS = 10;

  private static final String END = "end";

  /** Asked behind a batch of operations with calls below, whose end shows when it is answered. */
  private static final String READY = "ready";

  private record Pending(String line, boolean isOperation, Then then) {}

  /**
   * @param limit how long its first line may take, and any other
   */
  private record Batch(int length, long sentNanos, Duration limit) {}

  private final Hosts hosts;
  private final HostProcess process;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Deque<Batch> batches = new ArrayDeque<>();
  private final StringBuilder collected = new StringBuilder();
  private int collectedCount;
  private long collectedBytes;
  private int batchLength = 1;
  private final Replies replies;
  private boolean isStepwise;
  private final Introduction introduction;

  /**
   * A host whose first line is not what the pipe demands answers nothing.
   *
   * @throws CannotHold if the host ends before its first line, or does not write it in time
   */
  Port(HostProgram program, Hosts hosts, HostProcess process, Geometry geometry) {
    this.hosts = hosts;
    this.process = process;
    Introduction said = Introduction.NONE;
    HostFault fault = null;
    String head = "";
    try {
      head = head(program, process, geometry);
      said = Introduction.of(head);
    } catch (HostFault wrong) {
      fault = wrong;
    }
    introduction = said;
    replies = new Replies(process, head, fault);
  }

  private static String head(HostProgram program, HostProcess process, Geometry geometry) {
    process.write("# poolproof 1; geometry " + geometry.name() + "\n\n");
    String line;
    try {
      line = process.line(program.startLimit());
    } catch (HostFault wrong) {
      if (!wrong.isSilence()) {
        throw wrong;
      }
      process.close();
      throw new CannotHold(program.name() + " did not begin: " + wrong.getMessage());
    }
    if (line == null) {
      String ending = process.unfinishedLine() + process.ending();
      process.close();
      throw new CannotHold(program.name() + " did not begin: " + ending);
    }
    return line;
  }

  /** What the host calls its allocator. */
  public String hostName() {
    return introduction.name();
  }

  /** Whether the layers below the host's allocator are what the script says. */
  public boolean hasLayersBelow() {
    return introduction.hasLayersBelow();
  }

  /** What its allocator cannot do. */
  Set<Ability> missing() {
    return introduction.missing();
  }

  /** What its allocator owes its client, which is {@code usual} unless the host says otherwise. */
  Profile profile(Profile usual) {
    return introduction.profile(usual);
  }

  /** Asks the host to carry out {@code line}, sooner or later; {@code then} gets the answer. */
  public void ask(String line, Then then) {
    ask(line, List.of(), false, then);
  }

  /** The lines that follow take the host {@code bytes} of memory to read or write. */
  public void burden(long bytes) {
    collectedBytes += bytes;
  }

  /**
   * The same of an operation.
   *
   * @param supply the calls that the layers below will answer, a line each
   */
  public void askOperation(String line, List<String> supply, Then then) {
    ask(line, supply, hasLayersBelow(), then);
  }

  private void ask(String line, List<String> supply, boolean hasCalls, Then then) {
    collected.append(line).append('\n');
    for (String call : supply) {
      collected.append(call).append('\n');
    }
    pending.add(new Pending(line, hasCalls, then));
    collectedCount++;
    if (!isStepwise && collectedCount >= batchLength
        || collected.length() >= BATCH_BYTES
        || collectedBytes >= BURDEN_BYTES) {
      send();
    }
  }

  /** A host writes nothing before it has carried out all lines of a batch, if it likes. */
  private Duration limit() {
    return hosts
        .lineLimit()
        .plusNanos(collectedCount * LINE_NANOS)
        .plusNanos(collectedBytes * BYTE_NANOS);
  }

  private void send() {
    while (batches.size() >= BATCHES_IN_FLIGHT) {
      receive();
    }
    if (hasLayersBelow()) {
      collected.append(READY).append('\n');
      pending.add(new Pending(READY, false, reply -> {}));
      collectedCount++;
    }
    collected.append('\n');
    process.write(collected);
    batches.add(new Batch(collectedCount, System.nanoTime(), limit()));
    collectedBytes = 0;
    collected.setLength(0);
    collectedCount = 0;
  }

  /** From now on {@link #stepTaken} waits, so that it is known which step a host dies in. */
  public void goStepwise() {
    isStepwise = true;
  }

  /** All lines of a step were asked. */
  public void stepTaken() {
    if (isStepwise) {
      settle();
    }
  }

  /** Waits until everything that was asked is answered. */
  public void settle() {
    if (collectedCount > 0) {
      send();
    }
    while (!batches.isEmpty()) {
      receive();
    }
  }

  private void receive() {
    Batch batch = batches.remove();
    for (int count = 0; count < batch.length(); count++) {
      Pending asked = pending.element();
      Reply reply = replies.next(asked.line(), asked.isOperation(), batch.limit());
      pending.remove();
      asked.then().answered(reply);
    }
    long nanos = System.nanoTime() - batch.sentNanos();
    if (nanos < SHORT_BATCH_NANOS) {
      batchLength = Math.min(GREATEST_BATCH_LENGTH, 2 * batchLength);
    } else if (nanos > LONG_BATCH_NANOS) {
      batchLength = Math.max(1, batchLength / 2);
    }
  }

  /** From now on, heaps of these hosts are waited for less, if this one was silent too long. */
  public void hurryIfSilent() {
    HostFault fault = replies.fault();
    if (fault != null && fault.isSilence()) {
      hosts.hurry();
    }
  }

  /** Ends the heap, and the host too unless it can begin again. */
  @Override
  public void close() {
    boolean isReusable =
        introduction.beginsAgain()
            && replies.fault() == null
            && pending.isEmpty()
            && !process.hasOutput();
    if (isReusable && isEnded()) {
      hosts.keep(process);
    } else {
      process.close();
    }
  }

  private boolean isEnded() {
    process.write(END + "\n\n");
    try {
      return END.equals(process.line(hosts.lineLimit())) && !process.hasOutput();
    } catch (HostFault silence) {
      return false;
    }
  }

  /**
   * A fault of a host that was idle: something is there that nobody asked for. Null if there is
   * none.
   */
  public @Nullable HostFault intrusion() {
    if (!pending.isEmpty() || !process.hasOutput()) {
      return null;
    }
    return replies.unasked(hosts.lineLimit());
  }
}
