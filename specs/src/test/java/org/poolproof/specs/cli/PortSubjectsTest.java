package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.poolproof.specs.subject.port.NativeFixture;

/** Allocators in processes of their own, from the command line. */
class PortSubjectsTest {

  private static final List<String> FUNCTIONS =
      List.of(
          "--malloc", "malloc_of_spans",
          "--calloc", "calloc_of_spans",
          "--realloc", "realloc_of_spans",
          "--free", "free_of_spans");

  @TempDir Path folder;

  private static Ran run(List<String> start, String... rest) {
    List<String> all = new ArrayList<>(start);
    all.addAll(List.of(rest));
    return Ran.with(all.toArray(String[]::new));
  }

  private Ran check(Path library) {
    List<String> start = new ArrayList<>(List.of("check", "native:" + library));
    start.addAll(FUNCTIONS);
    return run(start, "--operations", "60000", "--out", folder.toString());
  }

  private static Ran replay(Path script, Path library) {
    List<String> start =
        new ArrayList<>(List.of("replay", script.toString(), "--on", "native:" + library));
    start.addAll(FUNCTIONS);
    return run(start);
  }

  private List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".script")).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 6", "4, 12", "5, 5", "9, 3", "11, 1", "13, 12", "17, 1"})
  void faultIsFoundAndItsScriptPassesOnTheSoundLibrary(int fault, int operations)
      throws IOException {
    Path faulty = NativeFixture.faulty(fault);
    assertEquals(1, check(faulty).status());
    Path script = scripts().getFirst();
    long count = Files.readAllLines(script).size() - 1L;
    assertTrue(count <= operations, count + " operations");
    assertEquals(1, replay(script, faulty).status());
    assertEquals(0, replay(script, NativeFixture.sound()).status());
  }

  @Test
  void soundLibraryAgrees() {
    assertEquals(0, check(NativeFixture.sound()).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "native:/no/such/library.so | 3 | there is no file /no/such/library.so; expected a shared",
        "exec:/no/such/port | 3 | did not begin: it ended with status 127",
        "exec:exit 1 | 3 | did not begin",
        "native: | 2 | expected native:LIBRARY",
        "native:libm.so.6 | 3 | malloc is not the library's own; it is found in"
      })
  void whatCannotBeLoadedIsSaidSo(String subject, int status, String said) {
    Ran ran = run(List.of("check"), subject, "--out", folder.toString());
    assertEquals(status, ran.status(), ran.errors());
    assertTrue(ran.errors().contains(said), ran.errors());
  }

  @Test
  void onlyTheContractCanJudgeWhatHasItsLayersToItself() {
    List<String> start = new ArrayList<>(List.of("check", "native:" + NativeFixture.sound()));
    start.addAll(FUNCTIONS);
    Ran ran = run(start, "--against", "model", "--out", folder.toString());
    assertEquals(2, ran.status());
    assertTrue(ran.errors().contains("expected --against contract"), ran.errors());
  }

  @Test
  void hostThatDiesAtOnceIsACounterexample() throws IOException {
    String host = "exec:sh -c 'read x; echo \"# poolproof 1; host mine\"; read x; exit 7'";
    Ran ran = run(List.of("check", host), "--operations", "1000", "--out", folder.toString());
    assertEquals(1, ran.status(), ran.errors());
    assertTrue(ran.output().contains("it ended with status 7"), ran.output());
    assertEquals(1, scripts().size());
  }

  @Test
  void hostWhoseMemoryIsNoNumberIsACounterexample() {
    String host =
        "exec:sh -c \"python3 "
            + Path.of(System.getProperty("poolproof.root", ".")).resolve("specs/hosts/host.py")
            + " libc.so.6"
            + " | sed -u 's/^memory -> .*/memory -> much/'\"";
    Ran ran = run(List.of("check", host), "--operations", "140000", "--out", folder.toString());
    assertEquals(1, ran.status(), ran.output() + ran.errors());
    assertTrue(ran.output().contains("a number of bytes"), ran.output());
  }

  @Test
  void hostThatBeginsWithSomethingElseIsACounterexample() {
    String host = "exec:sh -c 'echo hello; cat'";
    Ran ran = run(List.of("check", host), "--operations", "1000", "--out", folder.toString());
    assertEquals(1, ran.status(), ran.output() + ran.errors());
    assertTrue(ran.output().contains("its first line is 'hello'"), ran.output());
  }
}
