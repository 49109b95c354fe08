package org.poolproof.specs.vectors;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolproof.specs.check.Contestants;
import org.poolproof.specs.check.Failure;
import org.poolproof.specs.faulty.Fault;
import org.poolproof.specs.faulty.Faults;
import org.poolproof.specs.faulty.FaultyContestants;

/** A check with default settings finds every seeded fault; how soon, it prints at the end. */
@Tag("long")
class FaultHuntTest {

  /** Seconds by fault. */
  private static final ConcurrentSkipListMap<String, Double> SECONDS =
      new ConcurrentSkipListMap<>();

  static Stream<Fault> faults() {
    return Faults.all().stream();
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Execution(ExecutionMode.SAME_THREAD)
  void faultIsFound(Fault fault) {
    Contestants contestants = FaultyContestants.of(fault);
    long start = System.nanoTime();
    Failure failure = FaultVectors.found(contestants);
    SECONDS.put(fault.name(), (System.nanoTime() - start) / 1e9);
    assertNotNull(failure, fault.sentence());
  }

  @AfterAll
  static void tellHowSoon() {
    List<Double> sorted = SECONDS.values().stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%d faults found by check: median %.2f s, worst %.2f s (%s)%n",
        sorted.size(),
        sorted.get(sorted.size() / 2),
        sorted.getLast(),
        slowest());
  }

  private static String slowest() {
    double most = SECONDS.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return SECONDS.entrySet().stream()
        .filter(entry -> entry.getValue() == most)
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}
