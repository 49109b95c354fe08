package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.specs.explore.SpecifiedGraph;

/** {@code poolproof explore}: what it answers, says and leaves behind. */
class ExploreCommandTest {
  private static final String SMALL = "tiny:classes=1,blocks=2,pools=2,arenas=1";

  @TempDir Path folder;

  private Ran explore(String... arguments) {
    List<String> all = new ArrayList<>(List.of("explore"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--out", folder.toString(), "--json", json().toString()));
    return Ran.with(all.toArray(String[]::new));
  }

  private Path json() {
    return folder.resolve("explore.json");
  }

  private JsonNode read() throws IOException {
    return new ObjectMapper().readTree(json().toFile());
  }

  private List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".script")).toList();
    }
  }

  @Test
  void closedGraphAgrees() throws IOException {
    Ran ran = explore("--geometry", SMALL, "--fingerprint", "128", "--workers", "1");
    assertEquals(0, ran.status(), ran.output() + ran.errors());
    assertTrue(ran.output().contains("agrees, closed: "), ran.output());
    assertTrue(ran.output().contains("not TABLE_OVERFLOW (no machine can)"), ran.output());
    JsonNode json = read();
    assertEquals("agrees", json.get("verdict").asText());
    assertEquals("impl", json.get("subject").asText());
    assertEquals("model", json.get("reference").asText());
    assertTrue(json.get("closed").asBoolean());
    assertEquals("none", json.get("reduction").asText());
    assertEquals(128, json.get("fingerprintBits").asInt());
    assertTrue(json.get("states").asLong() > 50);
    assertTrue(json.get("transitions").asLong() > 50 * json.get("states").asLong());
    assertTrue(json.get("depth").asInt() > 2);
    assertTrue(json.get("counterexample").isNull());
    long specified = json.get("specStates").asLong();
    assertEquals(new SpecifiedGraph(Geometries.named(SMALL)).size().stateCount(), specified);
    assertTrue(specified < json.get("states").asLong());
    assertEquals(List.of(), scripts());
  }

  @Test
  void depthThatWasAskedForIsEnough() throws IOException {
    Ran ran = explore("--depth", "1", "--geometry", SMALL);
    assertEquals(0, ran.status(), ran.output() + ran.errors());
    assertTrue(ran.output().contains("agrees to that depth, not closed: "), ran.output());
    assertFalse(read().get("closed").asBoolean());
    assertEquals(1, read().get("depth").asInt());
  }

  @Test
  void goalIsWrittenAsScriptThatTheModelAgreesWith() throws IOException {
    Ran ran = explore("--find", "all-arenas-full", "--geometry", SMALL);
    assertEquals(1, ran.status(), ran.output() + ran.errors());
    assertTrue(ran.output().contains("reached, no sequence is shorter"), ran.output());
    assertEquals("counterexample", read().get("verdict").asText());
    assertEquals(scripts().getFirst().toString(), read().get("script").asText());
    assertEquals(0, Ran.with("replay", scripts().getFirst().toString(), "--on", "impl").status());
  }

  @Test
  void everyGoalHasALine() {
    Ran ran = Ran.with("explore", "--find", "list");
    assertEquals(0, ran.status());
    assertTrue(ran.output().contains("one-block-pins-each-arena"), ran.output());
    assertTrue(ran.output().contains("arena-moved"), ran.output());
  }

  @Test
  void twoPoliciesDifferAfterTheShortestScript() throws IOException {
    Ran ran = explore("model@" + SMALL + ",keep=none", "--against", "model@" + SMALL);
    assertEquals(1, ran.status(), ran.output() + ran.errors());
    JsonNode counterexample = read().get("counterexample");
    assertEquals("CALL", counterexample.get("rule").asText());
    assertTrue(counterexample.get("replayed").asBoolean());
    assertEquals(2, counterexample.get("operationCount").asInt());
  }

  @Test
  void checkpointIsWrittenAndOnlyItsOwnExplorationGoesOnFromIt() {
    Ran first = explore("--geometry", SMALL, "--checkpoint", folder.toString());
    assertEquals(0, first.status(), first.errors());
    Ran again = explore("--geometry", SMALL, "--checkpoint", folder.toString());
    assertEquals(0, again.status(), again.errors());
    Ran other = explore("--geometry", SMALL + ",keep=none", "--checkpoint", folder.toString());
    assertEquals(2, other.status());
    assertTrue(other.errors().contains("the checkpoint is of impl against model on tiny:"));
  }

  @ParameterizedTest
  @CsvSource({
    "--geometry cpython-3.12, 2, an endless state space",
    "--geometry tiny:classes=2;blocks=60;pools=64;arenas=8, 2, too large",
    "--find nothing, 2, expected one of --find list",
    "--find middle-node-created, 2, has no such rule",
    "native:libc.so.6, 2, its state cannot be put back",
    "--against contract, 2, expected model",
    "--fingerprint 32, 2, expected 64 or 128",
    "--reduction halves, 2, expected none or orbits",
    "--reduction orbits --find arena-moved --geometry tiny:, 2, only impl against model",
    "--depth -1, 2, expected 0 or more",
    "--workers 0, 2, expected 1 or more",
    "--checkpoint /no/such/folder, 2, expected a folder that exists",
    "--level structure, 2, expected placement",
    "impl@tiny:classes=1;blocks=2;pools=2;arenas=1 --against model@tiny:classes=2, 2, model@",
    "model@tiny:classes=1;blocks=2;pools=2;arenas=1 --against model@tiny:classes=2, 2, the same"
  })
  void whatCannotBeIsRefused(String arguments, int status, String message) throws IOException {
    Ran ran = explore(arguments.replace(';', ',').split(" "));
    assertEquals(status, ran.status(), ran.output() + ran.errors());
    assertTrue(ran.errors().contains(message), ran.errors());
    assertEquals(List.of(), scripts());
    assertFalse(Files.exists(json()));
  }
}
