package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolproof.specs.subject.port.CPythonLibraries;

/** Real Python programs, recorded: the model and the implementation agree with each address. */
class PythonCommandTest {

  private static final String PROGRAM =
      "import json, os, threading\n"
          + "if os.fork() == 0: os._exit(0)\n"
          + "t = [threading.Thread(target=lambda: [str(i) * 9 for i in range(2000)])"
          + " for _ in range(3)]\n"
          + "[each.start() for each in t]\n"
          + "x = [json.dumps(list(range(i))) for i in range(300)]\n"
          + "[each.join() for each in t]\n"
          + "os._exit(5)\n";

  @TempDir Path folder;

  static List<String> libraries() {
    List<String> some =
        CPythonLibraries.all().stream()
            .map(Path::toString)
            .filter(library -> !library.contains("libpython2"))
            .toList();
    return some.isEmpty() ? List.of("none") : some;
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void recordingAgrees(String library) throws IOException {
    assumeTrue(!library.equals("none"), "no libpython of CPython 3.6 or later was found");
    Path trace = folder.resolve("trace.pat.gz");
    Ran ran =
        Ran.with("python", "--library", library, "--record", trace.toString(), "--", "-c", PROGRAM);
    assertEquals(5, ran.status(), ran.errors());
    assertTrue(ran.errors().contains("operations of CPython 3."), ran.errors());
    Ran replay = Ran.with("replay", trace.toString(), "--on", "model", "--on", "impl");
    assertEquals(0, replay.status(), replay.output() + replay.errors());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(trace), files.toList());
    }
  }

  @Test
  void whatCannotBeRunOrRecordedIsRefused() {
    Ran impl = Ran.with("python", "--on", "impl", "--", "-c", "1");
    assertEquals(2, impl.status());
    assertTrue(impl.errors().contains("--on impl: expected native"), impl.errors());
    Ran library = Ran.with("python", "--library", "/no/such.so", "--", "-c", "1");
    assertEquals(3, library.status());
    assertTrue(library.errors().contains("there is no file /no/such.so"), library.errors());
    Ran target = Ran.with("python", "--record", "/no/such/trace", "--", "-c", "1");
    assertEquals(2, target.status());
    assertTrue(target.errors().contains("expected a file in a folder"), target.errors());
    assertEquals(2, Ran.with("python", "--record", folder.toString(), "--", "-c", "1").status());
  }
}
