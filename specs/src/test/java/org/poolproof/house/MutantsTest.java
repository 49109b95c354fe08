package org.poolproof.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of surviving mutants passes what is listed and refuses each thing that it should. */
class MutantsTest {
  private static final String KEY = "org.a.Shape area(II)I Math #";
  private static final Mutants.Demand DEMAND = new Mutants.Demand(95, 5);

  @TempDir private Path folder;
  private final List<String> mutants = new ArrayList<>();

  @Test
  void allKilledAndNothingListedPasses() throws Exception {
    add("KILLED", 10, 3, 40);
    assertEquals(List.of(), complaints(""));
    assertEquals(
        List.of(
            "org.a: 40 killed, 0 survived, 0 no coverage, 0 timed out, 0 memory error, 0 run error",
            "40 of 40 mutants killed, of them 0 by time-out or crash; 0 more are equivalent"),
        judge("").report());
  }

  @Test
  void aListedSurvivorPasses() throws Exception {
    add("KILLED", 10, 3, 40);
    add("SURVIVED", 11, 50, 1);
    assertEquals(List.of(), complaints("# known\n\n" + KEY + "41 | equivalent | same sum\n"));
  }

  @Test
  void aNewSurvivorIsRefusedWithALineToPaste() throws Exception {
    add("KILLED", 10, 3, 40);
    add("SURVIVED", 11, 50, 1);
    List<String> found = complaints("");
    assertEquals("Shape.java:11: survived, not listed: changed", found.get(0));
    assertEquals(KEY + "41 | open | REASON", found.get(2));
  }

  @Test
  void aMutantThatNoTestRunsSurvives() throws Exception {
    add("KILLED", 10, 3, 40);
    add("NO_COVERAGE", 11, 50, 1);
    assertTrue(complaints("").getFirst().contains("no coverage, not listed"));
  }

  @Test
  void timeoutsAndCrashesAreKillsAndPrintedApart() throws Exception {
    add("KILLED", 10, 3, 57);
    add("TIMED_OUT", 10, 60, 1);
    add("MEMORY_ERROR", 10, 70, 1);
    add("RUN_ERROR", 10, 80, 1);
    assertEquals(List.of(), complaints(""));
    assertEquals(
        List.of(
            "org.a: 57 killed, 0 survived, 0 no coverage, 1 timed out, 1 memory error, 1 run error",
            "60 of 60 mutants killed, of them 3 by time-out or crash; 0 more are equivalent"),
        judge("").report());
  }

  @Test
  void fiveInAHundredMayEndByTimeoutOrCrash() throws Exception {
    add("KILLED", 10, 3, 19);
    add("RUN_ERROR", 10, 50, 1);
    assertEquals(List.of(), complaints(""));
    add("TIMED_OUT", 10, 60, 1);
    assertTrue(complaints("").getFirst().endsWith("at most 5 in 100 by time-out or crash"));
  }

  @Test
  void theOrdinalDoesNotChangeWhenLinesMove() throws Exception {
    add("SURVIVED", 90, 900, 1);
    add("KILLED", 91, 3, 40); // earlier in the bytecode, later in the report
    assertEquals(List.of(), complaints(KEY + "41 | open | the earlier ones are killed\n"));
  }

  @Test
  void aStaleEntryIsRefused() throws Exception {
    add("KILLED", 10, 3, 40);
    List<String> found = complaints(KEY + "7 | open | killed since\n");
    assertEquals(1, found.size());
    assertTrue(found.getFirst().contains("survivors.txt:1: no longer survives"));
  }

  @Test
  void anEntryOfAMutantThatTimedOutOrCrashedIsNotStale() throws Exception {
    add("KILLED", 10, 3, 40);
    add("TIMED_OUT", 11, 60, 1);
    add("RUN_ERROR", 11, 61, 1);
    assertEquals(List.of(), complaints(KEY + "41 | equivalent | slow this time\n"));
    assertEquals(List.of(), complaints(KEY + "42 | equivalent | crashed this time\n"));
  }

  @Test
  void anEntryWithoutAReasonIsRefused() throws Exception {
    add("KILLED", 10, 3, 40);
    add("SURVIVED", 11, 50, 1);
    for (String reason : List.of("", "|", "| REASON")) {
      List<String> found = complaints("\n" + KEY + "41 | open " + reason + "\n");
      assertEquals(1, found.size(), found.toString());
      assertTrue(
          found.getFirst().endsWith("survivors.txt:2: expected a reason after the second bar"));
    }
  }

  @Test
  void anEntryOfAnotherStatusIsRefused() throws Exception {
    add("KILLED", 10, 3, 40);
    String sentence = "survivors.txt:1: expected KEY | equivalent or open | reason";
    assertTrue(complaints(KEY + "1 | fine | so\n").getFirst().endsWith(sentence));
  }

  @Test
  void anEntryListedTwiceIsRefused() throws Exception {
    add("KILLED", 10, 3, 40);
    add("SURVIVED", 11, 50, 1);
    String line = KEY + "41 | open | so\n";
    assertTrue(
        complaints(line + line).getFirst().contains("survivors.txt:2: expected each mutant"));
  }

  @Test
  void ninetyFiveInAHundredMustBeKilled() throws Exception {
    add("KILLED", 10, 3, 19);
    add("SURVIVED", 11, 50, 1);
    assertEquals(List.of(), complaints(KEY + "20 | open | exactly the share\n"));
    add("SURVIVED", 12, 60, 1);
    String both = KEY + "20 | open | so\n" + KEY + "21 | %s | so\n";
    assertTrue(complaints(both.formatted("open")).getFirst().contains("expected 95 in 100"));
    assertEquals(List.of(), complaints(both.formatted("equivalent")));
  }

  @Test
  void whereNoFileOfSurvivorsIsKeptOnlyTheSharesAreJudged() throws Exception {
    add("KILLED", 10, 3, 19);
    add("SURVIVED", 11, 50, 1);
    assertEquals(List.of(), unlisted().complaints());
    assertEquals(
        "19 of 20 mutants killed, of them 0 by time-out or crash; 0 more are equivalent",
        unlisted().report().getLast());
    add("NO_COVERAGE", 12, 60, 1);
    List<String> found = unlisted().complaints();
    assertEquals(1, found.size());
    assertTrue(found.getFirst().contains("mutations.xml: 19 of 21 mutants killed"));
    assertTrue(found.getFirst().endsWith("expected 95 in 100 killed"));
  }

  @Test
  void aPartIsReadAsTheBuildWritesIt() {
    Part part = Part.of("model skipped=false killed=95 aborted=5 survivors=listed");
    assertEquals(new Part("model", false, DEMAND, true), part);
    assertEquals(folder.resolve("model/mutations.xml"), part.report(folder));
    assertEquals(folder.resolve("survivors-model.txt"), part.survivors(folder));
    part = Part.of("script skipped=true killed=80 aborted=10 survivors=unlisted");
    assertEquals(new Part("script", true, new Mutants.Demand(80, 10), false), part);
    assertEquals(Mutants.UNLISTED, part.survivors(folder));
    for (String bad : List.of("", "model", "model skipped= killed=1 aborted=1 survivors=listed")) {
      assertThrows(IllegalArgumentException.class, () -> Part.of(bad));
    }
  }

  @Test
  void noMutantsAtAllIsRefused() throws Exception {
    assertTrue(complaints("").getFirst().endsWith("expected mutants, found none"));
    assertTrue(
        Mutants.judge(folder.resolve("absent.xml"), survivors(""), DEMAND)
            .complaints()
            .getFirst()
            .contains("absent.xml: expected PIT's report"));
  }

  @Test
  void aReportThatIsNoXmlIsNamed() throws Exception {
    Path report = Files.writeString(folder.resolve("bad.xml"), "<mutations>");
    IOException refused =
        assertThrows(IOException.class, () -> Mutants.judge(report, survivors(""), DEMAND));
    assertTrue(refused.getMessage().contains("bad.xml: expected PIT's report"));
  }

  private List<String> complaints(String survivors) throws IOException {
    return judge(survivors).complaints();
  }

  private Mutants.Verdict judge(String survivors) throws IOException {
    return Mutants.judge(report(), survivors(survivors), DEMAND);
  }

  private Mutants.Verdict unlisted() throws IOException {
    return Mutants.judge(report(), Mutants.UNLISTED, DEMAND);
  }

  private Path report() throws IOException {
    String xml = "<?xml version=\"1.0\"?>\n<mutations partial=\"true\">\n%s</mutations>\n";
    return Files.writeString(
        folder.resolve("mutations.xml"), xml.formatted(String.join("", mutants)));
  }

  private Path survivors(String text) throws IOException {
    return Files.writeString(folder.resolve("survivors.txt"), text);
  }

  /** Adds this many mutants of one kind, at consecutive places of the bytecode. */
  private void add(String status, int line, int firstIndex, int count) {
    for (int i = 0; i < count; i++) {
      mutants.add(
          """
          <mutation detected='true' status='%s' numberOfTestsRun='1'>
            <sourceFile>Shape.java</sourceFile><mutatedClass>org.a.Shape</mutatedClass>
            <mutatedMethod>area</mutatedMethod><methodDescription>(II)I</methodDescription>
            <lineNumber>%d</lineNumber>
            <mutator>org.pitest.mutationtest.engine.gregor.mutators.MathMutator</mutator>
            <indexes><index>%d</index><index>999</index></indexes>
            <blocks><block>0</block></blocks><killingTest/><description>changed</description>
          </mutation>
          """
              .formatted(status, line, firstIndex + i));
    }
  }
}
