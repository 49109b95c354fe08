package org.poolproof.specs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTest {

  @TempDir Path folder;

  private static Map<String, Object> of(boolean interrupted, FileReport... files) {
    return Json.of(new ReplayReport(List.of(files), interrupted), null);
  }

  @Test
  void figuresAreSumsAndTheGreatest() {
    Map<String, Object> json = of(false, Reports.agreeing("a"), Reports.agreeing("b"));
    assertEquals(4_000L, json.get("operations"));
    assertEquals(1.0, json.get("seconds"));
    assertEquals(4_000L, json.get("operationsPerSecond"));
    assertEquals(17, json.get("liveBlocks"));
  }

  @Test
  void whatTheFilesDoNotShareIsNull() {
    FileReport other = Reports.report("b", "model@cpython-3.9", null, false);
    Map<String, Object> json = of(false, Reports.agreeing("a"), other);
    assertTrue(json.containsKey("subject"));
    assertNull(json.get("subject"));
    assertEquals("cpython-3.9", json.get("geometry"));
  }

  @Test
  void verdictsHaveTheirThreeSpellings() {
    assertEquals("agrees", of(false, Reports.agreeing("a")).get("verdict"));
    assertEquals("counterexample", of(false, Reports.different("a")).get("verdict"));
    assertEquals("undecided", of(true, Reports.agreeing("a")).get("verdict"));
    assertEquals("undecided", of(true).get("verdict"));
  }

  @Test
  void counterexampleIsThatOfTheFirstDifferentFile() {
    Map<String, Object> json = of(false, Reports.agreeing("a"), Reports.different("b"));
    Map<?, ?> counterexample = assertInstanceOf(Map.class, json.get("counterexample"));
    assertEquals("CALL", counterexample.get("rule"));
    assertEquals(Reports.DIFFERENCE.rule().sentence(), counterexample.get("sentence"));
    assertEquals("b", counterexample.get("script"));
    assertTrue(String.valueOf(counterexample.get("replay")).startsWith("poolproof replay b "));
  }

  @Test
  void fileIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("report.json");
    Files.writeString(file, "before");
    Json.write(of(false, Reports.agreeing("a")), file);
    assertTrue(Files.readString(file).startsWith("{\n  \"verdict\" : \"agrees\",\n"));
    assertEquals(List.of("report.json"), names());
  }

  @Test
  void whatCannotBeWrittenLeavesNothing() throws IOException {
    Path file = Files.createDirectory(folder.resolve("report.json")).resolve("inner");
    Files.createDirectory(file);
    Files.writeString(file.resolve("full"), "");
    Map<String, Object> json = of(false, Reports.agreeing("a"));
    assertThrows(IOException.class, () -> Json.write(json, file));
    assertThrows(IOException.class, () -> Json.write(json, folder.resolve("no/report.json")));
    assertEquals(List.of("report.json", "report.json/inner", "report.json/inner/full"), names());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
