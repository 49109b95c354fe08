package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.poolproof.specs.script.Unreadable;

/** Of two lines that contradict each other the one is named that the rest does not confirm. */
class ContradictionTest {

  private static final String RECORDING =
      """
      # poolproof 1; geometry cpython-3.9; below recorded
      b0 = malloc 600 -> 0x1000
        raw malloc 600 -> 0x1000
      b1 = malloc 16 -> 0x7f0000000030
        raw realloc null 768 -> 0x2000
        arena 262144 -> 0x7f0000000000
      b2 = malloc 16 -> 0x7f0000000040
      b3 = malloc 700 -> 0x3000
        raw malloc 700 -> 0x3000
      free b0
        raw free 0x1000
      """;

  private static Difference difference(String from, String to) throws Unreadable {
    return Recordings.replay(RECORDING.replace(from, to)).difference();
  }

  @Test
  void recordingItselfAgrees() throws Unreadable {
    assertNull(Recordings.replay(RECORDING).difference());
  }

  @Test
  void grantThatLaterReleaseRefutesIsNamed() throws Unreadable {
    Difference difference = difference("raw malloc 600 -> 0x1000", "raw malloc 600 -> 0x1400");
    assertEquals(Difference.Rule.LAYER, difference.rule());
    assertEquals(3, difference.line());
    assertEquals(1, difference.operation());
    assertEquals(
        "the grant of 0x1000, as line 2 answers and line 11 confirms", difference.expected());
    assertEquals("the grant of 0x1400", difference.actual());
  }

  @Test
  void grantThatCoversTheAnswerIsNamedToo() throws Unreadable {
    Difference difference = difference("raw malloc 600 -> 0x1000", "raw malloc 600 -> 0xff0");
    assertEquals(Difference.Rule.LAYER, difference.rule());
    assertEquals(3, difference.line());
  }

  @Test
  void answerThatLaterReleaseRefutesIsNamed() throws Unreadable {
    Difference difference = difference("malloc 600 -> 0x1000\n  ", "malloc 600 -> 0x1400\n  ");
    assertEquals(Difference.Rule.ANSWER, difference.rule());
    assertEquals(2, difference.line());
    assertEquals("0x1000, as line 3 grants", difference.actual());
  }

  @Test
  void arenaThatLaterAnswerRefutesIsNamed() throws Unreadable {
    Difference difference = difference("262144 -> 0x7f0000000000", "262144 -> 0x7f0000400000");
    assertEquals(Difference.Rule.LAYER, difference.rule());
    assertEquals(6, difference.line());
    assertEquals(
        "the grant of 0x7f0000000030, as line 4 answers and line 7 confirms",
        difference.expected());
  }

  @Test
  void answerOutsideItsArenaIsNamedIfTheArenaIsConfirmed() throws Unreadable {
    Difference difference = difference("16 -> 0x7f0000000030", "16 -> 0x7f0000040030");
    assertEquals(Difference.Rule.ANSWER, difference.rule());
    assertEquals(4, difference.line());
  }

  @Test
  void withoutFurtherEvidenceTheAnswerIsNamedAndTheGrantMentioned() throws Unreadable {
    Difference difference = difference("raw malloc 700 -> 0x3000", "raw malloc 700 -> 0x3400");
    assertEquals(Difference.Rule.ANSWER, difference.rule());
    assertEquals(8, difference.line());
    assertEquals("0x3400, as line 9 grants", difference.actual());
  }

  @Test
  void whatCannotBeReadFurtherOnIsNoEvidence() throws Unreadable {
    String spoilt = RECORDING.replace("raw malloc 600 -> 0x1000", "raw malloc 600 -> 0x1400");
    assertEquals(2, Recordings.replay(spoilt.replace("b2 =", "b2 ?")).difference().line());
  }

  @Test
  void refusalOfRawMemoryThatLaterReleaseRefutesIsNamed() throws Unreadable {
    Difference difference = difference("raw malloc 600 -> 0x1000", "raw malloc 600 -> null");
    assertEquals(Difference.Rule.LAYER, difference.rule());
    assertEquals(3, difference.line());
    assertEquals(
        "the grant of 0x1000, as line 2 answers and line 11 confirms", difference.expected());
    assertEquals("a refusal", difference.actual());
  }

  @Test
  void refusalOfAnArenaThatLaterAnswerRefutesIsNamedThoughTheCallsDifferToo() throws Unreadable {
    Difference difference = difference("arena 262144 -> 0x7f0000000000", "arena 262144 -> null");
    assertEquals(Difference.Rule.LAYER, difference.rule());
    assertEquals(6, difference.line());
    assertEquals("a refusal", difference.actual());
  }

  @Test
  void refusalWithoutFurtherEvidenceLeavesTheAnswerNamed() throws Unreadable {
    Difference difference = difference("raw malloc 700 -> 0x3000", "raw malloc 700 -> null");
    assertEquals(Difference.Rule.ANSWER, difference.rule());
    assertEquals(8, difference.line());
  }

  @Test
  void arenaThatCoversLaterAnswersBesideTheFirstIsStillRefuted() throws Unreadable {
    String shifted = RECORDING.replace("262144 -> 0x7f0000000000", "262144 -> 0x7f0000001000");
    String later = shifted.replace("b3 =", "b4 = malloc 32 -> 0x7f0000001020\nb3 =");
    Difference difference =
        Recordings.replay(later.replace("b2 =", "b5 = malloc 64 -> 0x7f0000002030\nb2 ="))
            .difference();
    assertEquals(Difference.Rule.LAYER, difference.rule());
    assertEquals(6, difference.line());
  }

  @Test
  void ofTwoRefusalsTheLastIsNamed() throws Unreadable {
    String recording =
        """
        # poolproof 1; geometry cpython-3.9; below recorded
        b0 = malloc 16 -> 0x1000
          raw realloc null 768 -> 0x2000
          arena 262144 -> null
          raw malloc 16 -> null
        free b0
          raw free 0x1000
        """;
    assertNull(Recordings.replay(recording.replace("16 -> null", "16 -> 0x1000")).difference());
    Difference difference = Recordings.replay(recording).difference();
    assertEquals(Difference.Rule.LAYER, difference.rule());
    assertEquals(5, difference.line());
  }
}
