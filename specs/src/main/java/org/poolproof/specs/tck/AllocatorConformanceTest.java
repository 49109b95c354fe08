package org.poolproof.specs.tck;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.poolproof.specs.check.Counterexample;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Difference.Rule;
import org.poolproof.specs.subject.Ability;
import org.poolproof.specs.subject.jvm.AllocatorUnderTest;

/**
 * The tests that an allocator in Java must pass: who extends this says how a heap is opened, and
 * has a test for each rule of the contract, and for whatever else no allocator may do. A test that
 * fails shows the shortest sequence of operations that was found. What the allocator does not
 * support is skipped, with the reason.
 *
 * <pre>
 *   class MyAllocatorTest extends AllocatorConformanceTest {
 *     &#64;Override
 *     protected AllocatorUnderTest open() {
 *       return new MyAllocator();
 *     }
 *   }
 * </pre>
 */
public abstract class AllocatorConformanceTest {

  private static final long DEFAULT_SEED = 1;
  private static final long DEFAULT_OPERATION_COUNT = 1_000_000;

  private static final List<Rule> RULES =
      List.of(
          Rule.ADDRESSABLE,
          Rule.ALIGNED,
          Rule.DISJOINT,
          Rule.CONTENTS_KEPT,
          Rule.ZEROED,
          Rule.PREFIX_KEPT,
          Rule.REFUSAL_KEEPS,
          Rule.ZERO_SERVED,
          Rule.LIMITED,
          Rule.OVERFLOW_SEEN,
          Rule.SERVED,
          Rule.SUBJECT,
          Rule.BOUNDED);

  private @Nullable Conformance conformance;

  /** A heap that is empty, and nobody else's. */
  protected abstract AllocatorUnderTest open();

  /** So many operations are carried out. */
  protected long operationCount() {
    return DEFAULT_OPERATION_COUNT;
  }

  /** All random choices depend on it. */
  protected long seed() {
    return DEFAULT_SEED;
  }

  /** A test for each rule, named by level and rule. */
  @TestFactory
  Stream<DynamicTest> contract() {
    return RULES.stream()
        .map(rule -> DynamicTest.dynamicTest("contract " + name(rule), () -> test(rule)));
  }

  private static String name(Rule rule) {
    return rule.name() + ": " + rule.sentence();
  }

  private void test(Rule rule) {
    skipUnsupported(rule);
    Conformance found = conformance;
    if (found == null) {
      found = Conformance.of(this::open, seed(), operationCount());
      conformance = found;
    }
    Counterexample counterexample = found.of(rule);
    if (counterexample != null) {
      Assertions.fail(told(counterexample));
    }
    Assumptions.assumeTrue(
        rule != Rule.BOUNDED || found.isWhole(),
        "steady work was not reached, since another rule is broken");
  }

  /** An allocator without these has nothing to show. */
  private static Set<Ability> neededBy(Rule rule) {
    return switch (rule) {
      case ZEROED -> EnumSet.of(Ability.CALLOC);
      case OVERFLOW_SEEN -> EnumSet.of(Ability.CALLOC, Ability.HUGE);
      case LIMITED -> EnumSet.of(Ability.HUGE);
      case PREFIX_KEPT, REFUSAL_KEEPS -> EnumSet.of(Ability.REALLOC);
      case ZERO_SERVED -> EnumSet.of(Ability.NO_BYTES);
      default -> EnumSet.noneOf(Ability.class);
    };
  }

  private void skipUnsupported(Rule rule) {
    try (AllocatorUnderTest allocator = open()) {
      Map<Ability, String> unsupported = allocator.unsupported();
      List<String> reasons = new ArrayList<>();
      for (Ability ability : neededBy(rule)) {
        String reason = unsupported.get(ability);
        if (reason != null) {
          reasons.add(ability.word() + " is not supported: " + reason);
        }
      }
      if (rule == Rule.BOUNDED && allocator.heldBytes().isEmpty()) {
        reasons.add("heldBytes() does not tell how much memory is held");
      }
      Assumptions.assumeTrue(reasons.isEmpty(), String.join("; ", reasons));
    }
  }

  private static String told(Counterexample counterexample) {
    Difference difference = counterexample.shrunk().difference();
    int count = counterexample.shrunk().instructions().size();
    boolean isMinimal = counterexample.shrunk().isMinimal();
    return """
    not so: %s

    %s
      expected  %s
      actual    %s
      left      %s, %s; fails in %d of %d runs
    """
        .formatted(
            difference.rule().sentence(),
            counterexample.script().text().indent(4),
            difference.expected(),
            difference.actual(),
            count == 1 ? "1 operation" : count + " operations",
            isMinimal
                ? "of which neither one nor two can be left out, and no size lowered"
                : "perhaps not the fewest",
            counterexample.failedRunCount(),
            Counterexample.RUN_COUNT);
  }
}
