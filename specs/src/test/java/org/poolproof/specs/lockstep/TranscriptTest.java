package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Conditions;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.port.HostProgram;
import org.poolproof.specs.subject.port.Hosts;
import org.poolproof.specs.subject.port.NativeFixture;
import org.poolproof.specs.subject.port.PortSubject;

/**
 * What CPython 3.9 once answered through specs/hosts/cpython.py, as it was and with one thing
 * changed: every change is a difference.
 */
class TranscriptTest {

  private static final Geometry GEOMETRY = Geometries.named("cpython-3.9");

  @TempDir Path folder;

  private static Instruction malloc(int number, long size) {
    return Instruction.of(new Action.Malloc(Domain.OBJ, number, new ByteCount(size)));
  }

  private static Instruction realloc(int number, long size) {
    return Instruction.of(new Action.Realloc(Domain.OBJ, number, new ByteCount(size)));
  }

  private static Instruction free(int number) {
    return Instruction.of(new Action.Free(Domain.OBJ, number));
  }

  private static final List<Instruction> INSTRUCTIONS =
      List.of(
          malloc(0, 1),
          malloc(1, 600),
          Instruction.of(new Action.Calloc(Domain.OBJ, 2, 3, new ByteCount(5))),
          malloc(3, 16),
          realloc(1, 700),
          realloc(0, 40),
          new Instruction(
              new Action.Malloc(Domain.OBJ, 4, new ByteCount(800)),
              new Conditions(Conditions.ALL, false, null)),
          new Instruction(
              new Action.Realloc(Domain.OBJ, 1, new ByteCount(900)),
              new Conditions(Conditions.ALL, false, null)),
          free(3),
          free(9),
          Instruction.of(new Action.ReallocNull(Domain.MEM, 5, new ByteCount(300))),
          Instruction.of(new Action.FreeNull(Domain.OBJ)),
          free(2),
          malloc(6, 100));

  private static String transcript() throws IOException {
    return Files.readString(
        Path.of(System.getProperty("poolproof.root", "."))
            .resolve("specs/src/test/resources/pipe/cpython-3.9.txt"));
  }

  private @Nullable Difference run(String transcript) throws IOException {
    Path file = Files.writeString(folder.resolve("transcript"), transcript);
    String command = "cat " + file + "; while read line; do :; done";
    HostProgram program =
        HostProgram.of(
            "exec:cat",
            List.of("/bin/sh", "-c", System.getProperty("transcript.command", command)),
            Duration.ofSeconds(5));
    try (Hosts hosts = new Hosts(program);
        ModelSubject model = new ModelSubject(GEOMETRY);
        PortSubject subject = new PortSubject(hosts, GEOMETRY, NativeFixture.PROFILE)) {
      subject.port().goStepwise();
      Bout bout = Bout.of(model, subject, Level.PLACEMENT, EnumSet.allOf(Compared.class));
      for (Instruction instruction : INSTRUCTIONS) {
        Difference difference = bout.perform(instruction);
        if (difference != null) {
          return difference;
        }
        boolean isMade =
            !instruction.conditions().equals(new Conditions(Conditions.ALL, false, null))
                && !(instruction.action() instanceof Action.Free)
                && !(instruction.action() instanceof Action.FreeNull);
        assertEquals(isMade, bout.isGranted());
      }
      Difference difference = bout.audit();
      if (difference == null) {
        assertEquals(1, bout.imageCheckCount());
        assertEquals(INSTRUCTIONS.size(), bout.operationCount());
        assertEquals(4, bout.greatestLiveBlockCount());
      }
      return difference;
    }
  }

  @Test
  void whatCPythonAnsweredAgrees() throws IOException {
    assertNull(run(transcript()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // answers
        "b0 = malloc 1 -> 0x7f0000100030 | b0 = malloc 1 -> 0x7f0000100040 | 1 | ANSWER",
        "b2 = calloc 3 5 -> 0x7f0000100040 | b2 = calloc 3 5 -> null | 3 | ANSWER",
        "b1 = realloc b1 900 -> null | b1 = realloc b1 900 -> 0x570 | 8 | ANSWER",
        "free b3 | free b3 -> - | 9 | SUBJECT",
        "b6 = malloc 100 -> 0x7f0000100030 | b6 = malloc 100 -> word | 14 | SUBJECT",
        // calls of the layers below
        "raw realloc null 768 -> 0x10 | raw realloc null 769 -> 0x10 | 1 | CALL",
        "arena 262144 -> 0x7f0000100000 | arena 262144 -> null | 1 | CALL",
        "raw malloc 600 -> 0x310 | raw calloc 1 600 -> 0x310 | 2 | CALL",
        "raw malloc 800 -> null | raw malloc 801 -> null | 7 | CALL",
        // contents
        "look b1 2 -> ok | look b1 2 -> byte 5 is 0x00 | 5 | CONTENT",
        "zeros b2 -> ok | zeros b2 -> byte 14 is 0x01 | 3 | CONTENT",
        "look b0 6 -> ok | look b0 6 -> byte 0 is 0xff | 14 | CONTENT",
        "look b3 4 -> ok | look b3 4 -> - | 9 | SUBJECT",
        "fill b0 1 | fill b0 1 -> - | 1 | SUBJECT",
        "fill b4 7 -> - | fill b4 7 -> what | 7 | SUBJECT",
        "look b5 11 -> ok | look b5 11 -> byte 300 | 14 | SUBJECT",
        // bytes of the arena: how many blocks, the free list, a link, the heads of lists
        "peek 0x7f0000100000 48 -> 01 | peek 0x7f0000100000 48 -> 02 | 14 | IMAGE",
        "peek 0x7f0000102000 48 -> 0100000000000000602110 | peek 0x7f0000102000 48 ->"
            + " 0100000000000000702110 | 14 | IMAGE",
        "peek 0x7f00001000a0 8 -> 00 | peek 0x7f00001000a0 8 -> 01 | 14 | IMAGE",
        "peek 0x7f00001000a0 8 -> 00 | peek 0x7f00001000a0 8 -> 0 | 14 | SUBJECT",
        "peek 0x7f00001000a0 8 -> 00 | peek 0x7f00001000a0 8 -> 0g | 14 | SUBJECT",
        // ownership, counters
        "owns 0x7f0000100000 -> ? | owns 0x7f0000100000 -> no | 14 | OWNERSHIP",
        "owns 0x7f0000140000 -> ? | owns 0x7f0000140000 -> perhaps | 14 | SUBJECT",
        "counters -> ? | counters -> blocks 4 arenas 2 freed 0 high 1 | 14 | FINAL_COUNTER",
        "counters -> ? | counters -> many | 14 | SUBJECT",
        // lines
        "free null | free nobody | 12 | SUBJECT",
        "b5 = mem | b5 = obj | 11 | SUBJECT"
      })
  void whatIsChangedIsFound(String line, String changed, long operation, Difference.Rule rule)
      throws IOException {
    String transcript = transcript();
    assertTrue(transcript.contains(line), line);
    Difference difference = run(transcript.replaceFirst(Pattern.quote(line), changed));
    assertNotNull(difference);
    assertEquals(rule, difference.rule(), difference.toString());
    assertEquals(operation, difference.operation());
  }

  /** Heads of lists lie anywhere, but all by the same distance. */
  @Test
  void headsOfListsAreOfOnePiece() throws IOException {
    String transcript = transcript();
    Matcher head = Pattern.compile("peek 0x7f0000100000 48 -> .{32}(.{16})").matcher(transcript);
    assertTrue(head.find());
    String moved = "1".repeat(2) + head.group(1).substring(2);
    Difference difference = run(transcript.replace(head.group(1), moved));
    assertNotNull(difference);
    assertEquals(Difference.Rule.IMAGE, difference.rule());
    assertTrue(difference.expected().startsWith("pool."), difference.expected());
  }

  @Test
  void hostThatShowsNoBytesIsNotHeldAgainstAnImage() throws IOException {
    String transcript = transcript().replaceAll("(peek .* -> ).*", "$1?");
    AssertionError uncounted = assertThrows(AssertionError.class, () -> run(transcript));
    assertTrue(uncounted.getMessage().contains("expected: <1> but was: <0>"));
  }

  @Test
  void whatNobodyAskedForIsFound() throws IOException {
    Difference difference = run(transcript() + "b0 = malloc 1 -> 0x10\n");
    assertNotNull(difference);
    assertEquals(Difference.Rule.SUBJECT, difference.rule());
  }

  @Test
  void transcriptThatEndsIsAnEndOfTheHost() throws IOException {
    String transcript = transcript();
    Difference difference = run(transcript.substring(0, transcript.indexOf("look b0 6")) + "\n");
    assertNotNull(difference);
    assertEquals(Difference.Rule.SUBJECT, difference.rule());
  }
}
