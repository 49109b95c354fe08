package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.specs.lockstep.Recordings;
import org.poolproof.specs.subject.port.NativeFixture;

/** The command as a process of its own. */
@Timeout(60)
class InterruptTest {

  private static final long PATIENCE_SECONDS = 50;

  @TempDir Path folder;

  /** A shell without job control lets what it starts in the background ignore SIGINT. */
  private static final List<String> HEEDS_INTERRUPTS = List.of("env", "--default-signal=INT");

  private static Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(HEEDS_INTERRUPTS);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-INT", "-TERM"})
  void interruptedRunIsUndecidedAndSaysSo(String signal) throws Exception {
    Path json = folder.resolve("report.json");
    List<String> arguments = new ArrayList<>(List.of("replay", "--json", json.toString()));
    arguments.addAll(Collections.nCopies(200, Recordings.named("sqlite").toString()));
    Process run = start(arguments);
    try (BufferedReader output = run.inputReader()) {
      String head = output.readLine();
      assertNotNull(head);
      assertTrue(head.startsWith("geometry"), head);
      new ProcessBuilder("kill", signal, Long.toString(run.pid())).start().waitFor();
      List<String> rest = output.lines().toList();
      assertTrue(run.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
      assertEquals(3, run.exitValue(), rest.toString());
      assertTrue(rest.getLast().startsWith("undecided: interrupted; "), rest.toString());
    } finally {
      run.destroyForcibly();
    }
    String verdict = new ObjectMapper().readTree(json.toFile()).get("verdict").asText();
    assertEquals("undecided", verdict);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(json), files.toList());
    }
  }

  /** As the keyboard of a terminal does it: the signal is for the hosts, too. */
  @ParameterizedTest
  @CsvSource({"-INT, 3, true", "-INT, 3, false", "-TERM, 3, false", "-KILL, 137, false"})
  void hostsEndWithTheRun(String signal, int status, boolean isForHostsToo) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("check"));
    arguments.add("native:" + NativeFixture.sound());
    for (String function : NativeFixture.FUNCTIONS) {
      arguments.addAll(List.of("--" + function.replaceFirst("_.*", ""), function));
    }
    arguments.addAll(List.of("--operations", "100000000", "--out", folder.toString()));
    Process run = start(arguments);
    try (BufferedReader output = run.inputReader()) {
      while (run.descendants().count() < 2) {
        assertTrue(run.isAlive(), () -> output.lines().toList().toString());
        Thread.sleep(50);
      }
      List<ProcessHandle> hosts = run.descendants().toList();
      List<String> kill = new ArrayList<>(List.of("kill", signal, Long.toString(run.pid())));
      hosts.stream()
          .filter(host -> isForHostsToo)
          .forEach(host -> kill.add(Long.toString(host.pid())));
      new ProcessBuilder(kill).start().waitFor();
      List<String> rest = output.lines().toList();
      assertTrue(run.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
      assertEquals(status, run.exitValue(), rest.toString());
      for (ProcessHandle host : hosts) {
        host.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } finally {
      run.destroyForcibly();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void processEndsWithTheStatusOfTheRun() throws Exception {
    String good = Recordings.named("g-py3.6.15").toString();
    assertEquals(0, status("replay", good));
    assertEquals(1, status("replay", good, "--geometry", "cpython-3.7"));
    assertEquals(2, status("replay", good + ".missing"));
  }

  private static int status(String... arguments) throws Exception {
    Process run = start(List.of(arguments));
    try (BufferedReader output = run.inputReader()) {
      output.lines().forEach(line -> {});
      assertTrue(run.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
      return run.exitValue();
    } finally {
      run.destroyForcibly();
    }
  }
}
