package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.specs.subject.port.CPythonLibraries;

/**
 * Really running CPythons: by their libraries, as many as this machine has; and by a python on the
 * PATH, whose answers are also changed on their way.
 */
class LiveCPythonTest {

  private static final Path HOSTS =
      Path.of(System.getProperty("poolproof.root", ".")).resolve("specs/hosts");

  private static final String OPERATIONS = "30000";

  /** Commands that run 32-bit CPythons: specs/hosts/debian-i386.sh makes such. */
  private static final String COMMANDS_I386 = "POOLPROOF_I386_PYTHONS";

  @TempDir Path folder;

  private Ran check(String subject, String... options) {
    List<String> start =
        List.of("check", subject, "--operations", OPERATIONS, "--out", folder.toString());
    return Ran.with(Stream.concat(start.stream(), Stream.of(options)).toArray(String[]::new));
  }

  private static String hosted(String python) {
    return "exec:" + python + " " + HOSTS.resolve("cpython.py");
  }

  private static void assumePython() {
    boolean isThere =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(entry -> Files.isExecutable(Path.of(entry, "python3")));
    assumeTrue(isThere, "there is no python3 on the PATH");
  }

  static List<String> libraries() {
    List<Path> all = CPythonLibraries.all();
    return all.isEmpty() ? List.of("auto") : all.stream().map(Path::toString).toList();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void libraryAgrees(String library) {
    assumeTrue(
        !library.equals("auto"),
        "no libpython of CPython 2.7 or 3.6 to 3.13 was found; Debian's libpython3.X is one");
    Ran ran = check("cpython:" + library);
    assertEquals(0, ran.status(), ran.output() + ran.errors());
  }

  @Test
  void autoSaysWhatItFoundAndTakes() {
    assumeTrue(!CPythonLibraries.all().isEmpty(), "no libpython was found");
    Ran ran = check("cpython:auto");
    assertEquals(0, ran.status(), ran.errors());
    assertTrue(
        ran.output().startsWith("check cpython:" + CPythonLibraries.first() + " "), ran.output());
    for (Path library : CPythonLibraries.all()) {
      assertTrue(ran.errors().contains("  cpython:" + library + "\n"), ran.errors());
    }
  }

  @Test
  void anotherVersionsGeometryDiverges() {
    assumePython();
    Ran ran = check(hosted("python3"), "--geometry", "cpython-2.7");
    assertEquals(1, ran.status(), ran.output() + ran.errors());
  }

  @Test
  void pythonOnThePathAgrees() {
    assumePython();
    Ran ran = check(hosted("python3"));
    assertEquals(0, ran.status(), ran.output() + ran.errors());
  }

  /** What the host writes, changed by sed: each a line that a check must not overlook. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s/^\\(b7 = malloc .*\\)0 *$/\\18/ | answer",
        "s/^  raw malloc \\(.*\\)$/  raw calloc 1 \\1/ | raw calloc 1",
        "/^  raw free/d | raw free",
        "s/^\\(peek .* -> \\)0/\\1f/ | pool",
        "s/^\\(look .* -> \\)ok/\\1byte 0 is 0x00/ | CONTENT"
      })
  void whatTheHostMisreportsIsFound(String change, String said) {
    assumePython();
    Ran ran = check(hosted("python3") + " | sed -u '" + change + "'");
    assertEquals(1, ran.status(), ran.output() + ran.errors());
    assertTrue(ran.output().contains(said), ran.output());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void cpythonOf32BitsAgrees(int index) {
    String commands = System.getenv(COMMANDS_I386);
    assumeTrue(
        commands != null && index < commands.split(File.pathSeparator).length,
        COMMANDS_I386 + " names no command that runs a 32-bit CPython; debian-i386.sh makes some");
    Ran ran = check(hosted(commands.split(File.pathSeparator)[index]));
    assertEquals(0, ran.status(), ran.output() + ran.errors());
    assertTrue(ran.output().contains("-i386"), ran.output());
  }

  @Test
  void cLibraryInPythonAgrees() {
    assumePython();
    Ran ran = check("exec:python3 " + HOSTS.resolve("host.py") + " libc.so.6");
    assertEquals(0, ran.status(), ran.output() + ran.errors());
  }
}
