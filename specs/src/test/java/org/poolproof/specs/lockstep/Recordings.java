package org.poolproof.specs.lockstep;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.script.Counters;
import org.poolproof.specs.script.GoldenWriter;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.StatisticsLine;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Summary;
import org.poolproof.specs.script.TraceWriter;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/**
 * Small recordings: the first operations of those in the suite, with the end that the model gives
 * them.
 */
public final class Recordings {

  private Recordings() {}

  /** The suite's folder. */
  public static Path suite() {
    return Path.of(System.getProperty("poolproof.root", ".."), "specs", "vectors");
  }

  /** The recording of the suite whose name starts with {@code prefix}. */
  public static Path named(String prefix) {
    try (Stream<Path> files = Files.list(suite().resolve("recordings"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The golden log of {@code python}, cut after {@code operationCount} operations. */
  public static String golden(String python, int operationCount) {
    try (ScriptReader reader = ScriptReader.open(named("g-py" + python))) {
      Geometry geometry = reader.header().geometry();
      ModelSubject subject = new ModelSubject(geometry);
      Recording.Golden golden = (Recording.Golden) reader.header().recording();
      StringBuilder text = new StringBuilder();
      GoldenWriter writer = new GoldenWriter(text, golden);
      for (Statement statement : firstSteps(reader, operationCount)) {
        writer.write(statement);
      }
      try (ScriptReader again = ScriptReader.open(named("g-py" + python))) {
        Replay.run(again, subject, Level.PLACEMENT, operationCount, count -> true);
      }
      HeapCounters heap = subject.counters();
      writer.write(
          new Counters(
              1,
              heap.allocatedBlockCount(),
              heap.arenasEverCount(),
              heap.arenasFreedCount(),
              heap.highwaterArenaCount()));
      String statistics = geometry.wordBytes() == 8 ? subject.statisticsText() : "";
      for (String line : statistics.isEmpty() ? new String[0] : statistics.split("\n", -1)) {
        writer.write(new StatisticsLine(1, line));
      }
      return text.toString();
    } catch (IOException | Unreadable broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** The trace of {@code name}, cut after {@code operationCount} operations. */
  public static byte[] trace(String name, int operationCount) {
    try (ScriptReader reader = ScriptReader.open(named(name))) {
      Geometry geometry = reader.header().geometry();
      Summary whole = ((Recording.Trace) reader.header().recording()).summary();
      List<Statement> steps = firstSteps(reader, operationCount);
      Summary summary = summary(whole, steps, new ModelSubject(geometry));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      TraceWriter writer = new TraceWriter(bytes, summary);
      for (Statement step : steps) {
        writer.write(step);
      }
      return bytes.toByteArray();
    } catch (IOException | Unreadable broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static List<Statement> firstSteps(ScriptReader reader, int count) throws Unreadable {
    List<Statement> steps = new ArrayList<>();
    while (steps.size() < count) {
      Statement statement = reader.next();
      if (!(statement instanceof Step)) {
        throw new IllegalStateException("fewer than " + count + " operations");
      }
      steps.add(statement);
    }
    return steps;
  }

  private static Summary summary(Summary whole, List<Statement> steps, Subject subject) {
    Client client = new Client();
    TraceTotals totals = new TraceTotals();
    TraceLayers layers = new TraceLayers(whole.arenaBases());
    long number = 0;
    for (Statement statement : steps) {
      Step step = (Step) statement;
      number++;
      Client.Turn turn = client.turn(step.action());
      layers.begin(step);
      Performed performed = subject.perform(turn.operation(), layers);
      client.keep(turn, performed.answer(), number);
      totals.count(step, turn.named(), performed.answer(), client.names(), subject);
    }
    List<Address> bases = whole.arenaBases().subList(0, layers.arenaCount());
    String basesText = String.join(",", bases.stream().map(Recordings::digits).toList());
    List<Summary.Entry> entries = new ArrayList<>();
    for (Summary.Entry entry : whole.entries()) {
      String value = totals.value(entry.key(), client.names(), subject.counters(), subject);
      String text =
          switch (entry.key()) {
            case ARENA_BASES -> basesText;
            default -> value == null ? entry.value() : value;
          };
      entries.add(new Summary.Entry(entry.line(), entry.key(), text));
    }
    return new Summary(entries);
  }

  private static String digits(Address address) {
    return Long.toHexString(address.value());
  }

  /** Replays {@code text} on a fresh model of the geometry that it names. */
  public static ReplayResult replay(String text) throws Unreadable {
    return replay(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Replays {@code content} on a fresh model of the geometry that it names. */
  public static ReplayResult replay(byte[] content) throws Unreadable {
    return replay(content, null, null);
  }

  /** Replays {@code content} on {@code subject} at {@code level}; null: those it names. */
  static ReplayResult replay(byte[] content, Subject subject, Level level) throws Unreadable {
    try (ScriptReader reader = ScriptReader.open("recording", new ByteArrayInputStream(content))) {
      Level named = reader.header().level();
      return Replay.run(
          reader,
          subject == null ? new ModelSubject(reader.header().geometry()) : subject,
          level != null ? level : named == null ? Level.PLACEMENT : named,
          Long.MAX_VALUE,
          count -> true);
    }
  }
}
