package org.poolproof.specs.lockstep;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.script.CallLog;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Summary;
import org.poolproof.specs.script.SummaryKey;
import org.poolproof.specs.script.TraceWriter;

/** A log of calls as a PAT1 trace: read twice, for its summary and for its operations. */
public final class TraceOfLog {

  private TraceOfLog() {}

  /**
   * Writes {@code log} to {@code target}, which stays its owner's.
   *
   * @param name of the trace, printable ASCII
   * @param platform that the program ran on, printable ASCII
   * @return the summary
   * @throws IOException if either cannot be read or written, or the log is none
   * @throws org.poolproof.model.geometry.GeometryRefused if there is no such version
   */
  public static Summary write(Path log, String name, String platform, OutputStream target)
      throws IOException {
    Summary summary = new Counting(log).summary(name, platform);
    try (BufferedOutputStream buffered = new BufferedOutputStream(target)) {
      TraceWriter writer = new TraceWriter(buffered, summary);
      CallLog.read(
          log,
          new CallLog.Visitor() {
            @Override
            public void operation(Step step, Address answer) throws IOException {
              writer.write(step);
            }

            @Override
            public void arena(Address arena) {}

            @Override
            public void arenaFree(Address arena) {}
          });
    }
    return summary;
  }

  /** The first reading. */
  private static final class Counting implements CallLog.Visitor {

    private final Path log;
    private final TraceTotals totals = new TraceTotals();
    private final Client client = new Client();
    private final List<String> bases = new ArrayList<>();
    private final RecordedHeap heap;
    private long number;

    @SuppressWarnings("resourceleak") // what was recorded holds nothing
    Counting(Path log) throws IOException {
      this.log = log;
      heap = new RecordedHeap(geometry(log));
    }

    private static Geometry geometry(Path log) throws IOException {
      return Geometries.ofPython(CallLog.version(log));
    }

    @Override
    public void operation(Step step, Address answer) {
      number++;
      Client.Turn turn = client.turn(step.action());
      client.keep(turn, answer, number);
      totals.count(step, turn.named(), answer, client.names(), heap);
    }

    @Override
    public void arena(Address arena) {
      heap.grant(arena);
      bases.add(Long.toHexString(arena.value()));
    }

    @Override
    public void arenaFree(Address arena) {
      heap.takeBack(arena);
    }

    Summary summary(String name, String platform) throws IOException {
      CallLog read = CallLog.read(log, this);
      List<Summary.Entry> entries = new ArrayList<>();
      for (SummaryKey key : SummaryKey.values()) {
        String value =
            switch (key) {
              case FORMAT -> "pat 1";
              case NAME -> name;
              case PYTHON -> read.version();
              case PLATFORM -> platform;
              case THREADS -> Long.toString(read.threadCount());
              case ARENA_BASES -> String.join(",", bases);
              case DROPPED_UNKNOWN_FREES -> Long.toString(read.unknownFreeCount());
              case UNKNOWN_REALLOCS -> Long.toString(read.unknownReallocCount());
              case IMPLICIT_FREES -> Long.toString(read.implicitFreeCount());
              default -> String.valueOf(totals.value(key, client.names(), heap.counters(), heap));
            };
        entries.add(new Summary.Entry(entries.size() + 2L, key, value));
      }
      return new Summary(entries);
    }
  }
}
