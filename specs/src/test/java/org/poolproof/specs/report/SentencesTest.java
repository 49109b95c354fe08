package org.poolproof.specs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.poolproof.specs.lockstep.Difference;

class SentencesTest {

  private static String verdict(boolean interrupted, FileReport... files) {
    return Sentences.verdict(new ReplayReport(List.of(files), interrupted));
  }

  @Test
  void rowOfAgreementIsOneLine() {
    String row = Sentences.row(Reports.agreeing("x.txt"));
    assertEquals(
        "cpython-3.9       model                2,000      0.50         4,000  agrees         "
            + " x.txt\n",
        row);
  }

  @Test
  void figuresDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertTrue(Sentences.row(Reports.agreeing("x.txt")).contains("2,000      0.50"));
      assertTrue(verdict(false, Reports.agreeing("x")).endsWith("2,000 operations in 0.5 s"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void differenceIsSaidWithPlaceRuleAndBothSides() {
    String row = Sentences.row(Reports.different("x.txt"));
    assertEquals(
        List.of(
            "",
            "x.txt:7 (operation 3): not so: "
                + "the calls of the layers below are the expected ones, in their order",
            "  expected  raw malloc 1",
            "  actual    raw malloc 2",
            "  replay    poolproof replay x.txt --on model --geometry cpython-3.9"
                + " --level placement",
            ""),
        row.lines().skip(1).toList());
  }

  @Test
  void differenceWithoutPlaceNamesTheFileOnly() {
    Difference difference = new Difference(Difference.Rule.SUMMARY, null, null, "a", "b");
    String row = Sentences.row(Reports.report("x.txt", "model", difference, false));
    assertTrue(row.contains("\nx.txt: not so: "), row);
  }

  @Test
  void commandNamesTheGeometryOnce() {
    FileReport report = Reports.report("x", "model@cpython-3.9", Reports.DIFFERENCE, false);
    assertEquals(
        "poolproof replay x --on model@cpython-3.9 --level placement", Sentences.command(report));
  }

  @Test
  void commandNamesTheCounterexampleThatWasWritten() {
    FileReport report = Reports.writtenTo(Reports.different("x"), Path.of("out", "c.script"));
    assertTrue(Sentences.command(report).startsWith("poolproof replay out/c.script --on "));
  }

  @Test
  void commandIsQuotedWhereTheShellNeedsIt() {
    assertTrue(Sentences.command(Reports.different("it's")).contains("replay 'it'\\''s' --on"));
    assertTrue(Sentences.command(Reports.different("a$b")).contains("replay 'a$b' --on"));
  }

  @Test
  void verdictIsThatOfTheWorstFile() {
    FileReport good = Reports.agreeing("a");
    FileReport bad = Reports.different("b");
    FileReport cut = Reports.interrupted("c");
    assertEquals("agrees: 1 file, 2,000 operations in 0.5 s", verdict(false, good));
    assertEquals(
        "counterexample: 1 of 3 files, 6,000 operations in 1.5 s", verdict(false, good, cut, bad));
    assertEquals(
        "undecided: interrupted; 2 files, 4,000 operations in 1.0 s", verdict(false, good, cut));
  }

  @Test
  void runInterruptedBetweenTwoFilesIsUndecided() {
    assertTrue(verdict(true).startsWith("undecided: interrupted; 0 files"));
    assertTrue(verdict(true, Reports.agreeing("a")).startsWith("undecided"));
    assertTrue(verdict(true, Reports.different("a")).startsWith("counterexample"));
  }

  @Test
  void coverageNamesTheRulesThatWereNotApplied() {
    ReplayReport report = new ReplayReport(List.of(Reports.agreeing("a")), false);
    String coverage = Sentences.coverage(report);
    assertTrue(coverage.startsWith("cpython-3.9: 1 of 1 rules; not "), coverage);
    assertFalse(coverage.contains("null"));
  }
}
