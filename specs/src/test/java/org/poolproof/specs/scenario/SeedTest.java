package org.poolproof.specs.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.scenario.Episode.Kind;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.ScriptWriter;

/**
 * A seed that somebody reported is worth something as long as it means the same sequence. Who
 * changes what is asked for on purpose changes these numbers, and says so.
 */
class SeedTest {

  private static final Geometry ANY = Geometries.named("cpython-3.12");
  private static final long SERVED_BYTES = 16 << 20;

  @ParameterizedTest
  @CsvSource({
    "BEGINNING, 60, 400, 1991973164",
    "SWARM, 5000, 400, 619404021",
    "MANY_ARENAS, 30000, 3000, -1442946153",
    "STEADY, 5000, 900, -77995462"
  })
  void seedOfAKnownGeometry(Kind kind, int count, int liveLimit, int digest) {
    Rehearsal run = Rehearsal.of(Rehearsal.episode("cpython-3.9", kind, 11, count, liveLimit));
    String text =
        run.instructions().stream()
            .map(each -> ScriptWriter.text(each.action()) + " " + each.conditions())
            .collect(Collectors.joining("\n"));
    assertEquals(digest, text.hashCode());
  }

  @ParameterizedTest
  @CsvSource({
    "SWEEP, 20000, 400, 1628521426",
    "PROBE, 3000, 24, -982534345",
    "SWARM, 5000, 400, 1847516355",
    "DRAINS, 20000, 400, 1891186924",
    "DEEP, 50000, 9000, -458997983",
    "ROUND, 500, 12, -1391254849"
  })
  void seedOfAnUnknownAllocator(Kind kind, int count, int liveLimit, int digest) {
    List<String> text = new ArrayList<>();
    for (long seed = 1; seed <= 5; seed++) {
      Workload client = Workload.of(new Episode(ANY, kind, seed, count, liveLimit));
      for (int number = 0; number < count; number++) {
        Action action = client.next().action();
        text.add(ScriptWriter.text(action));
        client.answered(isServed(action));
      }
    }
    assertEquals(digest, String.join("\n", text).hashCode());
  }

  private static boolean isServed(Action action) {
    return switch (action) {
      case Action.Malloc m -> !m.size().exceeds(SERVED_BYTES);
      case Action.ReallocNull r -> !r.size().exceeds(SERVED_BYTES);
      case Action.Realloc r -> !r.size().exceeds(SERVED_BYTES);
      case Action.Calloc c -> !c.elementSize().timesExceeds(c.elementCount(), SERVED_BYTES);
      case Action.Free f -> true;
      case Action.FreeNull f -> true;
    };
  }

  @Test
  void seedOfACampaign() {
    assertEquals(
        -785201081, episodes(new Campaign(Campaign.geometries(), 3, 4_000_000)).hashCode());
    assertEquals(1160848562, episodes(Campaign.ofUnknown(ANY, 3, 4_000_000)).hashCode());
  }

  private static String episodes(Campaign campaign) {
    StringBuilder text = new StringBuilder();
    campaign.forEachRemaining(each ->
        text.append(each.geometry().name())
            .append(each.kind())
            .append(' ')
            .append(each.seed())
            .append(' ')
            .append(each.operationCount())
            .append(' ')
            .append(each.liveLimit())
            .append('\n'));
    return text.toString();
  }
}
