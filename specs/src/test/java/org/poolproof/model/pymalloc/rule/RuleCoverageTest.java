package org.poolproof.model.pymalloc.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.pymalloc.Workload;
import org.poolproof.model.pymalloc.state.State;

/**
 * In every geometry random operations apply each rule that the geometry has and a machine can
 * reach, and no rule that it does not have.
 */
@Tag("long")
class RuleCoverageTest {
  private static final long SEED = 20260101;

  /** Heaps of a few operations: what only the first arena can meet. */
  private static final int BEGINNINGS = 40;

  private static final String[] ODD_SIZES = {
    "arenas=1", "arenas=3", "blocks=2", "records=2", "records=3", "classes=1", "classes=4,blocks=4"
  };

  static Stream<String> geometries() {
    List<String> names = new ArrayList<>(Geometries.names());
    for (String base : List.of("arena", "pool", "none", "mixed")) {
      for (String keep : List.of("last", "none")) {
        for (String word : List.of("4", "8")) {
          for (String index : List.of("table", "radix", "radix,radix=2/2/2", "radix,radix=0/0/3")) {
            names.add("tiny:base=%s,keep=%s,word=%s,index=%s".formatted(base, keep, word, index));
          }
        }
      }
    }
    for (String odd : List.of(ODD_SIZES)) {
      for (String base : List.of("arena", "pool", "none", "mixed")) {
        for (String keep : List.of("last", "none")) {
          for (String index : List.of("table", "radix", "radix,radix=0/0/3", "radix,radix=2/1/2")) {
            names.add("tiny:%s,base=%s,keep=%s,index=%s".formatted(odd, base, keep, index));
          }
        }
      }
    }
    for (String keep : List.of("last", "none")) {
      names.add("tiny:pools=2,base=arena,index=radix,keep=" + keep);
      names.add("tiny:pools=2,base=pool,index=radix,keep=" + keep);
      names.add("tiny:pools=2,base=pool,index=table,keep=" + keep);
      names.add("tiny:pools=3,base=none,index=table,keep=" + keep);
      names.add("tiny:pools=3,base=mixed,index=table,keep=" + keep);
      names.add("tiny:pools=3,base=mixed,index=table,arenas=1,keep=" + keep);
      names.add("tiny:pools=3,base=arena,index=table,keep=" + keep);
    }
    return names.stream();
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void everyReachableRuleIsApplied(String name) {
    Geometry geometry = Geometries.named(name);
    Map<Rule, Long> counts = new EnumMap<>(Rule.class);
    for (int beginning = 1; beginning <= BEGINNINGS; beginning++) {
      Workload workload = new Workload(geometry, SEED + beginning);
      finish(workload.refusing(10 * (beginning % 8)).growing(90).run(120), counts);
    }
    Workload workload = new Workload(geometry, SEED);
    if (geometry.slots() == null) {
      runLarge(workload);
    } else {
      runTiny(workload);
    }
    finish(workload, counts);
    Set<Rule> expected = Rule.of(geometry);
    expected.removeIf(rule -> !rule.isReachable());
    Set<Rule> missing = EnumSet.copyOf(expected);
    missing.removeAll(counts.keySet());
    Set<Rule> surplus = EnumSet.copyOf(counts.keySet());
    surplus.removeAll(expected);
    assertEquals("missing [], surplus []", "missing " + missing + ", surplus " + surplus);
    assertTrue(counts.values().stream().allMatch(count -> count > 0));
  }

  /** Adds up the counts of {@code workload}; its live blocks are as many as the model counts. */
  private static void finish(Workload workload, Map<Rule, Long> counts) {
    State state = workload.state();
    assertEquals(
        state.geometry().clientRules().memServed()
            ? workload.liveCountWithout(Domain.RAW)
            : workload.liveCountWithout(Domain.RAW, Domain.MEM),
        state.allocatedBlockCount());
    workload.applied().forEach((rule, count) -> counts.merge(rule, count, Long::sum));
  }

  /** Seventeen full arenas, so that a table of sixteen records doubles; then up and down. */
  private static void runLarge(Workload workload) {
    workload.refusing(1).growing(100).largestOnly(true);
    while (workload.state().counters().arenaCount() < 17) {
      workload.next();
    }
    workload.largestOnly(false);
    int blockCount = (int) workload.state().allocatedBlockCount();
    workload.growing(10).run(blockCount).growing(60).run(blockCount / 4);
    workload.growing(0).run(blockCount).refusing(30).growing(50).run(2000);
  }

  private static void runTiny(Workload workload) {
    for (int round = 0; round < 60; round++) {
      workload.refusing(10 * (round % 4)).growing(70).run(80).growing(20).run(80);
    }
  }
}
