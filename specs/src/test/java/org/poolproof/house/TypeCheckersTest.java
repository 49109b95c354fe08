package org.poolproof.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The type checkers of the build can fail, and are the ones that each module is compiled with. */
@Execution(ExecutionMode.CONCURRENT) // each case waits for a javac of its own
class TypeCheckersTest {
  private static final String NULLNESS = "org.checkerframework.checker.nullness.NullnessChecker";
  private static final String LEAK =
      "org.checkerframework.checker.resourceleak.ResourceLeakChecker";
  private static final String INTERNING = "org.checkerframework.checker.interning.InterningChecker";
  private static final String SIGNEDNESS =
      "org.checkerframework.checker.signedness.SignednessChecker";
  private static final String QUANTITY = "org.poolproof.types.checker.QuantityChecker";

  @ParameterizedTest
  @ValueSource(strings = {"types", "model", "impl", "specs"})
  void everyModuleHasTheCheckersOfTheHouse(String module) {
    assertTrue(processorsOf(module).containsAll(List.of(NULLNESS, LEAK, INTERNING)), module);
  }

  @Test
  void implHasTheCheckersOfAddressesToo() {
    assertTrue(processorsOf("impl").containsAll(List.of(SIGNEDNESS, QUANTITY)));
  }

  /** The list that the canaries run is the one that the compiler of the module is given. */
  @ParameterizedTest
  @CsvSource({"types,specs/types", "model,model", "impl,impl", "specs,specs"})
  void everyModuleIsCompiledWithItsList(String module, String folder) throws IOException {
    String own = Files.readString(Sources.root().resolve(folder).resolve("pom.xml"));
    String line = "<checker.processors>${checker.processors." + module + "}</checker.processors>";
    assertTrue(own.contains(line), folder + "/pom.xml: expected " + line);
    assertFalse(own.contains("-processor<"), folder + "/pom.xml: expected the parent's -processor");
    assertFalse(own.contains("proc:none"), folder + "/pom.xml: expected no -proc:none");
    String parent = Files.readString(Sources.root().resolve("pom.xml"));
    assertTrue(
        parent.contains("<arg>${checker.processors}</arg>"), "pom.xml: expected -processor's list");
  }

  @ParameterizedTest
  @CsvSource({
    "nullness,model",
    "resourceleak,model",
    "interning,model",
    "nullness,impl",
    "resourceleak,impl",
    "interning,impl",
    "signedness,impl",
    "quantity,impl",
    "sound,model",
    "sound,impl",
    "sound-impl,impl"
  })
  void refusesExactlyTheMarkedLines(String canary, String module) throws Exception {
    Canary fixture = new Canary(canary);
    assertEquals(canary.startsWith("sound"), fixture.expected().isEmpty(), "marks in " + canary);
    assertSameLines(fixture.expected(), fixture.actual(processorsOf(module), stubs()));
  }

  /** The canaries sing for their own checker: without it, every marked line passes. */
  @ParameterizedTest
  @CsvSource({
    "nullness," + NULLNESS,
    "resourceleak," + LEAK,
    "interning," + INTERNING,
    "signedness," + SIGNEDNESS,
    "quantity," + QUANTITY
  })
  void missesTheMarkedLinesWithoutItsChecker(String canary, String checker) throws Exception {
    List<String> others =
        processorsOf("impl").stream().filter(name -> !name.equals(checker)).toList();
    assertEquals(List.of(), new Canary(canary).actual(others, stubs()));
  }

  /** The stub is what makes an Arena a resource. */
  @Test
  void missesEveryForgottenArenaWithoutTheStub(@TempDir Path folder) throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.astub"), "package java.lang.foreign;\n");
    List<String> found = new Canary("resourceleak").actual(processorsOf("model"), empty);
    assertFalse(found.contains("Leak.java:8 required.method.not.called"), found.toString());
  }

  /** The modules types, model and specs share one list, so model's run stands for all three. */
  @Test
  void modelStandsForTypesAndSpecs() {
    assertEquals(processorsOf("model"), processorsOf("types"));
    assertEquals(processorsOf("model"), processorsOf("specs"));
  }

  private static void assertSameLines(List<String> expected, List<String> actual) {
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  private static List<String> processorsOf(String module) {
    return List.of(property("checker.processors." + module).split(","));
  }

  private static Path stubs() {
    return Path.of(property("checker.stubs"));
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    assertTrue(
        value != null, "expected the system property " + name + ", which the pom hands over");
    return value;
  }
}
