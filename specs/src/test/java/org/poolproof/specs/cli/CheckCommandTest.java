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
import org.junit.jupiter.params.provider.ValueSource;

/** {@code poolproof check}: what it answers, says and leaves behind. */
class CheckCommandTest {

  private static final List<String> COUNTEREXAMPLE_FIELDS =
      List.of("rule", "sentence", "operations", "expected", "actual", "script", "replay", "heap");

  @TempDir Path folder;

  private Ran check(String... arguments) {
    List<String> all = new ArrayList<>(List.of("check"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--out", folder.toString(), "--json", json().toString()));
    return Ran.with(all.toArray(String[]::new));
  }

  private Path json() {
    return folder.resolve("check.json");
  }

  private JsonNode read() throws IOException {
    return new ObjectMapper().readTree(json().toFile());
  }

  private List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".script")).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "impl, model, cpython-3.12, placement",
    "impl:checked, model, tiny:, placement",
    "model, model, cpython-3.6, structure",
    "impl, contract, cpython-3.9-i386, placement"
  })
  void soundSubjectAgrees(String subject, String reference, String geometry, String level)
      throws IOException {
    Ran ran =
        check(
            subject,
            "--against",
            reference,
            "--geometry",
            geometry,
            "--level",
            level,
            "--operations",
            "3000");
    assertEquals(0, ran.status(), ran.output() + ran.errors());
    assertTrue(ran.output().contains("agrees: 3,000 operations on "), ran.output());
    JsonNode json = read();
    assertEquals("agrees", json.get("verdict").asText());
    assertEquals(subject, json.get("subject").asText());
    assertEquals(reference, json.get("reference").asText());
    assertEquals(3000, json.get("operations").asLong());
    assertTrue(json.get("counterexample").isNull());
    assertEquals(List.of(), scripts());
  }

  @Test
  void counterexampleIsSmallAndDrawnAndWrittenAndReplayed() throws IOException {
    Ran ran = check("model@cpython-3.8", "--against", "model@cpython-3.9", "--emit", "python");
    assertEquals(1, ran.status());
    JsonNode json = read().get("counterexample");
    COUNTEREXAMPLE_FIELDS.forEach(field -> assertFalse(json.get(field).isNull(), field));
    assertEquals("CALL", json.get("rule").asText());
    assertEquals(2, json.get("operationCount").asInt());
    assertTrue(json.get("minimal").asBoolean());
    assertTrue(json.get("replayed").asBoolean());
    assertEquals("any size in 1..512 instead of 1 in: b0 = malloc 1", firstVariation(json));
    assertTrue(ran.output().contains("heap before operation 2, free b0"), ran.output());
    assertTrue(Files.exists(folder.resolve("reproducer.py")));
    Path script = scripts().getFirst();
    assertEquals(script.toString(), json.get("script").asText());
    assertEquals(1, Ran.with("replay", script.toString(), "--on", "model@cpython-3.8").status());
    assertEquals(0, Ran.with("replay", script.toString(), "--on", "impl").status());
  }

  private static String firstVariation(JsonNode json) {
    return json.get("variations").get(0).asText();
  }

  @Test
  void sameSeedGivesTheSameScript() throws IOException {
    check("model@cpython-3.6", "--against", "model@cpython-3.7", "--seed", "7");
    String first = Files.readString(scripts().getFirst());
    check("model@cpython-3.6", "--against", "model@cpython-3.7", "--seed", "7");
    assertEquals(1, scripts().size());
    assertEquals(first, Files.readString(scripts().getFirst()));
  }

  @Test
  void versionsWithTheSameRulesAgree() {
    Ran ran =
        check("model@cpython-3.12", "--against", "model@cpython-3.13", "--operations", "20000");
    assertEquals(0, ran.status(), ran.output());
  }

  @Test
  void sidesThatAreGrantedDifferentArenasAreToldApart() throws IOException {
    Ran ran = check("model@tiny:arenas=2", "--against", "model@tiny:arenas=2,base=pool");
    assertEquals(1, ran.status());
    String script = scripts().getFirst().toString();
    assertEquals(1, Ran.with("replay", script, "--on", "model@tiny:arenas=2").status());
    assertEquals(0, Ran.with("replay", script, "--on", "impl").status());
  }

  @Test
  void nothingToDoIsUndecided() {
    Ran ran = check("impl", "--geometry", "tiny:", "--operations", "0");
    assertEquals(3, ran.status());
    assertTrue(ran.output().contains("undecided: there is no operation"), ran.output());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jemalloc",
        "contract",
        "impl@cpython-9.9",
        "impl --against nobody",
        "impl --geometry tiny:pools=x",
        "impl --level high",
        "impl --operations -1",
        "impl --emit cobol",
        "impl --out /nowhere/at/all",
        "impl impl"
      })
  void whatCannotBeMeantIsRefused(String arguments) {
    List<String> all = new ArrayList<>(List.of("check"));
    all.addAll(List.of(arguments.split(" ")));
    Ran ran = Ran.with(all.toArray(String[]::new));
    assertEquals(2, ran.status(), ran.output());
    assertFalse(ran.errors().isBlank());
  }
}
