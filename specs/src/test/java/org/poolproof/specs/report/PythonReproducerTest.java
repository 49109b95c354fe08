package org.poolproof.specs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.specs.script.Script;

/** On every shared library of CPython that is found where one usually is. */
class PythonReproducerTest {

  private static final Pattern LIBRARY = Pattern.compile("libpython(3\\.\\d+)m?\\.so\\.1\\.0");

  @TempDir private Path folder;

  @BeforeEach
  void needsPython() {
    assumeTrue(Program.exists("python3"), "there is no python3");
  }

  private Program run(String source, String... arguments) throws Exception {
    Files.writeString(folder.resolve("reproducer.py"), source);
    List<String> command = new ArrayList<>(List.of("python3", "reproducer.py"));
    command.addAll(List.of(arguments));
    return Program.run(folder, command);
  }

  private static Script random(String geometry) {
    return Scripts.of(Geometries.named(geometry), Scripts.random(geometry, 5, 400));
  }

  /** The libraries by the presets of their versions. */
  private static Map<String, Path> libraries() throws IOException {
    List<Path> folders = new ArrayList<>();
    folders.add(Path.of("/usr/lib/x86_64-linux-gnu"));
    folders.add(Path.of("/usr/local/lib"));
    Path versions = Path.of(System.getProperty("user.home"), ".pyenv", "versions");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> each = Files.list(versions)) {
        each.map(version -> version.resolve("lib")).forEach(folders::add);
      }
    }
    Map<String, Path> libraries = new TreeMap<>();
    for (Path each : folders) {
      if (Files.isDirectory(each)) {
        try (Stream<Path> files = Files.list(each)) {
          files.forEach(file -> add(libraries, file));
        }
      }
    }
    return libraries;
  }

  private static void add(Map<String, Path> libraries, Path file) {
    Matcher matcher = LIBRARY.matcher(file.getFileName().toString());
    if (matcher.matches() && Geometries.names().contains("cpython-" + matcher.group(1))) {
      libraries.put("cpython-" + matcher.group(1), file);
    }
  }

  @Test
  void everyLibraryAgreesWithTheScriptOfItsVersion() throws Exception {
    Map<String, Path> libraries = libraries();
    assumeFalse(libraries.isEmpty(), "there is no shared library of CPython 3.6 to 3.13");
    for (Map.Entry<String, Path> each : libraries.entrySet()) {
      String source = Reproducer.of(random(each.getKey()), Reproducer.Language.PYTHON);
      Program program = run(source, each.getValue().toString());
      assertEquals(
          "agrees: 400 operations, every answer, every call below, all contents\n",
          program.output(),
          each.getKey());
      assertEquals(0, program.status());
    }
  }

  @Test
  void scriptWithAFaultDiffersWhereItIs() throws Exception {
    Map<String, Path> libraries = libraries();
    assumeFalse(libraries.isEmpty(), "there is no shared library of CPython 3.6 to 3.13");
    for (Map.Entry<String, Path> each : libraries.entrySet()) {
      Script script = Scripts.of(each.getKey(), "b0 = malloc 16", "b1 = malloc 16", "free b0");
      String source = Reproducer.of(script, Reproducer.Language.PYTHON);
      String library = each.getValue().toString();
      Program answer = run(source.replace("-> a0+0x40", "-> a0+0x50"), library);
      assertEquals(
          """
          differs at operation 2: b1 = malloc 16
            expected  a0+0x50
            actual    a0+0x40
          """,
          answer.output());
      assertEquals(1, answer.status());
      Program call = run(source.replace("raw realloc null 768", "raw realloc null 767"), library);
      assertTrue(call.output().contains("  actual    raw realloc null 768\n"), call.output());
      assertEquals(1, call.status());
    }
  }

  @Test
  void withoutALibraryItSaysHowItIsUsed() throws Exception {
    String source = Reproducer.of(random("cpython-3.9"), Reproducer.Language.PYTHON);
    Program alone = run(source);
    assertEquals(new Program(2, "usage: python3 reproducer.py LIBRARY\n"), alone);
    Program other = run(source, "/dev/null");
    assertTrue(other.output().startsWith("no library of CPython 3.6 or later"), other.output());
    assertEquals(2, other.status());
  }
}
