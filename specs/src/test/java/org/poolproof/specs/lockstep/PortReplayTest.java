package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.port.NativeFixture;
import org.poolproof.specs.subject.port.PortSubject;

/** Scripts on allocators behind a pipe: the sound one keeps them, one with a fault does not. */
class PortReplayTest {

  @TempDir Path folder;

  private ReplayResult replay(Path library, String operations) throws IOException, Unreadable {
    Path script =
        Files.writeString(
            folder.resolve("script"),
            "# poolproof 1; geometry cpython-3.12; level contract\n"
                + operations.replace("; ", "\n")
                + "\n");
    try (ScriptReader reader = ScriptReader.open(script);
        PortSubject subject = NativeFixture.open(library)) {
      return Replay.run(reader, subject, Level.CONTRACT, Long.MAX_VALUE, count -> true);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | b0 = malloc 16; free b0; b1 = calloc 4 4 | ZEROED | 3",
        "7 | b0 = malloc 100000; b0 = realloc b0 300000 | PREFIX_KEPT | 2",
        "8 | b0 = malloc 100; b0 = realloc b0 9223372036854775807 -> null | REFUSAL_KEEPS | 2",
        "9 | b0 = malloc 64; b1 = malloc 64; b0 = realloc b0 72 | DISJOINT | 3",
        "17 | b0 = malloc 8; free null | SUBJECT | 2"
      })
  void faultIsFoundWhereItShows(int fault, String operations, Difference.Rule rule, long operation)
      throws IOException, Unreadable {
    assertNull(replay(NativeFixture.sound(), operations).difference());
    Difference difference = replay(NativeFixture.faulty(fault), operations).difference();
    assertNotNull(difference);
    assertEquals(rule, difference.rule(), difference.toString());
    assertEquals(operation, difference.operation());
  }

  @Test
  void whatIsLiveAtTheEndIsLookedAt() throws IOException, Unreadable {
    ReplayResult result = replay(NativeFixture.sound(), "b0 = malloc 8; b1 = calloc 2 8");
    assertNull(result.difference());
    assertEquals(2, result.operationCount());
  }
}
