package org.poolproof.specs.tck;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.check.Check;
import org.poolproof.specs.check.CheckResult;
import org.poolproof.specs.check.Contestants;
import org.poolproof.specs.check.Counterexample;
import org.poolproof.specs.check.Failure;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.lockstep.Difference.Rule;
import org.poolproof.specs.scenario.Campaign;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.subject.Ability;
import org.poolproof.specs.subject.Subject;
import org.poolproof.specs.subject.jvm.AllocatorSubject;
import org.poolproof.specs.subject.jvm.AllocatorUnderTest;

/**
 * The rules that an allocator breaks, each with its smallest counterexample. A run ends at its
 * first failure; others follow, in which what is known to be broken is asked no more, as far as
 * that can be left out.
 */
final class Conformance {

  private static final Geometry ANY = Geometries.named("cpython-3.12");
  private static final Set<Compared> ALL = EnumSet.allOf(Compared.class);

  /** So many runs follow a failure, each of so many operations at most. */
  private static final int FURTHER_RUNS = 40;

  private static final long FURTHER_OPERATIONS = 30_000;

  private final Supplier<AllocatorUnderTest> factory;
  private final EnumSet<Ability> spared = EnumSet.noneOf(Ability.class);
  private final Map<Rule, Counterexample> broken = new EnumMap<>(Rule.class);
  private boolean isWhole;

  private Conformance(Supplier<AllocatorUnderTest> factory) {
    this.factory = factory;
  }

  /** Runs {@code operationCount} operations on heaps of {@code factory}. */
  static Conformance of(Supplier<AllocatorUnderTest> factory, long seed, long operationCount) {
    Conformance conformance = new Conformance(factory);
    conformance.run(seed, operationCount);
    return conformance;
  }

  /** What shows that {@code rule} is broken, null if nothing does. */
  @Nullable Counterexample of(Rule rule) {
    return broken.get(rule);
  }

  /** Whether all operations were carried out: nothing was found before. */
  boolean isWhole() {
    return isWhole;
  }

  private void run(long seed, long operationCount) {
    isWhole = isKept(seed, operationCount);
    for (int run = 1; run <= FURTHER_RUNS && !isWhole && !broken.isEmpty(); run++) {
      isKept(seed + run, Math.min(operationCount, FURTHER_OPERATIONS));
    }
  }

  private boolean isKept(long seed, long operationCount) {
    Contestants alone = new Alone();
    CheckResult result =
        Check.run(
            Campaign.ofUnknown(ANY, seed, operationCount), alone, Level.CONTRACT, ALL, at -> true);
    Failure failure = result.failure();
    if (failure == null) {
      return true;
    }
    Rule rule = failure.difference().rule();
    if (!broken.containsKey(rule)) {
      broken.put(rule, Counterexample.of(failure, alone, ALL, Level.CONTRACT));
      spared.addAll(spared(rule));
    }
    return false;
  }

  /** Without these nobody meets the fault again. */
  private static Set<Ability> spared(Rule rule) {
    return switch (rule) {
      case ZEROED -> Set.of(Ability.CALLOC);
      case LIMITED, OVERFLOW_SEEN -> Set.of(Ability.HUGE);
      case PREFIX_KEPT, REFUSAL_KEEPS -> Set.of(Ability.REALLOC);
      case ZERO_SERVED -> Set.of(Ability.NO_BYTES);
      default -> Set.of();
    };
  }

  /** The allocator without what is spared. */
  private final class Alone implements Contestants {

    @Override
    public Subject subject(Geometry geometry, boolean isShort) {
      return new AllocatorSubject(factory.get(), geometry, spared);
    }

    @Override
    public @Nullable Subject reference(Geometry geometry) {
      return null;
    }
  }
}
