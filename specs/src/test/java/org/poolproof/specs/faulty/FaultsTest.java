package org.poolproof.specs.faulty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolproof.specs.lockstep.Replay;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.ModelSubject;

/**
 * Each of the faults told in {@code faulty/*.faults} is found by what is named there, at the
 * operation and by the rule that are named there; the implementation without it is not.
 */
class FaultsTest {
  private static final int FEWEST_FAULTS = 226;
  private static final List<Fault> FAULTS = Faults.all();

  static Stream<Arguments> faults() {
    return FAULTS.stream().map(fault -> Arguments.of(fault, fault.findings()));
  }

  @ParameterizedTest(name = "{0} is found by {1}")
  @MethodSource("faults")
  void faultIsFound(Fault fault, List<Finding> expected) {
    ImplLoader loader = new ImplLoader(FaultySource.compile(fault.edits()));
    List<Finding> actual =
        expected.stream()
            .map(finding -> finding.finder().run(loader, finding.operation()))
            .toList();
    assertEquals(expected, actual, fault.sentence());
  }

  /** Every finder, with the last operation at which it finds anything. */
  static Stream<Arguments> finders() {
    Map<String, Finding> last = new TreeMap<>();
    for (Fault fault : FAULTS) {
      for (Finding finding : fault.findings()) {
        last.merge(
            finding.finder().toString(),
            finding,
            (one, other) -> one.operation() < other.operation() ? other : one);
      }
    }
    return last.values().stream().map(one -> Arguments.of(one.finder(), one.operation()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("finders")
  void implementationWithoutFaultAgrees(Finder finder, long lastOperation) {
    assertNull(finder.run(new ImplLoader(Map.of()), lastOperation));
  }

  static List<String> scripts() {
    return Faults.scripts();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void modelAgreesOnWhatTheScriptSays(String name) throws Unreadable {
    try (ScriptReader script = ScriptReader.open(Faults.script(name));
        ModelSubject model = new ModelSubject(script.header().geometry())) {
      assertTrue(script.header().belowRecorded());
      assertNull(
          Replay.run(script, model, Level.PLACEMENT, Long.MAX_VALUE, count -> true).difference());
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void scriptSaysEveryAnswer(String name) throws Unreadable {
    try (ScriptReader script = ScriptReader.open(Faults.script(name))) {
      for (Statement next = script.next(); next != null; next = script.next()) {
        if (next instanceof Step step) {
          boolean isFree =
              step.action() instanceof Action.Free || step.action() instanceof Action.FreeNull;
          assertTrue(isFree || step.expected() != null, "line " + step.line());
        }
      }
    }
  }

  @Test
  void everyScriptFindsAFault() {
    assertEquals(
        new TreeSet<>(Faults.scripts()),
        finders()
            .map(finder -> (Finder) finder.get()[0])
            .filter(finder -> !finder.isRecording())
            .map(Finder::name)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void faultsAreManyAndHaveNamesOfTheirOwn() {
    assertTrue(FAULTS.size() >= FEWEST_FAULTS, FAULTS.size() + " faults");
    assertEquals(FAULTS.size(), FAULTS.stream().map(Fault::name).distinct().count());
    FAULTS.forEach(fault -> assertTrue(fault.sentence().endsWith("."), fault.name()));
  }
}
