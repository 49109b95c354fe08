package org.poolproof.specs.subject.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.subject.CannotHold;

/** A running host: lines go in, lines come out, each within a limit of time. */
final class HostProcess {

  /** The longest line of a host, without its line feed. */
  static final int LONGEST_LINE_BYTES = 1 << 16;

  private static final int QUEUED_CHUNKS = 64;
  private static final int COMPLAINT_BYTES = 2000;
  private static final long EXIT_SECONDS = 2;
  private static final byte[] END = new byte[0];

  private final Process process;
  private final OutputStream input;
  private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(QUEUED_CHUNKS);
  private final Complaint complaint;

  /**
   * What was read: from {@link #start} on up to {@link #end} it was not yet taken. Of that, there
   * is no line feed before {@link #scanned}.
   */
  private byte[] buffer = new byte[2 * LONGEST_LINE_BYTES];

  private int start;
  private int scanned;
  private int end;
  private boolean isOver;

  /**
   * @throws CannotHold if the program cannot be started
   */
  HostProcess(HostProgram program) {
    try {
      process = program.start();
    } catch (IOException failure) {
      throw new CannotHold(program.name() + " cannot be started: " + failure.getMessage());
    }
    input = process.getOutputStream();
    complaint = new Complaint(process.getErrorStream());
    Thread.ofPlatform().daemon().name("host output").start(this::readChunks);
    complaint.start();
  }

  private void readChunks() {
    byte[] bytes = new byte[LONGEST_LINE_BYTES];
    try (InputStream output = process.getInputStream()) {
      for (int count = output.read(bytes); count >= 0; count = output.read(bytes)) {
        chunks.put(Arrays.copyOf(bytes, count));
      }
    } catch (IOException closed) {
      // As good as an end: whoever reads on learns how the process ended.
    } catch (InterruptedException stopped) {
      return;
    }
    putEnd();
  }

  private void putEnd() {
    try {
      chunks.put(END);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes {@code text}, which is ASCII. What a dead process does not take, its end explains. */
  void write(CharSequence text) {
    try {
      input.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
      input.flush();
    } catch (IOException closed) {
      // It does not read any more; whoever waits for its answer learns how it ended.
    }
  }

  /**
   * The next line, without its line feed; null if the output has ended.
   *
   * @param limit how long to wait for it
   * @throws HostFault if nothing comes in time, or the line is too long
   */
  @Nullable String line(Duration limit) {
    long since = System.nanoTime();
    while (true) {
      for (; scanned < end; scanned++) {
        if (buffer[scanned] == '\n') {
          String line = new String(buffer, start, scanned - start, StandardCharsets.ISO_8859_1);
          start = ++scanned;
          return line;
        }
      }
      if (end - start > LONGEST_LINE_BYTES) {
        throw new HostFault("a line of more than " + LONGEST_LINE_BYTES + " bytes");
      }
      if (isOver) {
        return null;
      }
      receive(limit, limit.toNanos() - (System.nanoTime() - since));
    }
  }

  private void receive(Duration limit, long nanosLeft) {
    byte @Nullable [] chunk;
    try {
      chunk = chunks.poll(nanosLeft, TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CannotHold("interrupted while waiting for a host");
    }
    if (chunk == null) {
      throw new HostFault("no line within " + limit.toMillis() / 1e3 + " s", true);
    }
    if (chunk.length == 0) {
      isOver = true;
      return;
    }
    System.arraycopy(buffer, start, buffer, 0, end - start);
    scanned -= start;
    end -= start;
    start = 0;
    if (end + chunk.length > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, end + chunk.length));
    }
    System.arraycopy(chunk, 0, buffer, end, chunk.length);
    end += chunk.length;
  }

  /** Whether there is something that was written and not yet taken. */
  boolean hasOutput() {
    return start < end || !chunks.isEmpty() && !isOver;
  }

  /** What was written of a line that has no end. */
  String unfinishedLine() {
    return new String(buffer, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** How the process ended, and what it complained about. To be asked when its output has ended. */
  String ending() {
    String how = "it closed its output and goes on";
    try {
      if (process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        how = ending(process.exitValue());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    String said = complaint.text();
    return said.isEmpty() ? how : how + "; on standard error: " + said;
  }

  private static String ending(int status) {
    String[] signals = {
      "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "", "SIGSEGV"
    };
    int signal = status - 128;
    if (signal >= 4 && signal - 4 < signals.length && !signals[signal - 4].isEmpty()) {
      return "it was ended by " + signals[signal - 4];
    }
    return signal > 0 ? "it was ended by signal " + signal : "it ended with status " + status;
  }

  /** Ends the process, and those that it started. */
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try (input) {
      process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException closed) {
      // The other end is gone, as it should be.
    }
    chunks.clear();
  }

  /** The end of what a process writes to its standard error. */
  private static final class Complaint {
    private final InputStream stream;
    private final StringBuilder text = new StringBuilder();
    private @Nullable Thread reader;

    Complaint(InputStream stream) {
      this.stream = stream;
    }

    void start() {
      reader = Thread.ofPlatform().daemon().name("host complaint").start(this::read);
    }

    private void read() {
      byte[] bytes = new byte[COMPLAINT_BYTES];
      try (stream) {
        for (int count = stream.read(bytes); count >= 0; count = stream.read(bytes)) {
          keep(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
        }
      } catch (IOException closed) {
        // Nothing more is said.
      }
    }

    private synchronized void keep(String piece) {
      text.append(piece);
      text.delete(0, Math.max(0, text.length() - COMPLAINT_BYTES));
    }

    /** What was said, in one line. */
    String text() {
      try {
        if (reader != null) {
          reader.join(Duration.ofSeconds(EXIT_SECONDS));
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      synchronized (this) {
        return Quoted.printable(text.toString().strip().replaceAll("\\s*\n\\s*", " | "));
      }
    }
  }
}
