package org.poolproof.specs.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.scenario.Episode.Kind;

/** The episodes of a run: which, on what, in which order, and how many operations in all. */
class CampaignTest {

  private static final Geometry REAL = Geometries.named("cpython-3.9");
  private static final Geometry TINY = Geometries.named("tiny:arenas=3,pools=4,blocks=3");

  private static List<Episode> episodes(List<Geometry> geometries, long seed, long count) {
    List<Episode> episodes = new ArrayList<>();
    new Campaign(geometries, seed, count).forEachRemaining(episodes::add);
    return episodes;
  }

  @Test
  void episodesHaveAllOperationsOfTheRunAndNoMore() {
    for (long count : new long[] {1, 59, 60, 61, 1_000_000, 4_000_001}) {
      List<Episode> episodes = episodes(List.of(REAL, TINY), 1, count);
      assertEquals(count, episodes.stream().mapToLong(Episode::operationCount).sum());
    }
  }

  @Test
  void sameSeedIsTheSameCampaign() {
    List<Geometry> geometries = List.of(REAL, TINY);
    assertEquals(episodes(geometries, 1, 500_000), episodes(geometries, 1, 500_000));
    assertNotEquals(episodes(geometries, 1, 500_000), episodes(geometries, 2, 500_000));
  }

  @Test
  void noTwoEpisodesHaveTheSameSeed() {
    Set<Long> seeds = new HashSet<>();
    List<Episode> episodes = episodes(List.of(REAL, TINY), 1, 500_000);
    episodes.forEach(each -> seeds.add(each.seed()));
    assertEquals(episodes.size(), seeds.size());
  }

  @Test
  void shortEpisodesComeFirstThenManyArenasThenSteadyLife() {
    List<Episode> episodes = episodes(List.of(REAL), 1, 4_000_000);
    for (int round = 0; round < 48; round++) {
      assertEquals(round % 2 == 0 ? Kind.BEGINNING : Kind.SWARM, episodes.get(round).kind());
      assertEquals(round % 2 == 0 ? 60 : 1_000, episodes.get(round).operationCount());
      assertEquals(3_000, episodes.get(round).liveLimit());
    }
    for (int round = 48; round < 104; round++) {
      assertEquals(Kind.BEGINNING, episodes.get(round).kind());
    }
    assertEquals(Kind.MANY_ARENAS, episodes.get(104).kind());
    assertEquals(100_000, episodes.get(104).operationCount());
    assertEquals(Kind.STEADY, episodes.get(105).kind());
    assertEquals(1 << 20, episodes.get(105).operationCount());
    assertEquals(Campaign.STEADY_LIVE_COUNT, episodes.get(105).liveLimit());
  }

  @Test
  void tinyGeometryHasShortEpisodesToTheEndIfItIsAlone() {
    List<Episode> episodes = episodes(List.of(TINY), 1, 200_000);
    assertEquals(Kind.SWARM, episodes.get(104).kind());
    assertEquals(Kind.SWARM, episodes.getLast().kind());
    assertTrue(episodes.stream().allMatch(each -> each.liveLimit() == 2 * 3 * 4 * 3));
  }

  @Test
  void geometriesTakeTurnsUntilOnlyRealOnesAreOfUse() {
    List<Episode> episodes = episodes(List.of(TINY, REAL), 1, 6_000_000);
    for (int at = 0; at < 2 * 105; at++) {
      assertEquals(at % 2 == 0 ? TINY : REAL, episodes.get(at).geometry());
    }
    for (Episode late : episodes.subList(2 * 105, episodes.size())) {
      assertEquals(REAL, late.geometry());
      assertEquals(Kind.STEADY, late.kind());
    }
  }

  @Test
  void campaignIsFullOnceEveryGeometryHadManyArenas() {
    Campaign campaign = new Campaign(List.of(TINY, REAL), 1, 4_000_000);
    while (!campaign.isFull()) {
      assertTrue(campaign.hasNext());
      Episode next = campaign.next();
      assertEquals(campaign.isFull(), next.kind() == Kind.MANY_ARENAS);
    }
    assertTrue(campaign.hasNext());
    Campaign brief = new Campaign(List.of(TINY, REAL), 1, 1_000);
    brief.forEachRemaining(each -> assertFalse(brief.isFull()));
  }

  @ParameterizedTest
  @CsvSource({"128799, false", "128800, true", "128801, true"})
  void campaignIsNotFullIfManyArenasWereCutShort(long operationCount, boolean isFull) {
    Campaign campaign = new Campaign(List.of(REAL), 1, operationCount);
    campaign.forEachRemaining(each -> {});
    assertEquals(isFull, campaign.isFull());
  }

  @Test
  void campaignOfTinyGeometriesIsFullWhereverItEnds() {
    Campaign campaign = new Campaign(List.of(TINY), 1, 50_500);
    campaign.forEachRemaining(each -> {});
    assertTrue(campaign.isFull());
  }

  @Test
  void spentCampaignHasNoNext() {
    Campaign campaign = new Campaign(List.of(REAL), 1, 60);
    campaign.next();
    assertFalse(campaign.hasNext());
    assertThrows(NoSuchElementException.class, campaign::next);
  }

  @Test
  void supplementsAreShortAndOfBothKinds() {
    Campaign campaign = new Campaign(List.of(REAL, TINY), 1, 0);
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    for (int at = 0; at < 100; at++) {
      Episode each = campaign.supplement(at % 2 == 0 ? TINY : REAL);
      assertEquals(at % 2 == 0 ? TINY : REAL, each.geometry());
      assertEquals(at % 2 == 0 ? 72 : 3_000, each.liveLimit());
      assertEquals(each.kind() == Kind.BEGINNING ? 60 : 1_000, each.operationCount());
      counts.merge(each.kind(), 1L, Long::sum);
    }
    assertEquals(Set.of(Kind.BEGINNING, Kind.SWARM), counts.keySet());
    assertTrue(counts.values().stream().allMatch(count -> count > 30));
  }

  @Test
  void geometriesOfARunAreAllPresetsAndTinyOnesOfEachSort() {
    List<Geometry> geometries = Campaign.geometries();
    assertEquals(geometries.size(), new HashSet<>(geometries).size());
    List<String> names = geometries.stream().map(Geometry::name).toList();
    assertTrue(names.containsAll(Geometries.names()));
    assertEquals(36, geometries.size() - Geometries.names().size());
    for (String part : List.of("base=none", "keep=none", "index=radix", "word=4", "records=3")) {
      assertTrue(names.stream().anyMatch(name -> name.contains(part)), part);
    }
  }

  @Test
  void episodeWithoutRoomIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Episode(TINY, Kind.SWARM, 1, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Episode(TINY, Kind.SWARM, 1, 0, 0));
    assertEquals(0, new Episode(TINY, Kind.SWARM, 1, 0, 1).operationCount());
  }
}
