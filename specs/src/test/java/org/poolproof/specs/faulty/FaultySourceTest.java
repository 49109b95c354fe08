package org.poolproof.specs.faulty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault that is out of date, or is not told as it should be, is refused and says so. */
class FaultySourceTest {
  private static final String TABLE = "pymalloc/TableIndex";
  private static final String WHOLE =
      """
      fault name
        A sentence.
        in pymalloc/TableIndex
        - return true;
        + return false;
        found by counts at 3: ANSWER
      """;

  private static String refusal(String original, String replacement) {
    List<Fault.Edit> edits =
        List.of(new Fault.Edit(TABLE, List.of(original), List.of(replacement)));
    return assertThrows(IllegalStateException.class, () -> FaultySource.compile(edits))
        .getMessage();
  }

  @Test
  void editedClassIsCompiled() {
    List<Fault.Edit> edits =
        List.of(new Fault.Edit(TABLE, List.of("return true;"), List.of("return false;")));
    Map<String, byte[]> classes = FaultySource.compile(edits);
    assertEquals("[org.poolproof.impl.pymalloc.TableIndex]", classes.keySet().toString());
  }

  @Test
  void linesThatStandNowhereAreRefused() {
    assertTrue(refusal("return maybe;", "return true;").contains("pymalloc/TableIndex"));
  }

  @Test
  void linesThatStandTwiceAreRefused() {
    assertTrue(refusal("@Override", "").contains("exactly once: @Override"));
  }

  @Test
  void whatDoesNotCompileIsRefused() {
    assertTrue(refusal("return true;", "return maybe;").contains("maybe"));
  }

  @Test
  void faultIsReadAsItIsTold() {
    Fault fault = FaultReader.read("a.faults", WHOLE.lines().toList()).getFirst();
    assertEquals("name", fault.name());
    assertEquals("A sentence.", fault.sentence());
    assertEquals(
        List.of(new Fault.Edit(TABLE, List.of("return true;"), List.of("return false;"))),
        fault.edits());
    assertEquals("[counts at 3: ANSWER]", fault.findings().toString());
  }

  @Test
  void finderIsReadAsItIsNamed() {
    for (Finder.Kind kind : Finder.Kind.values()) {
      Finder finder = new Finder(kind, "counts");
      assertEquals(finder, Finder.named(finder.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A sentence.", "in pymalloc/TableIndex", "found by counts at 3: ANSWER"})
  void faultWithoutAPartIsRefused(String part) {
    List<String> lines = WHOLE.lines().filter(line -> !line.strip().equals(part)).toList();
    assertThrows(IllegalArgumentException.class, () -> FaultReader.read("a.faults", lines));
  }

  @Test
  void lineThatMeansNothingIsRefusedWithItsNumber() {
    List<String> lines = (WHOLE + "  found by nobody\n").lines().toList();
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> FaultReader.read("a.faults", lines));
    assertEquals("a.faults:7: found 'found by nobody'", refused.getMessage());
  }
}
