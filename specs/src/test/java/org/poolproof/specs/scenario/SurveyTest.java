package org.poolproof.specs.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.scenario.Episode.Kind;
import org.poolproof.specs.script.Action;

/** What is asked of an allocator of which nothing is known. */
class SurveyTest {

  private static final Geometry ANY = Geometries.named("cpython-3.12");
  private static final long SERVED_BYTES = 16 << 20;

  private static List<Action> actions(Kind kind, long seed, int count, int liveLimit) {
    Workload client = Workload.of(new Episode(ANY, kind, seed, count, liveLimit));
    List<Action> actions = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Action action = client.next().action();
      actions.add(action);
      client.answered(isServed(action));
    }
    return actions;
  }

  private static long bytes(Action action) {
    return switch (action) {
      case Action.Malloc m -> m.size().value();
      case Action.ReallocNull r -> r.size().value();
      case Action.Realloc r -> r.size().value();
      case Action.Calloc c ->
          c.elementSize().timesExceeds(c.elementCount(), SERVED_BYTES)
              ? -1
              : c.elementCount() * c.elementSize().value();
      case Action.Free f -> 0;
      case Action.FreeNull f -> 0;
    };
  }

  private static boolean isServed(Action action) {
    return Long.compareUnsigned(bytes(action), SERVED_BYTES) <= 0;
  }

  private static TreeSet<Long> sizes(List<Action> actions) {
    TreeSet<Long> sizes = new TreeSet<>();
    for (Action action : actions) {
      if (action instanceof Action.Malloc malloc) {
        sizes.add(malloc.size().value());
      }
    }
    return sizes;
  }

  @Test
  void sweepAsksForEverySizeAndBothSidesOfPowersAndPages() {
    for (long seed = 1; seed < 5; seed++) {
      TreeSet<Long> sizes = sizes(actions(Kind.SWEEP, seed, Sweep.operationCount(), 1));
      for (long size = 0; size <= 2048; size++) {
        assertTrue(sizes.contains(size), "size " + size);
      }
      for (int power = 0; power <= 21; power++) {
        assertTrue(sizes.containsAll(List.of((1L << power) - 1, 1L << power, (1L << power) + 1)));
      }
      for (long page = 4096; page <= 40 * 4096; page += 4096) {
        assertTrue(sizes.containsAll(List.of(page - 1, page, page + 1)), "page " + page);
      }
      assertTrue(sizes.subSet(100_000L, 1_000_000L).size() > 30);
    }
  }

  @Test
  void sweepGoesUpOrDownOrAcross() {
    Set<Integer> directions = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      List<Action> first = actions(Kind.SWEEP, seed, 1, 1);
      directions.add(Long.compare(bytes(first.getFirst()), 100));
    }
    assertEquals(Set.of(-1, 1), directions);
  }

  @ParameterizedTest
  @EnumSource(names = {"SWEEP", "PROBE", "DRAINS", "DEEP", "ROUND"})
  void clientsNameOnlyBlocksThatAreLive(Kind kind) {
    Set<Integer> live = new HashSet<>();
    long held = 0;
    Map<Integer, Long> sizes = new HashMap<>();
    for (Action action : actions(kind, 3, 30_000, 300)) {
      boolean isServed = isServed(action);
      switch (action) {
        case Action.Malloc m -> isServed = isServed && live.add(m.blockNumber()) | true;
        case Action.Calloc c -> isServed = isServed && live.add(c.blockNumber()) | true;
        case Action.ReallocNull r -> isServed = isServed && live.add(r.blockNumber()) | true;
        case Action.Realloc r -> {
          assertTrue(live.contains(r.blockNumber()), action.toString());
          assertFalse(r.size().isZero(), "C leaves that undefined");
        }
        case Action.Free f -> {
          assertTrue(live.remove(f.blockNumber()), action.toString());
          held -= sizes.remove(f.blockNumber());
        }
        case Action.FreeNull f -> {}
      }
      Integer number = numberOf(action);
      if (number != null && isServed) {
        Long old = sizes.put(number, bytes(action));
        held += bytes(action) - (old == null ? 0 : old);
      }
      assertTrue(held < 64 << 20, "holds " + held);
    }
  }

  private static Integer numberOf(Action action) {
    return switch (action) {
      case Action.Malloc m -> m.blockNumber();
      case Action.Calloc c -> c.blockNumber();
      case Action.ReallocNull r -> r.blockNumber();
      case Action.Realloc r -> r.blockNumber();
      case Action.Free f -> null;
      case Action.FreeNull f -> null;
    };
  }

  @Test
  void surveyDoesEverythingThatAClientCan() {
    Map<String, Integer> counts = new HashMap<>();
    int excessive = 0;
    int overflowing = 0;
    List<Action> actions = actions(Kind.DRAINS, 5, 60_000, 300);
    for (Action action : actions) {
      counts.merge(action.getClass().getSimpleName(), 1, Integer::sum);
      excessive += isServed(action) ? 0 : 1;
      overflowing += bytes(action) == -1 && action instanceof Action.Calloc ? 1 : 0;
    }
    assertEquals(6, counts.size(), counts.toString());
    assertTrue(counts.values().stream().allMatch(count -> count > 30), counts.toString());
    assertTrue(excessive > 100 && excessive < 1000, excessive + " requests that none can grant");
    assertTrue(overflowing > 20, overflowing + " overflows");
    TreeSet<Long> sizes = sizes(actions);
    assertTrue(sizes.headSet(2048L).size() > 1200, "small sizes");
    assertTrue(sizes.tailSet(100_000L).size() > 100, "large sizes");
    assertTrue(sizes.contains(0L));
  }

  @Test
  void blocksAreFreedInSeveralOrders() {
    Map<Integer, Integer> steps = new HashMap<>();
    Integer last = null;
    for (Action action : actions(Kind.DRAINS, 11, 60_000, 100)) {
      if (action instanceof Action.Free free) {
        if (last != null) {
          steps.merge(free.blockNumber() - last, 1, Integer::sum);
        }
        last = free.blockNumber();
      } else {
        last = null;
      }
    }
    for (int step : new int[] {1, -1, 2, -2}) {
      assertTrue(steps.getOrDefault(step, 0) > 200, "steps of " + step + ": " + steps.get(step));
    }
    assertTrue(steps.size() > 100, "at random");
  }

  @Test
  void sameSeedIsTheSameClient() {
    assertEquals(actions(Kind.DEEP, 1, 2_000, 900), actions(Kind.DEEP, 1, 2_000, 900));
    assertNotEquals(actions(Kind.DEEP, 1, 2_000, 900), actions(Kind.DEEP, 2, 2_000, 900));
  }

  @Test
  void deepSetsAreDeep() {
    Set<Integer> live = new HashSet<>();
    int greatest = 0;
    for (Action action : actions(Kind.DEEP, 1, 200_000, 20_000)) {
      if (action instanceof Action.Free free) {
        live.remove(free.blockNumber());
      } else if (isServed(action) && numberOf(action) != null) {
        live.add(numberOf(action));
      }
      greatest = Math.max(greatest, live.size());
    }
    assertTrue(greatest > 2_000, greatest + " live blocks at most");
  }

  @Test
  void campaignOfAnUnknownAllocatorGoesFromShortToDeep() {
    List<Kind> kinds = new ArrayList<>();
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    Campaign campaign = Campaign.ofUnknown(ANY, 1, 2_000_000);
    long operations = 0;
    while (campaign.hasNext()) {
      Episode episode = campaign.next();
      kinds.add(episode.kind());
      counts.merge(episode.kind(), 1, Integer::sum);
      operations += episode.operationCount();
    }
    assertEquals(2_000_000, operations);
    assertFalse(campaign.isFull(), "there are no rules of which all could be taken");
    assertEquals(List.of(Kind.PROBE, Kind.PROBE, Kind.SWARM), kinds.subList(0, 3));
    assertEquals(Kind.SWEEP, kinds.get(240));
    assertEquals(Kind.ROUND, kinds.get(241));
    assertEquals(Kind.ROUND, kinds.get(276));
    assertEquals(Kind.DRAINS, kinds.get(277));
    assertEquals(Kind.DRAINS, kinds.get(335));
    assertEquals(Kind.DEEP, kinds.get(337));
    assertEquals(36, counts.get(Kind.ROUND));
    assertEquals(160, counts.get(Kind.PROBE));
  }
}
