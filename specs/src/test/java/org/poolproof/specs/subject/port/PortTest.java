package org.poolproof.specs.subject.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.specs.subject.CannotHold;

/** What is said of hosts that do not do what they must. */
class PortTest {

  private static final Duration LIMIT = Duration.ofMillis(400);
  private static final String HEAD = "read head; echo '# poolproof 1; host sh';";

  private static Hosts hosts(String script) {
    return new Hosts(HostProgram.of("exec:sh", List.of("/bin/sh", "-c", script), LIMIT));
  }

  /** What is said when {@code script} is asked for a block. */
  private static String said(String script) {
    try (Hosts hosts = hosts(script);
        Port port = hosts.open(NativeFixture.GEOMETRY)) {
      HostFault fault =
          assertThrows(
              HostFault.class,
              () -> {
                port.ask("b0 = malloc 48", reply -> {});
                port.settle();
                HostFault intrusion = port.intrusion();
                if (intrusion != null) {
                  throw intrusion;
                }
              });
      return fault.toString();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "read x; exit 3 | it ended with status 3",
        "kill -INT $$; kill -HUP $$; kill -QUIT $$; read x; exit 4 | it ended with status 4",
        "read x; kill -SEGV $$ | it was ended by SIGSEGV",
        "read x; kill -ABRT $$ | it was ended by SIGABRT",
        "read x; kill -USR1 $$ | it was ended by signal 10",
        "read x; echo 'out of memory' >&2; exit 1 | it ended with status 1; on standard error: out"
            + " of memory",
        "exec sleep 9 | no line within 0.400 s",
        "exec sleep 9 >&- | it closed its output and goes on",
        "read x; read x; echo 'b1 = malloc 48 -> 0x10' | it wrote 'b1 = malloc 48 -> 0x10'",
        "read x; read x; echo 'b0 = malloc 480 -> 0x10' | it wrote 'b0 = malloc 480 -> 0x10'",
        "read x; read x; echo 'b0 = malloc 48=>0x10' | it wrote 'b0 = malloc 48=>0x10'",
        "read x; read x; printf '\\001\\377\\n' | it wrote '\\x01\\xff'",
        "read x; read x; printf 'b0 = mal' | it wrote 'b0 = mal'; it ended with status 0"
      })
  void faultIsToldWithWhatWasAwaitedAndTheLastAnswer(String script, String what) {
    assertEquals(
        what.replace("0.400", "0.4005")
            + "; awaited was 'b0 = malloc 48', the last answer '# poolproof 1; host sh'",
        said(HEAD + script).replace("0.4 s", "0.4005 s"));
  }

  @Test
  void endlessLineIsAFault() {
    String said = said(HEAD + "read x; exec cat /dev/zero");
    assertTrue(said.startsWith("a line of more than 65536 bytes; awaited"), said);
  }

  @Test
  void lineThatComesInDropsIsTooLate() {
    String drops = "while :; do printf b; sleep 0.1; done";
    assertTrue(said(HEAD + drops).startsWith("no line within 0.4"), said(HEAD + drops));
  }

  @Test
  void whatNobodyAskedForIsAnIntrusion() {
    String answer = "read x; read x; printf 'b0 = malloc 48 -> 0x10\\nhello\\n'; exec sleep 9";
    String said = said(HEAD + answer);
    assertTrue(said.startsWith("it wrote 'hello' unasked; the last answer 'b0 = malloc 48"), said);
  }

  @Test
  void answersAreHandedOnInOrder() {
    List<String> answers = new ArrayList<>();
    try (Hosts hosts =
            hosts(HEAD + "while read x; do case \"$x\" in ?*) echo \"$x\";; esac; done");
        Port port = hosts.open(NativeFixture.GEOMETRY)) {
      for (int number = 0; number < 5000; number++) {
        String line = "free b" + number;
        port.ask(line, reply -> answers.add(line + reply.answer()));
      }
      port.settle();
    }
    assertEquals(5000, answers.size());
    assertEquals("free b4999null", answers.getLast());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit 2 | exec:sh did not begin: it ended with status 2",
        "echo no >&2; exit 1 | exec:sh did not begin: it ended with status 1; on standard error:"
            + " no",
        "kill -9 $$ | exec:sh did not begin: it was ended by SIGKILL"
      })
  void hostThatDoesNotBeginIsNoFinding(String script, String said) {
    try (Hosts hosts = hosts(script)) {
      CannotHold unheld =
          assertThrows(CannotHold.class, () -> hosts.open(NativeFixture.GEOMETRY).close());
      assertEquals(said, unheld.getMessage());
    }
  }

  @Test
  void programThatIsNotThereIsNoFinding() {
    try (Hosts hosts = new Hosts(HostProgram.ofCommand("exec:none", "/no/such/port", LIMIT))) {
      CannotHold unheld =
          assertThrows(CannotHold.class, () -> hosts.open(NativeFixture.GEOMETRY).close());
      assertTrue(unheld.getMessage().startsWith("exec:none did not begin: "), unheld.getMessage());
    }
  }

  @Test
  void firstLineOfAnotherKindIsAFault() {
    try (Hosts hosts = hosts("echo hello; exec sleep 9")) {
      try (Port port = hosts.open(NativeFixture.GEOMETRY)) {
        port.ask("counters", reply -> {});
        HostFault fault = assertThrows(HostFault.class, port::settle);
        assertEquals(
            "its first line is 'hello' instead of '# poolproof 1; host NAME'", fault.toString());
      }
    }
  }

  @Test
  void headSaysWhatTheHostCan() {
    try (Hosts hosts = hosts("echo '# poolproof 1; host mine; below'; exec cat");
        Port port = hosts.open(NativeFixture.GEOMETRY)) {
      assertTrue(port.hasLayersBelow());
      assertEquals("mine", port.hostName());
    }
    try (Hosts hosts = hosts(HEAD + "exec cat");
        Port port = hosts.open(NativeFixture.GEOMETRY)) {
      assertFalse(port.hasLayersBelow());
    }
  }

  @Test
  void hostThatBeginsAgainServesTheNextHeapToo() {
    String again =
        "while read head; do echo '# poolproof 1; host sh; again';"
            + " while read x; do case \"$x\" in end) echo end; break;; '') ;;"
            + " memory) echo \"memory -> $$\";; *) echo \"$x\";; esac; done; read x; done";
    try (Hosts hosts = hosts(again)) {
      assertEquals(processId(hosts), processId(hosts));
    }
  }

  private static Long processId(Hosts hosts) {
    try (PortSubject subject =
        new PortSubject(hosts, NativeFixture.GEOMETRY, NativeFixture.PROFILE)) {
      return subject.heldBytes();
    }
  }

  @Test
  void silenceShortensTheWaitingForTheHeapsThatFollow() {
    try (Hosts hosts = hosts(HEAD + "exec sleep 9")) {
      Duration before = hosts.lineLimit();
      try (Port port = hosts.open(NativeFixture.GEOMETRY)) {
        port.ask("b0 = malloc 1", reply -> {});
        assertThrows(HostFault.class, port::settle);
        port.hurryIfSilent();
      }
      assertEquals(before.dividedBy(4), hosts.lineLimit());
      hosts.hurry();
      hosts.hurry();
      assertEquals(before.dividedBy(10), hosts.lineLimit());
    }
  }

  @Test
  void deathDoesNotShortenIt() {
    try (Hosts hosts = hosts(HEAD + "exit 1")) {
      try (Port port = hosts.open(NativeFixture.GEOMETRY)) {
        port.ask("b0 = malloc 1", reply -> {});
        assertThrows(HostFault.class, port::settle);
        port.hurryIfSilent();
      }
      assertEquals(LIMIT, hosts.lineLimit());
    }
  }
}
