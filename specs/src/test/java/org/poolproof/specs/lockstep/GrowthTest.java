package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.port.NativeFixture;
import org.poolproof.specs.subject.port.PortSubject;

/** Steady work: scripts that are carried out again and again. */
class GrowthTest {

  private static final String HEAD =
      "# poolproof 1; geometry cpython-3.12; level contract; steady\n";

  private static ReplayResult replay(Path library, String operations) throws Unreadable {
    byte[] text = (HEAD + operations).getBytes(StandardCharsets.US_ASCII);
    try (ScriptReader reader = ScriptReader.open("steady", new ByteArrayInputStream(text));
        PortSubject subject = NativeFixture.open(library)) {
      return Replay.run(reader, subject, Level.CONTRACT, Long.MAX_VALUE, count -> true);
    }
  }

  private static @Nullable Difference found(Path library, String operations) throws Unreadable {
    return replay(library, operations).difference();
  }

  @Test
  void reallocThatKeepsTheOldBlockGrows() throws Unreadable {
    String round = "b0 = malloc 600\nb0 = realloc b0 2000\n";
    assertNull(found(NativeFixture.sound(), round));
    Difference difference = found(NativeFixture.faulty(10), round);
    assertNotNull(difference);
    assertEquals(Difference.Rule.BOUNDED, difference.rule());
    assertTrue(
        difference
            .actual()
            .matches("[0-9,]+ bytes after [0-9,]+ rounds, [0-9,]+ of them since round .*"),
        difference.actual());
    assertNull(difference.operation());
  }

  @Test
  void mappingThatIsNotGivenBackGrows() throws Unreadable {
    String round = "b0 = calloc 1000 200\nfree b0\nb1 = malloc 100000000\nfree null\n";
    assertNull(found(NativeFixture.sound(), round));
    assertNotNull(found(NativeFixture.faulty(16), round));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b0 = malloc 10\nb1 = realloc null 3000\nb1 = realloc b1 0\nb0 = realloc b0 20000\n",
        "free b0\n"
      })
  void workThatKeepsNothingDoesNotGrow(String round) throws Unreadable {
    for (int way = 1; way <= 4; way++) {
      assertNull(found(NativeFixture.unusual(way), round));
    }
  }

  @Test
  void crashDuringSteadyWorkIsTold() throws Unreadable {
    Difference difference = found(NativeFixture.faulty(17), "free null\n");
    assertNotNull(difference);
    assertEquals(Difference.Rule.SUBJECT, difference.rule());
    assertTrue(difference.actual().contains("SIGSEGV"), difference.actual());
  }

  @Test
  void roundOfNothingComparesNothing() throws Unreadable {
    ReplayResult result = replay(NativeFixture.sound(), "");
    assertEquals("there is no operation, so that nothing was compared", result.obstacle());
    assertEquals(0, result.operationCount());
  }

  @Test
  void subjectThatDoesNotTellItsMemoryCannotBeJudged() {
    try (ModelSubject model = new ModelSubject(NativeFixture.GEOMETRY)) {
      CannotHold unheld = assertThrows(CannotHold.class, () -> Growth.find(List.of(), model));
      assertEquals(
          "model does not tell how much memory it holds, which a steady script needs",
          unheld.getMessage());
    }
  }
}
