package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolproof.specs.lockstep.Recordings;

/** {@code poolproof replay}: what it answers, says and leaves behind. */
class ReplayCommandTest {

  private static final String GOOD = Recordings.golden("3.12.1", 200);
  private static final List<String> FIELDS =
      List.of(
          "verdict",
          "subject",
          "reference",
          "geometry",
          "level",
          "seed",
          "operations",
          "seconds",
          "operationsPerSecond",
          "liveBlocks",
          "imageChecks",
          "counterexample",
          "files",
          "rules");
  private static final List<String> FILE_FIELDS =
      List.of(
          "file",
          "on",
          "geometry",
          "verdict",
          "operations",
          "seconds",
          "liveBlocks",
          "imageChecks",
          "obstacle",
          "line",
          "operation",
          "rule",
          "expected",
          "actual");

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    return file.toString();
  }

  private String good() throws IOException {
    return file("good.txt", GOOD);
  }

  /** The recording with another answer in its seventh line. */
  private String bad() throws IOException {
    return file("bad.txt", GOOD.replaceFirst("\nm 1 342 p\\+4030\n", "\nm 1 342 p+4040\n"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void recordingThatAgreesEndsWithZero() throws IOException {
    Ran ran = Ran.with("replay", good());
    assertEquals(0, ran.status());
    assertTrue(ran.output().contains("agrees: 1 file, 200 operations"), ran.output());
    assertEquals("", ran.errors());
  }

  @Test
  void differenceNamesFileLineExpectedAndActual() throws IOException {
    Ran ran = Ran.with("replay", bad());
    assertEquals(1, ran.status());
    assertTrue(ran.output().contains("bad.txt:7 (operation 2): not so: the answer"), ran.output());
    assertTrue(ran.output().contains("expected  0x7f41f4204040 (p+4040)"), ran.output());
    assertTrue(ran.output().contains("actual    0x7f41f4204030 (p+4030)"), ran.output());
    assertTrue(ran.output().contains("counterexample: 1 of 1 file"), ran.output());
  }

  @Test
  void everyFileIsReplayedAlsoBehindDifference() throws IOException {
    Ran ran = Ran.with("replay", bad(), good());
    assertEquals(1, ran.status());
    assertTrue(ran.output().contains("counterexample: 1 of 2 files, 202 operations"));
  }

  @Test
  void jsonOfAgreementHasEveryField() throws IOException {
    Path json = folder.resolve("report.json");
    Ran.with("replay", good(), "--json", json.toString(), "--seed", "5");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertEquals(FIELDS, names(report));
    assertEquals("agrees", report.get("verdict").asText());
    assertEquals("model", report.get("subject").asText());
    assertEquals("recording", report.get("reference").asText());
    assertEquals("cpython-3.12", report.get("geometry").asText());
    assertEquals("placement", report.get("level").asText());
    assertEquals(5, report.get("seed").asInt());
    assertEquals(200, report.get("operations").asInt());
    assertTrue(report.get("counterexample").isNull());
    assertTrue(report.get("imageChecks").isNull());
    assertEquals(1, report.get("files").size());
    assertEquals(FILE_FIELDS, names(report.get("files").get(0)));
    assertTrue(report.get("files").get(0).get("line").isNull());
    assertEquals(List.of("good.txt", "report.json"), names());
  }

  @Test
  void jsonOfDifferenceHasTheLineAndTheOperationsOfEachFile() throws IOException {
    Path json = folder.resolve("report.json");
    Ran.with("replay", good(), bad(), "--json", json.toString());
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertEquals("counterexample", report.get("verdict").asText());
    assertTrue(report.get("seed").isNull());
    assertEquals(202, report.get("operations").asInt());
    JsonNode first = report.get("files").get(0);
    assertEquals("agrees", first.get("verdict").asText());
    assertEquals(200, first.get("operations").asInt());
    JsonNode second = report.get("files").get(1);
    assertEquals("counterexample", second.get("verdict").asText());
    assertEquals(7, second.get("line").asInt());
    assertEquals(2, second.get("operations").asInt());
    JsonNode counterexample = report.get("counterexample");
    assertEquals(
        List.of("rule", "sentence", "operations", "expected", "actual", "script", "replay"),
        names(counterexample));
    assertEquals("ANSWER", counterexample.get("rule").asText());
    assertTrue(counterexample.get("operations").get(0).asText().matches("b\\d+ = \\w+ .* -> 0x.*"));
    assertTrue(counterexample.get("script").asText().endsWith("bad.txt"));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void counterexampleIsWrittenAndReplaysToTheSameDifference() throws IOException {
    Path json = folder.resolve("report.json");
    String[] arguments = {"replay", bad(), "--out", folder.toString(), "--json", json.toString()};
    Ran.with(arguments);
    JsonNode counterexample = new ObjectMapper().readTree(json.toFile()).get("counterexample");
    Path script = Path.of(counterexample.get("script").asText());
    assertTrue(
        script.getFileName().toString().matches("counterexample-ANSWER-[0-9a-f]{8}\\.script"));
    assertEquals(List.of("bad.txt", script.getFileName().toString(), "report.json"), names());
    assertEquals(7, Files.readAllLines(script).size());
    String command = counterexample.get("replay").asText();
    assertTrue(command.startsWith("poolproof replay "), command);
    Ran again = Ran.with(command.substring("poolproof ".length()).split(" "));
    assertEquals(1, again.status(), again.toString());
    assertTrue(again.output().contains(" (operation 2): not so: the answer"), again.output());
    assertTrue(again.output().contains("(p+4040)"), again.output());
  }

  @Test
  void sameRunWritesTheSameCounterexample() throws IOException {
    String bad = bad();
    Ran.with("replay", bad, "--out", folder.toString());
    List<String> once = names();
    Ran.with("replay", bad, "--out", folder.toString());
    assertEquals(once, names());
  }

  @Test
  void operationsAreLimitedAndTheEndIsNotCompared() throws IOException {
    String late = file("late", GOOD.replace("# end blocks ", "# end blocks 1"));
    assertEquals(1, Ran.with("replay", late).status());
    Ran ran = Ran.with("replay", late, "--operations", "199");
    assertEquals(0, ran.status());
    assertTrue(ran.output().contains("1 file, 199 operations"), ran.output());
    assertEquals(0, Ran.with("replay", bad(), "--operations", "1").status());
    assertEquals(3, Ran.with("replay", bad(), "--operations", "0").status());
  }

  @Test
  void versionsThatDifferAreToldApartEitherWay() throws IOException {
    assertEquals(1, Ran.with("replay", good(), "--geometry", "cpython-3.10").status());
    assertEquals(1, Ran.with("replay", good(), "--on", "model@cpython-3.9").status());
    assertEquals(0, Ran.with("replay", good(), "--on", "model@cpython-3.13").status());
    String[] both = {"--geometry", "cpython-3.8", "--on", "model@cpython-3.11"};
    assertEquals(0, Ran.with("replay", good(), both[0], both[1], both[2], both[3]).status());
  }

  @Test
  void geometriesAreListedWithoutAnyFile() {
    Ran ran = Ran.with("replay", "--geometry", "list");
    assertEquals(0, ran.status());
    assertTrue(ran.output().lines().anyMatch("cpython-3.12"::equals), ran.output());
    assertTrue(ran.output().contains("\ntiny:classes="), ran.output());
  }

  @Test
  void helpAndVersionAreNoErrors() {
    assertEquals(0, Ran.with("--help").status());
    assertEquals(0, Ran.with("replay", "--help").status());
    assertTrue(Ran.with("--version").output().startsWith("poolproof "));
  }

  @Test
  void folderWithManifestIsReplayedInItsOrder() throws IOException {
    good();
    bad();
    file("MANIFEST", "# what there is\n\ngood.txt  agrees\nbad.txt\tdiffers\n");
    Ran ran = Ran.with("replay", folder.toString());
    assertEquals(1, ran.status());
    assertTrue(ran.output().contains("counterexample: 1 of 2 files"), ran.output());
    assertTrue(ran.output().indexOf("good.txt") < ran.output().indexOf("bad.txt"));
  }

  @Test
  void suiteAgreesUnderEveryWayToNameIt() {
    Path suite = Recordings.suite();
    Path detour = suite.resolve("recordings").resolve("..");
    for (Path name : List.of(suite, detour)) {
      Ran ran = Ran.with("replay", name.toString(), "--operations", "3");
      assertEquals(0, ran.status(), ran.toString());
    }
    assertNotNull(suite);
  }

  @Test
  void commandQuotesNamesForTheShell() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("it's here"));
    Path file = odd.resolve("bad one.txt");
    Files.move(Path.of(bad()), file);
    Ran ran = Ran.with("replay", file.toString());
    String quoted = file.toString().replace("'", "'\\''");
    assertTrue(ran.output().contains("replay    poolproof replay '" + quoted + "' --on model"));
  }
}
