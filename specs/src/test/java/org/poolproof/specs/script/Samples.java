package org.poolproof.specs.script;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Files and texts that the tests of this package read, and short ways to read them. */
final class Samples {

  static final String HEADER = "# poolproof 1; geometry cpython-3.12\n";

  static final String GOLDEN =
      """
      # pymalloc golden 1; recorded from CPython 3.9.18; seed 8 arena mode 4 oom 0 \
      arena-region-base 0x7f26e0200000
      R 0 768 r+10
      A 262144 p+35a80
      c 0 74 6 p+36030
      m 1 600 0
      M 700 r+400
      m 1 700 r+400
      r 1 20 0
      n 2 5 p+36040
      R r+400 800 r+800
      r 1 800 r+800
      f 0
      F r+800
      f 1
      C 1 8 r+400
      a p+35a80 262144
      f 2
      # end blocks 0 arenas 1 freed 1 high 1
      #S text
      #S Total   = 1
      #S\s
      """;

  private Samples() {}

  /** The cut recordings, in the order of their names. */
  static List<Path> recordings() {
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> recordings =
          files.filter(file -> file.toString().endsWith(".gz")).sorted().toList();
      if (recordings.size() != 21) {
        throw new AssertionError("21 cut recordings expected, found " + recordings);
      }
      return recordings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(Samples.class.getResource("README.md").toURI()).resolveSibling("");
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] inflated(Path file) {
    try (InputStream input = new GZIPInputStream(Files.newInputStream(file))) {
      return input.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A trace whose summary announces {@code operationCount} operations in both places. */
  static byte[] trace(int operationCount, int... operations) {
    StringBuilder text = new StringBuilder("PAT1\n");
    for (SummaryKey key : SummaryKey.values()) {
      String value =
          switch (key) {
            case FORMAT -> "pat 1";
            case PYTHON -> "3.12.1";
            case OPS -> "" + operationCount;
            case OPS_BY_KIND -> "free=0 malloc=" + operationCount;
            case ARENA_BASES -> "7f0000100000,7f0000300000";
            case ADDR_HASH -> "0cb7767746a37295";
            default -> "7";
          };
      text.append(key).append(": ").append(value).append('\n');
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii(text.append('\n').toString()));
    for (int operation : operations) {
      bytes.write(operation);
    }
    return bytes.toByteArray();
  }

  static Script read(byte[] content) throws Unreadable {
    try (ScriptReader reader = ScriptReader.open("F", new ByteArrayInputStream(content))) {
      return Script.rest(reader);
    }
  }

  static Script read(String text) throws Unreadable {
    return read(ascii(text));
  }

  /** The message with which {@code content} is refused, null if it is not. */
  static @Nullable String refusal(byte[] content) {
    try {
      read(content);
      return null;
    } catch (Unreadable e) {
      return e.getMessage();
    }
  }

  static @Nullable String refusal(String text) {
    return refusal(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** {@code script} as a file of {@code format}. */
  static byte[] written(Script script, Format format) {
    StringBuilder text = new StringBuilder();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      StatementWriter writer =
          switch (format) {
            case SCRIPT -> new ScriptWriter(text, script.header());
            case GOLDEN -> new GoldenWriter(text, (Recording.Golden) script.header().recording());
            case TRACE ->
                new TraceWriter(bytes, ((Recording.Trace) script.header().recording()).summary());
            case MALLOCLAB, MTRACE, LTRACE ->
                throw new IllegalArgumentException(format + " is only read");
          };
      for (Statement statement : script.statements()) {
        writer.write(statement);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.writeBytes(ascii(text.toString()));
    return bytes.toByteArray();
  }
}
