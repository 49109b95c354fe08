package org.poolproof.model.pymalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.lockstep.Replay;
import org.poolproof.specs.lockstep.ReplayResult;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Suite;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.ModelSubject;

/**
 * Recordings of real CPythons: the model answers every operation with the same address after the
 * same calls below, and prints the same statistics.
 */
@Tag("long")
class RealPythonTest {
  /** Golden logs are shorter; traces are long, and say less. */
  private static final long OPERATION_LIMIT = 150_000;

  private static final Path SUITE =
      Path.of(System.getProperty("poolproof.root", ".."), "specs", "vectors");

  static List<Path> recordings() throws Unreadable {
    return Suite.files(SUITE).stream()
        .filter(file -> file.startsWith(SUITE.resolve("recordings")))
        .toList();
  }

  private static ReplayResult replay(ScriptReader reader, Geometry geometry) throws Unreadable {
    ModelSubject model = new ModelSubject(geometry);
    return Replay.run(reader, model, Level.PLACEMENT, OPERATION_LIMIT, count -> true);
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void modelAnswersAsPythonDid(Path recording) throws Unreadable {
    try (ScriptReader reader = ScriptReader.open(recording)) {
      ReplayResult result = replay(reader, reader.header().geometry());
      assertNull(result.difference());
      assertTrue(result.operationCount() > 10_000, "only " + result.operationCount());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "g-py3.6.15-seed10-mode4-oom10.txt.gz, cpython-3.7",
    "g-py3.8.18-seed10-mode4-oom10.txt.gz, cpython-3.9",
    "g-py3.9.18-seed8-mode4-oom0.txt.gz,   cpython-3.8",
    "g-py3.10.13-seed2-mode4-oom0.txt.gz,  cpython-3.11",
  })
  void anotherVersionsRulesAreTold(String recording, String name) throws Unreadable {
    Path file = SUITE.resolve("recordings").resolve(recording);
    try (ScriptReader reader = ScriptReader.open(file)) {
      assertNotNull(replay(reader, Geometries.named(name)).difference());
    }
  }

  @Test
  void suiteHoldsRecordingsOfEveryPresetThatWasRun() throws Unreadable {
    Set<String> recorded = new TreeSet<>();
    for (Path recording : recordings()) {
      recorded.add(geometryName(recording));
    }
    Set<String> presets = new TreeSet<>(Geometries.names());
    presets.removeAll(List.of("cpython-2.7", "founding-64"));
    assertEquals(presets, recorded);
  }

  private static String geometryName(Path recording) throws Unreadable {
    try (ScriptReader reader = ScriptReader.open(recording)) {
      return reader.header().geometry().name();
    }
  }
}
