package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Unreadable;

/** Scripts of the operation language, replayed on the model. */
class ScriptsTest {

  private static final String HEAD = "# poolproof 1; geometry cpython-3.12\n";
  private static final String TINY =
      "# poolproof 1; geometry tiny:classes=1,blocks=2,pools=2,arenas=1\n";

  private static Difference difference(String script) throws Unreadable {
    return Recordings.replay(script).difference();
  }

  private static Difference difference(String script, Level level) throws Unreadable {
    return Recordings.replay(script.getBytes(StandardCharsets.US_ASCII), null, level).difference();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "b0 = malloc 48\nfree b0\n",
        "b0 = malloc 48 -> a0+0x30\nb1 = raw calloc 3 16 -> r3\nb0 = realloc b0 400 -> a0+0x4030\n",
        "b0 = malloc 48 -> block\nb0 = realloc b0 40 -> stayed\nb0 = realloc b0 400 -> moved\n",
        "b0 = malloc 700 -> r0\nfree b0\nb1 = malloc 700 -> r0\n",
        "b0 = malloc 9223372036854775808 -> null\nfree b0 -> -\nb0 = realloc b0 3 -> -\n",
        "free null\nraw free null\nb0 = realloc null 0 -> block\n",
        "b5 = malloc 1\nfree b5\nb5 = malloc 1 -> a0+0x30\n",
        "b0 = malloc 48 -> 0x7f0000100030\n  raw realloc null 768 -> 0x10\n"
            + "  arena 1048576 -> 0x7f0000100000\n  raw calloc 1 262144 -> r1\n"
            + "  raw calloc 1 131072 -> r2\n",
      })
  void scriptThatIsSoAgrees(String operations) throws Unreadable {
    assertNull(difference(HEAD + operations));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b0 = malloc 48 -> a0+0x40\n",
        "b0 = malloc 48 -> a1+0x30\n",
        "b0 = malloc 48 -> null\n",
        "b0 = malloc 9223372036854775808 -> block\n",
        "free b0\nb0 = realloc b0 3 -> block\n",
        "b0 = malloc 48\n  arena 1048576 -> a0\n",
        "b0 = malloc 700\n  raw malloc 700 -> r1\n",
        "b0 = malloc 700\n  raw malloc 700 -> a0\n",
        "b0 = malloc 700\n  raw malloc 700 -> r0+0x10\n",
        "b0 = malloc 700\n  raw malloc 700 -> 0x18\n",
        "free b0\n  raw free r0\n",
        "b0 = malloc 700\nb1 = malloc 700\n  raw malloc 700 -> r0\n",
        "b0 = malloc 48\nraw free b0\n",
        "b0 = malloc 48\nb0 = raw realloc b0 100\n",
      })
  void scriptThatIsNotSoDiffers(String operations) throws Unreadable {
    assertNotNull(difference(HEAD + operations));
  }

  @Test
  void differenceNamesLineAndOperation() throws Unreadable {
    Difference difference = difference(HEAD + "# a word\n\nb0 = malloc 8\nb1 = malloc 8 -> null\n");
    assertEquals(Difference.Rule.ANSWER, difference.rule());
    assertEquals(5, difference.line());
    assertEquals(2, difference.operation());
    assertEquals("null", difference.expected());
    assertEquals("0x7f0000100040", difference.actual());
  }

  @Test
  void callsOfUnboundNameAreFoundAtTheirLine() throws Unreadable {
    Difference difference = difference(HEAD + "free b0 -> -\n  raw free null\n");
    assertEquals(Difference.Rule.CALL, difference.rule());
    assertEquals(3, difference.line());
  }

  @Test
  void numberOfLiveBlockIsBoundAnewAndTheBlockLivesOn() throws Unreadable {
    Difference difference =
        difference(
            HEAD
                + "b0 = malloc 8 -> 0x7f0000100030\nb0 = malloc 8 -> 0x7f0000100040\n"
                + "free b0\nb1 = malloc 8 -> 0x7f0000100030\n");
    assertEquals(5, difference.line());
    assertEquals("0x7f0000100040", difference.actual());
  }

  @Test
  void plannedGrantsKeepClearOfRecordedOnes() throws Unreadable {
    String script =
        HEAD
            + "b0 = malloc 48\n  raw realloc null 768 -> 0x10\n"
            + "  arena 1048576 -> 0x7f0000100000\n  raw calloc 1 262144 -> 0x400\n"
            + "  raw calloc 1 131072 -> 0x50000\n"
            + "b1 = malloc 700 -> 0x40400\nb2 = malloc 100 -> block\n"
            + "b4 = raw malloc 240 -> 0x310\n"
            + "b3 = raw malloc 262144 -> 0x70000\n";
    assertNull(difference(script));
  }

  @Test
  void lastSlotIsFollowedByRefusal() throws Unreadable {
    StringBuilder script = new StringBuilder(TINY);
    for (int block = 0; block < 4; block++) {
      script.append("b").append(block).append(" = malloc 16 -> block\n");
    }
    script.append("b4 = malloc 16 -> block\n");
    LyingSubject subject =
        new LyingSubject(
            Geometries.named("tiny:classes=1,blocks=2,pools=2,arenas=1"), LyingSubject.Lie.NONE);
    byte[] content = script.toString().getBytes(StandardCharsets.US_ASCII);
    assertNull(Recordings.replay(content, subject, null).difference());
    assertEquals(1, subject.counters().arenasEverCount());
    assertEquals(5, subject.counters().allocatedBlockCount());
  }

  @Test
  void placeOfAnAnswerCountsAtPlacementOnly() throws Unreadable {
    String script = HEAD + "b0 = malloc 8 -> 0x50\n";
    assertNotNull(difference(script, Level.PLACEMENT));
    assertNull(difference(script, Level.STRUCTURE));
    assertNull(difference(script, Level.CONTRACT));
  }

  @Test
  void levelOfTheHeaderIsMeant() throws Unreadable {
    String script =
        "# poolproof 1; geometry cpython-3.12; level structure\nb0 = malloc 8 -> 0x50\n";
    assertNull(difference(script));
  }

  @Test
  void callsCountUpToStructure() throws Unreadable {
    String script = HEAD + "b0 = malloc 700\n  raw malloc 701 -> r0\n";
    assertNotNull(difference(script, Level.STRUCTURE));
    assertNull(difference(script, Level.CONTRACT));
  }

  @Test
  void whichBlockIsGivenBackCountsAtStructure() throws Unreadable {
    String script = HEAD + "b0 = malloc 700\nb1 = malloc 700\nfree b0\n  raw free r1\n";
    Difference difference = difference(script, Level.STRUCTURE);
    assertEquals(Difference.Rule.CALL, difference.rule());
    assertEquals(5, difference.line());
  }

  @Test
  void recordedLayersSayAlsoThatThereWereNoCalls() throws Unreadable {
    String operations = "b0 = malloc 700\n";
    String head = "# poolproof 1; geometry cpython-3.12; below recorded\n";
    assertNull(difference(HEAD + operations));
    Difference difference = difference(head + operations);
    assertEquals("no further call of a layer below", difference.expected());
    assertEquals("raw malloc 700", difference.actual());
  }

  @Test
  void endOfScriptIsCompared() throws Unreadable {
    String operations = "b0 = malloc 8\nend blocks 1 arenas 1 freed 0 high 1\n";
    assertNull(difference(HEAD + operations));
    assertNotNull(difference(HEAD + operations.replace("blocks 1", "blocks 2")));
    assertEquals(
        Difference.Rule.STATISTICS,
        difference(HEAD + operations + "statistics Small block threshold\n").rule());
  }

  @Test
  void exampleOfTheGrammarDocumentAgrees() throws Exception {
    String page = Files.readString(Recordings.suite().resolve("README.md"));
    String example = page.split("```\n", 3)[1];
    assertEquals("# poolproof 1; ", example.substring(0, 15));
    assertNull(difference(example));
  }
}
