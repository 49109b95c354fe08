package org.poolproof.model.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every broken allocator is found by its rule, and by nothing else. */
class BrokenAllocatorsTest {
  /** Without visits: what is found is found by the operation itself, or at the end. */
  private static final Scrutiny SCRUTINY = new Scrutiny(Scrutiny.WHOLE.edgeBytes(), 0);

  private static final Set<Rule> ALL = EnumSet.allOf(Rule.class);

  static List<BrokenAllocators.Broken> brokenAllocators() {
    return BrokenAllocators.all();
  }

  @ParameterizedTest
  @MethodSource("brokenAllocators")
  void brokenAllocatorIsFoundByItsRule(BrokenAllocators.Broken broken) {
    assertFound(broken, run(broken, broken.allocator().get(), ALL, true));
  }

  @ParameterizedTest
  @MethodSource("brokenAllocators")
  void memoryThatCannotBeReadHidesOnlyWhatTheContentsShow(BrokenAllocators.Broken broken) {
    Run run = run(broken, broken.allocator().get(), ALL, false);
    if (broken.needsContents()) {
      assertEquals(new Verdict.Kept(false), run.verdict());
    } else {
      assertFound(broken, run);
    }
  }

  @ParameterizedTest
  @MethodSource("brokenAllocators")
  void brokenAllocatorPassesOnceItsRuleIsNotJudged(BrokenAllocators.Broken broken) {
    Set<Rule> others = EnumSet.complementOf(EnumSet.of(broken.rule()));
    Run run = run(broken, broken.allocator().get(), others, broken.needsContents());
    assertEquals(new Verdict.Kept(broken.needsContents()), run.verdict());
  }

  @ParameterizedTest
  @MethodSource("brokenAllocators")
  void honestAllocatorPassesTheSameOperations(BrokenAllocators.Broken broken) {
    assertEquals(new Verdict.Kept(true), run(broken, new FixtureAllocator(), ALL, true).verdict());
  }

  @Test
  void everyRuleHasAnAllocatorThatBreaksIt() {
    assertEquals(
        ALL,
        BrokenAllocators.all().stream()
            .map(BrokenAllocators.Broken::rule)
            .collect(Collectors.toSet()));
  }

  private static void assertFound(BrokenAllocators.Broken broken, Run run) {
    assertEquals(broken.rule(), assertInstanceOf(Verdict.Broken.class, run.verdict()).rule());
  }

  private static Run run(
      BrokenAllocators.Broken broken,
      FixtureAllocator allocator,
      Set<Rule> judged,
      boolean isReadable) {
    Run run = new Run(allocator, Profile.python(16, 8), SCRUTINY, judged, isReadable);
    broken.scenario().accept(run);
    return run;
  }
}
