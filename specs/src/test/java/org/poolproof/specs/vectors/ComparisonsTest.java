package org.poolproof.specs.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolproof.specs.check.Check;
import org.poolproof.specs.check.CheckResult;
import org.poolproof.specs.check.Contestants;
import org.poolproof.specs.faulty.Fault;
import org.poolproof.specs.faulty.Faults;
import org.poolproof.specs.faulty.FaultyContestants;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.scenario.Campaign;
import org.poolproof.specs.script.Level;

/**
 * None of what a lockstep compares can be left out: for each comparison there is a seeded fault
 * that a check with all others misses, and with all finds.
 */
@Tag("long")
class ComparisonsTest {

  /** Several times what it takes to find any of the faults below. */
  private static final long OPERATIONS = 100_000;

  private static final Set<Compared> ALL = EnumSet.allOf(Compared.class);

  private static final Map<Compared, String> FAULTS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Compared.ANSWER, "moved-raw-block-answered-as-unmoved"),
              Map.entry(Compared.ARENA_REQUEST, "refused-arena-asked-for-again"),
              Map.entry(Compared.ARENA_RELEASE, "arena-given-back-in-part"),
              Map.entry(Compared.RAW_MALLOC, "raw-malloc-without-limit"),
              Map.entry(Compared.RAW_CALLOC, "raw-calloc-without-limit"),
              Map.entry(Compared.RAW_REALLOC, "raw-realloc-without-limit"),
              Map.entry(Compared.RAW_FREE, "freeing-null-asks-raw-memory"),
              Map.entry(Compared.CONTENT_KEPT, "cleared-once-more"),
              Map.entry(Compared.CONTENT_MOVED, "nothing-copied"),
              Map.entry(Compared.CONTENT_ZEROED, "calloc-does-not-clear"),
              Map.entry(Compared.IMAGE_POOLS, "greatest-offset-one-more"),
              Map.entry(Compared.IMAGE_BLOCKS, "links-marked"),
              Map.entry(Compared.IMAGE_ARENAS, "free-and-total-counts-swapped"),
              Map.entry(Compared.IMAGE_USED_POOLS, "new-pool-linked-one-way"),
              Map.entry(Compared.IMAGE_RADIX, "marks-of-leaf-swapped"),
              Map.entry(Compared.IMAGE_STATICS, "ever-and-now-swapped"),
              Map.entry(Compared.OWNERSHIP, "table-includes-the-end"),
              Map.entry(Compared.COUNTERS, "raw-blocks-left-out"),
              Map.entry(Compared.STATISTICS, "empty-pools-counted"),
              Map.entry(Compared.FAILURE, "census-from-the-arena")));

  private static CheckResult run(Contestants contestants, Set<Compared> compared) {
    Campaign campaign = new Campaign(Campaign.geometries(), 1, OPERATIONS);
    return Check.run(campaign, contestants, Level.PLACEMENT, compared, count -> true);
  }

  /** Checked memory guards the blocks of a client itself, so that nobody else need look. */
  private static Contestants faulty(Compared comparison) {
    Fault named =
        Faults.all().stream()
            .filter(fault -> fault.name().equals(FAULTS.get(comparison)))
            .findFirst()
            .orElseThrow();
    return comparison == Compared.CONTENT_KEPT
        ? FaultyContestants.onPlainMemory(named)
        : FaultyContestants.of(named);
  }

  /**
   * Invariants are not among them: they judge the model's state, which no fault of impl reaches.
   */
  @Test
  void everyOtherComparisonIsThere() {
    assertEquals(EnumSet.complementOf(EnumSet.of(Compared.INVARIANTS)), FAULTS.keySet());
  }

  @ParameterizedTest
  @EnumSource(names = "INVARIANTS", mode = EnumSource.Mode.EXCLUDE)
  void withoutItAFaultIsMissed(Compared comparison) {
    Contestants contestants = faulty(comparison);
    Set<Compared> others = EnumSet.complementOf(EnumSet.of(comparison));
    assertNull(run(contestants, others).failure());
    assertNotNull(run(contestants, ALL).failure());
  }
}
