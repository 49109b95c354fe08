package org.poolproof.specs.subject.port;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
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

  private static final String HEAD = "# poolproof 1; host ";
  private static final String ARROW = " -> ";
  private static final String END = "end";
  private static final String STATISTICS = "statistics";

  /** Asked behind a batch of operations with calls below, whose end shows when it is answered. */
  private static final String READY = "ready";

  private record Pending(String line, boolean isOperation, Then then) {}

  private record Batch(int length, long sentNanos) {}

  private final HostProgram program;
  private final Hosts hosts;
  private final HostProcess process;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Deque<Batch> batches = new ArrayDeque<>();
  private final StringBuilder collected = new StringBuilder();
  private int collectedCount;
  private int batchLength = 1;
  private @Nullable String nextLine;
  private String lastLine = "";
  private boolean isBroken;
  private final boolean hasLayersBelow;
  private final boolean beginsAgain;

  /**
   * @throws CannotHold if the host ends before its first line, or does not write it in time
   * @throws HostFault if it writes something else
   */
  Port(HostProgram program, Hosts hosts, HostProcess process, Geometry geometry) {
    this.program = program;
    this.hosts = hosts;
    this.process = process;
    process.write("# poolproof 1; geometry " + geometry.name() + "\n\n");
    List<String> words = List.of(head().split("; "));
    hasLayersBelow = words.contains("below");
    beginsAgain = words.contains("again");
  }

  private String head() {
    String line;
    try {
      line = process.line(program.startLimit());
    } catch (HostFault silence) {
      process.close();
      throw new CannotHold(program.name() + " did not begin: " + silence.getMessage());
    }
    if (line == null) {
      String ending = process.unfinishedLine() + process.ending();
      process.close();
      throw new CannotHold(program.name() + " did not begin: " + ending);
    }
    if (!line.startsWith(HEAD) || line.length() == HEAD.length()) {
      process.close();
      throw new HostFault(
          "its first line is " + Quoted.of(line) + " instead of '" + HEAD + "NAME'");
    }
    lastLine = line;
    return line.substring(HEAD.length());
  }

  /** Whether the layers below the host's allocator are what the script says. */
  public boolean hasLayersBelow() {
    return hasLayersBelow;
  }

  /** Asks the host to carry out {@code line}, sooner or later; {@code then} gets the answer. */
  public void ask(String line, Then then) {
    ask(line, List.of(), false, then);
  }

  /**
   * The same of an operation.
   *
   * @param supply the calls that the layers below will answer, a line each
   */
  public void askOperation(String line, List<String> supply, Then then) {
    ask(line, supply, hasLayersBelow, then);
  }

  private void ask(String line, List<String> supply, boolean hasCalls, Then then) {
    collected.append(line).append('\n');
    for (String call : supply) {
      collected.append(call).append('\n');
    }
    pending.add(new Pending(line, hasCalls, then));
    collectedCount++;
    if (collectedCount >= batchLength || collected.length() >= BATCH_BYTES) {
      send();
    }
  }

  private void send() {
    while (batches.size() >= BATCHES_IN_FLIGHT) {
      receive();
    }
    if (hasLayersBelow) {
      collected.append(READY).append('\n');
      pending.add(new Pending(READY, false, reply -> {}));
      collectedCount++;
    }
    collected.append('\n');
    process.write(collected);
    batches.add(new Batch(collectedCount, System.nanoTime()));
    collected.setLength(0);
    collectedCount = 0;
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
      Reply reply = reply(asked);
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

  private Reply reply(Pending asked) {
    String line = takeLine(asked);
    String added = line.startsWith(asked.line()) ? line.substring(asked.line().length()) : null;
    if (added == null || !(added.isEmpty() || added.startsWith(ARROW))) {
      throw fault(asked, "it wrote " + Quoted.of(line));
    }
    String answer = added.isEmpty() ? null : added.substring(ARROW.length());
    lastLine = line;
    if (asked.isOperation()) {
      return new Reply(answer, calls(asked));
    }
    return asked.line().equals(STATISTICS) && answer != null && !"?".equals(answer)
        ? new Reply(answer, text(asked, answer))
        : new Reply(answer, List.of());
  }

  private List<String> calls(Pending asked) {
    String line = takeLine(asked);
    if (!line.startsWith(" ")) {
      nextLine = line;
      return List.of();
    }
    List<String> calls = new ArrayList<>();
    for (; line.startsWith(" "); line = takeLine(asked)) {
      calls.add(line);
    }
    nextLine = line;
    return calls;
  }

  private List<String> text(Pending asked, String countText) {
    if (!countText.matches("[0-9]{1,6}")) {
      throw fault(asked, "it wrote " + Quoted.of(lastLine) + ", which says no number of lines");
    }
    List<String> text = new ArrayList<>();
    for (int left = Integer.parseInt(countText); left > 0; left--) {
      String line = takeLine(asked);
      if (!line.equals(STATISTICS) && !line.startsWith(STATISTICS + " ")) {
        throw fault(asked, "it wrote " + Quoted.of(line) + ", with " + left + " lines to come");
      }
      text.add(line.substring(Math.min(line.length(), STATISTICS.length() + 1)));
    }
    return text;
  }

  private String takeLine(Pending asked) {
    String line = nextLine;
    nextLine = null;
    if (line != null) {
      return line;
    }
    try {
      line = process.line(program.lineLimit());
    } catch (HostFault wrong) {
      throw fault(asked, String.valueOf(wrong.getMessage()));
    }
    if (line == null) {
      String unfinished = process.unfinishedLine();
      String wrote = unfinished.isEmpty() ? "" : "it wrote " + Quoted.of(unfinished) + "; ";
      throw fault(asked, wrote + process.ending());
    }
    return line;
  }

  private HostFault fault(Pending asked, String what) {
    isBroken = true;
    return new HostFault(
        what
            + "; awaited was "
            + Quoted.of(asked.line())
            + ", the last answer "
            + Quoted.of(lastLine));
  }

  /** Ends the heap, and the host too unless it can begin again. */
  @Override
  public void close() {
    boolean isReusable = beginsAgain && !isBroken && pending.isEmpty() && !process.hasOutput();
    if (isReusable && isEnded()) {
      hosts.keep(process);
    } else {
      process.close();
    }
  }

  private boolean isEnded() {
    process.write(END + "\n\n");
    try {
      return END.equals(process.line(program.lineLimit())) && !process.hasOutput();
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
    String line = process.line(program.lineLimit());
    isBroken = true;
    return new HostFault(
        "it wrote "
            + Quoted.of(line == null ? process.ending() : line)
            + " unasked; the last answer "
            + Quoted.of(lastLine));
  }
}
