package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolproof.specs.lockstep.Recordings;

/** What {@code --on} chooses. */
class ReplaySubjectsTest {

  @TempDir Path folder;

  private String good() throws IOException {
    return Files.writeString(folder.resolve("good.txt"), Recordings.golden("3.12.1", 200))
        .toString();
  }

  @Test
  void eachFileIsReplayedOnEachSubject() throws IOException {
    Path json = folder.resolve("report.json");
    Ran ran =
        Ran.with(
            "replay",
            good(),
            "--on",
            "model",
            "--on",
            "impl",
            "--on",
            "impl:checked",
            "--json",
            json.toString());
    assertEquals(0, ran.status(), ran.output() + ran.errors());
    assertTrue(ran.output().contains("agrees: 1 file on 3 subjects, 600 operations"), ran.output());
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertTrue(report.get("subject").isNull());
    assertEquals(2, report.get("imageChecks").asInt());
    List<String> subjects = new ArrayList<>();
    report.get("files").forEach(file -> subjects.add(file.get("on").asText()));
    assertEquals(List.of("model", "impl", "impl:checked"), subjects);
    assertTrue(report.get("files").get(0).get("imageChecks").isNull());
    assertEquals(1, report.get("files").get(1).get("imageChecks").asInt());
  }

  @Test
  void arenaThatImplCannotHoldLeavesTheReplayUndecided() throws IOException {
    Path script = folder.resolve("apart.script");
    Files.writeString(
        script,
        """
        # poolproof 1; geometry tiny:arenas=2,keep=none; level placement
        b0 = malloc 1 -> 0x1030
          raw realloc null 48 -> 0x100
          arena 1024 -> 0x1000
        b1 = raw malloc 5 -> 0x900000000200
          raw malloc 5 -> 0x900000000200
        b2 = raw malloc 5 -> 0xa00000000200
          raw malloc 5 -> 0xa00000000200
        """);
    Path json = folder.resolve("report.json");
    Ran ran = Ran.with("replay", script.toString(), "--on", "impl", "--json", json.toString());
    assertEquals(3, ran.status(), ran.output() + ran.errors());
    assertTrue(ran.output().contains("undecided: 5 bytes granted at 0xa0000000020"));
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertEquals("undecided", report.get("verdict").asText());
    assertTrue(report.get("files").get(0).get("obstacle").asText().contains("no place"));
  }

  @Test
  void withoutItTheModelIsReplayedOn() throws IOException {
    Ran ran = Ran.with("replay", good());
    assertEquals(0, ran.status());
    assertTrue(ran.output().lines().anyMatch(line -> line.matches("cpython-3.12 +model .*")));
  }

  @Test
  void differenceOnImplNamesTheCommandThatShowsItAgain() throws IOException {
    Path bad = folder.resolve("bad.txt");
    Files.writeString(bad, Recordings.golden("3.12.1", 200).replace("m 1 342 p+4030", "m 1 342 0"));
    Ran ran = Ran.with("replay", bad.toString(), "--on", "impl:checked");
    assertEquals(1, ran.status());
    String command = "poolproof replay " + bad + " --on impl:checked --geometry cpython-3.12";
    assertTrue(ran.output().contains(command), ran.output());
  }

  @Test
  void whatImplCannotHoldIsTheFilesFaultIfTheModelFindsIt() throws IOException {
    Path spoilt = folder.resolve("spoilt.txt");
    String recording = Recordings.golden("3.12.1", 200);
    Files.writeString(spoilt, recording.replaceFirst("A 1048576 p\\+0", "A 1048576 p+fffff00000"));
    Ran onModel = Ran.with("replay", spoilt.toString());
    Ran onImpl = Ran.with("replay", spoilt.toString(), "--on", "impl");
    assertEquals(1, onModel.status(), onModel.output());
    assertEquals(1, onImpl.status(), onImpl.output());
    assertEquals(expectedAndActual(onModel), expectedAndActual(onImpl));
  }

  private static List<String> expectedAndActual(Ran ran) {
    return ran.output()
        .lines()
        .filter(line -> line.startsWith("  expected") || line.startsWith("  actual"))
        .toList();
  }

  @Test
  void differentFilesAreCountedOnce() throws IOException {
    Path bad = folder.resolve("bad.txt");
    Files.writeString(bad, Recordings.golden("3.12.1", 200).replace("m 1 342 p+4030", "m 1 342 0"));
    Ran ran = Ran.with("replay", bad.toString(), good(), "--on", "impl", "--on", "model");
    assertTrue(ran.output().contains("counterexample: 1 of 2 files on 2 subjects"), ran.output());
  }
}
