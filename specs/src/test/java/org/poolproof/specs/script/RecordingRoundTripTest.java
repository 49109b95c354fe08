package org.poolproof.specs.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolproof.model.geometry.Address;

/** A recording that becomes a script and a recording again has lost nothing: byte for byte. */
class RecordingRoundTripTest {

  static Stream<Path> recordings() {
    return Samples.recordings().stream();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void recordingBecomesScriptAndTheSameBytesAgain(Path file) throws Unreadable {
    Format format = file.toString().endsWith(".pat.gz") ? Format.TRACE : Format.GOLDEN;
    Script recording = Script.read(file);
    Script script = Samples.read(Samples.written(recording, Format.SCRIPT));
    assertArrayEquals(Samples.inflated(file), Samples.written(script, format));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void plainAndGzipAreReadAlike(Path file) throws Unreadable {
    byte[] content = Samples.inflated(file);
    Script plain = Samples.read(content);
    assertEquals(plain, Samples.read(Samples.gzip(content)));
    assertEquals(plain, Script.read(file));
  }

  @Test
  void goldenLogOfEveryLetterIsWrittenBackAsItWas() throws Unreadable {
    Script script = Samples.read(Samples.read(Samples.GOLDEN).text());
    assertEquals(Samples.GOLDEN, new String(Samples.written(script, Format.GOLDEN)));
  }

  @Test
  void callsBelowBelongToTheOperationBehindThemAndKnowTheirOwnLine() throws Unreadable {
    Script golden = Samples.read(Samples.GOLDEN);
    Step first = (Step) golden.statements().getFirst();
    assertEquals(4, first.line());
    assertEquals(List.of(2L, 3L), first.below().stream().map(Below::line).toList());
    Step second = (Step) golden.statements().get(1);
    assertEquals(5, second.line());
    assertEquals(List.of(), second.below());
  }

  @Test
  void operationsOfTraceKnowTheirNumberAndOffset() throws Unreadable {
    int[] operations = {0x10, 0x80, 0x01, 0x09, 3, 4, 0x0a, 2, 9, 0x0d};
    byte[] trace = Samples.trace(4, operations);
    int start = trace.length - operations.length;
    Script script = Samples.read(trace);
    assertEquals(
        List.of("1:0", "2:3", "3:6", "4:9"),
        script.statements().stream()
            .map(Step.class::cast)
            .map(step -> step.line() + ":" + (step.offset() - start))
            .toList());
    assertEquals(
        """
        b0 = malloc 128           -> block
        b1 = mem calloc 3 4       -> block
        b0 = mem realloc b0 9     -> stayed
        mem free null
        """,
        script.statements().stream().map(ScriptWriter::text).reduce("", String::concat));
  }

  @Test
  void refusalsOfTraceAreReadAndWrittenBack() throws Unreadable {
    int[] operations = {0x50, 5, 0x51, 2, 3, 0x53, 4, 0x10, 7, 0x52, 1, 8, 0x32, 1, 9};
    byte[] trace = Samples.trace(6, operations);
    Script script = Samples.read(Samples.read(trace).text());
    assertEquals(
        """
        b0 = malloc 5             -> null
        b0 = calloc 2 3           -> null
        b0 = realloc null 4       -> null
        b0 = malloc 7             -> block
        b0 = realloc b0 8         -> null
        b0 = realloc b0 9         -> moved
        """,
        script.statements().stream().map(ScriptWriter::text).reduce("", String::concat));
    assertArrayEquals(trace, Samples.written(script, Format.TRACE));
  }

  @Test
  void placeOfAStatementIsItsLineOrItsByte() throws Unreadable {
    assertEquals(List.of("F:4", "F:5"), places(Samples.ascii(Samples.GOLDEN)));
    byte[] trace = Samples.trace(2, 0x10, 5, 0x10, 5);
    int start = trace.length - 4;
    assertEquals(
        List.of("F: byte " + start + " (operation 1)", "F: byte " + (start + 2) + " (operation 2)"),
        places(trace));
  }

  private static List<String> places(byte[] content) throws Unreadable {
    try (ScriptReader reader = ScriptReader.open("F", new ByteArrayInputStream(content))) {
      return List.of(reader.place(reader.next()), reader.place(reader.next()));
    }
  }

  @Test
  void summaryIsThereWithItsLines() throws Unreadable {
    Script script = Samples.read(Samples.trace(0));
    Summary summary = ((Recording.Trace) script.header().recording()).summary();
    assertEquals(SummaryKey.values().length, summary.entries().size());
    assertEquals(4, summary.entry(SummaryKey.PYTHON).line());
    assertEquals(7, summary.number(SummaryKey.ARENAS_FREED));
    assertEquals(
        List.of(new Address(0x7f00_0010_0000L), new Address(0x7f00_0030_0000L)),
        summary.arenaBases());
    assertEquals(0x0cb7_7677_46a3_7295L, summary.addressHash());
  }

  @Test
  void rawRegionKeepsClearOfTheArenaRegion() {
    assertEquals(0x1000_0000_0000L, raw(8, 0x7f26_e020_0000L));
    assertEquals(0x6000_0000_0000L, raw(8, 0x1fff_ffff_ffffL));
    assertEquals(0x4000_0000L, raw(4, 0xdea0_0000L));
    assertEquals(0xc000_0000L, raw(4, 0x1000_0000L));
  }

  private static long raw(int wordBytes, long arenaRegion) {
    return new Regions(wordBytes, new Address(arenaRegion)).rawRegion().value();
  }
}
