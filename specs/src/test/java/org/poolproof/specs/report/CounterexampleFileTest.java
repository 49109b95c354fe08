package org.poolproof.specs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Recordings;
import org.poolproof.specs.lockstep.Replay;
import org.poolproof.specs.lockstep.ReplayResult;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.ModelSubject;

class CounterexampleFileTest {

  private static final String GOOD = Recordings.golden("3.12.1", 200);

  @TempDir Path folder;

  private FileReport replay(Path file) throws Unreadable {
    try (ScriptReader reader = ScriptReader.open(file)) {
      ModelSubject subject = new ModelSubject(reader.header().geometry());
      Level level = Level.PLACEMENT;
      ReplayResult result = Replay.run(reader, subject, level, Long.MAX_VALUE, count -> true);
      String name = file.toString();
      return new FileReport(name, "model", subject.geometry(), level, result, 1, null);
    }
  }

  private FileReport replay(byte[] content) throws IOException, Unreadable {
    return replay(Files.write(folder.resolve("recording"), content));
  }

  private static void assertSame(FileReport one, FileReport other) {
    Difference difference = one.difference();
    Difference again = other.difference();
    assertNotNull(difference);
    assertNotNull(again);
    assertEquals(difference.rule(), again.rule());
    assertEquals(difference.operation(), again.operation());
    assertEquals(withoutLines(difference.expected()), withoutLines(again.expected()));
    assertEquals(withoutLines(difference.actual()), withoutLines(again.actual()));
  }

  private static String withoutLines(String text) {
    return text.replaceAll("line \\d+", "line");
  }

  @ParameterizedTest
  @CsvSource({
    "ANSWER, m 1 342 p+4030, m 1 342 p+4040",
    "CALL, A 1048576 p+0, A 1048577 p+0",
    "LAYER, A 1048576 p+0, A 1048576 p+10",
    "FINAL_COUNTER, # end blocks, # end blocks 1",
    "STATISTICS, #S Total, #S total",
  })
  void scriptHasTheSameDifference(Difference.Rule rule, String from, String to)
      throws IOException, Unreadable {
    String text =
        rule == Difference.Rule.FINAL_COUNTER
            ? GOOD.replace(from + " ", to)
            : GOOD.replace(from, to);
    FileReport report = replay(text.getBytes(StandardCharsets.US_ASCII));
    Path script = CounterexampleFile.write(report, folder);
    assertTrue(script.getFileName().toString().startsWith("counterexample-" + rule + "-"));
    assertSame(report, replay(script));
    boolean atTheEnd = rule == Difference.Rule.FINAL_COUNTER || rule == Difference.Rule.STATISTICS;
    assertEquals(atTheEnd, Files.readAllLines(script).size() > 200);
  }

  @Test
  void traceBecomesTextWithTheSameDifference() throws IOException, Unreadable {
    byte[] trace = Recordings.trace("decimal", 300);
    String text = new String(trace, StandardCharsets.ISO_8859_1);
    byte[] spoilt =
        text.replaceFirst("peak_at_op: ", "peak_at_op: 1").getBytes(StandardCharsets.ISO_8859_1);
    FileReport report = replay(spoilt);
    FileReport again = replay(CounterexampleFile.write(report, folder));
    assertSame(report, again);
  }

  @Test
  void answerInTraceHasItsLineInTheScript() throws IOException, Unreadable {
    byte[] trace = Recordings.trace("asyncio", 3000);
    int at = 0;
    try (var reader = ScriptReader.open("trace", new ByteArrayInputStream(trace))) {
      for (Statement statement : Script.rest(reader).statements()) {
        if (statement instanceof Step step && step.action() instanceof Action.Malloc malloc) {
          boolean isInPool =
              malloc.domain() != Domain.RAW && reader.header().geometry().isSmall(malloc.size());
          at = isInPool ? Math.toIntExact(step.offset()) : at;
        }
      }
    }
    trace[at] |= 0x40;
    FileReport report = replay(trace);
    assertEquals(Difference.Rule.ANSWER, report.difference().rule());
    assertNull(report.difference().line());
    FileReport again = replay(CounterexampleFile.write(report, folder));
    assertSame(report, again);
    assertNotNull(again.difference().line());
  }

  @Test
  void nothingIsLeftIfTheFolderIsNone() throws IOException, Unreadable {
    FileReport report =
        replay(GOOD.replace("#S Total", "#S t").getBytes(StandardCharsets.US_ASCII));
    Path none = folder.resolve("none");
    assertThrows(IOException.class, () -> CounterexampleFile.write(report, none));
    Files.delete(folder.resolve("recording"));
    assertThrows(IOException.class, () -> CounterexampleFile.write(report, folder));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void agreementHasNoCounterexample() {
    FileReport report = Reports.agreeing("a");
    assertThrows(IllegalArgumentException.class, () -> CounterexampleFile.write(report, folder));
  }
}
