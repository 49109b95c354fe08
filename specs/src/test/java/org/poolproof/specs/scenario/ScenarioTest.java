package org.poolproof.specs.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.scenario.Episode.Kind;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;

/** What a client makes up is allowed, the same every time, and meets the rare cases. */
class ScenarioTest {

  private static Rehearsal swarm(String geometry, long seed) {
    return Rehearsal.of(Rehearsal.episode(geometry, Kind.SWARM, seed, 2_000, 400));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"BEGINNING", "SWARM", "MANY_ARENAS", "STEADY"})
  void sameSeedIsTheSameSequenceAndAnotherIsNot(Kind kind) {
    Episode episode = Rehearsal.episode("cpython-3.11", kind, 5, 300, 100);
    Episode other = Rehearsal.episode("cpython-3.11", kind, 6, 300, 100);
    assertEquals(Rehearsal.of(episode).instructions(), Rehearsal.of(episode).instructions());
    assertNotEquals(Rehearsal.of(episode).instructions(), Rehearsal.of(other).instructions());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpython-2.7", "cpython-3.9-i386", "tiny:base=mixed,arenas=4"})
  void everyKindOfOperationHappens(String geometry) {
    Rehearsal run = swarm(geometry, 3);
    for (Class<?> kind : Action.class.getPermittedSubclasses()) {
      assertTrue(run.count(kind.asSubclass(Action.class)) > 0, kind.getSimpleName());
    }
    for (Domain domain : Domain.values()) {
      assertTrue(run.count(domain) > 0, domain.toString());
    }
  }

  @Test
  void blocksOfRawMemoryAreGivenToOtherDomains() {
    Set<Integer> raw = new HashSet<>();
    int crossed = 0;
    for (long seed = 1; seed <= 40 && crossed == 0; seed++) {
      raw.clear();
      for (Instruction each : swarm("cpython-3.8", seed).instructions()) {
        switch (each.action()) {
          case Action.Malloc m when m.domain() == Domain.RAW -> raw.add(m.blockNumber());
          case Action.Free f when f.domain() == Domain.OBJ && raw.contains(f.blockNumber()) ->
              crossed++;
          default -> {}
        }
      }
    }
    assertTrue(crossed > 0);
  }

  @Test
  void sizesAtTheLimitsAndBeyondEverythingHappen() {
    Rehearsal run = swarm("cpython-3.12", 4);
    Geometry geometry = run.model().geometry();
    long limit = geometry.smallLimitBytes();
    for (long wanted : new long[] {0, 1, limit, limit + 1}) {
      assertTrue(run.sizes().contains(wanted), wanted + " bytes");
    }
    long greatest = geometry.maxRequestBytes();
    assertTrue(run.sizes().contains(greatest) || run.sizes().contains(greatest + 1));
    assertTrue(run.sizes().contains(geometry.maxWord()));
  }

  @Test
  void productsThatOverflowAreAskedFor() {
    BigInteger greatest = BigInteger.valueOf(Long.MAX_VALUE);
    int beyondSigned = 0;
    int beyondWord = 0;
    for (long seed = 1; seed <= 6; seed++) {
      for (Instruction each : swarm("cpython-3.12", seed).instructions()) {
        if (each.action() instanceof Action.Calloc c) {
          BigInteger product =
              new BigInteger(Long.toUnsignedString(c.elementCount()))
                  .multiply(new BigInteger(Long.toUnsignedString(c.elementSize().value())));
          beyondSigned += product.compareTo(greatest) > 0 ? 1 : 0;
          beyondWord += product.bitLength() > Long.SIZE ? 1 : 0;
        }
      }
    }
    assertTrue(beyondWord > 0);
    assertTrue(beyondSigned > beyondWord);
  }

  @Test
  void blocksAreReallocatedOnBothSidesOfThreeQuarters() {
    int atOrBelow = 0;
    int exactly = 0;
    int above = 0;
    for (long seed = 1; seed <= 6; seed++) {
      Rehearsal run = swarm("cpython-3.12", seed);
      for (var old : run.oldBytes().entrySet()) {
        long blockBytes = Math.max(16, old.getValue() + 15 & -16);
        var realloc = (Action.Realloc) run.instructions().get(old.getKey()).action();
        long bytes = realloc.size().value();
        if (blockBytes <= 512 && Long.compareUnsigned(bytes, blockBytes) <= 0) {
          atOrBelow += 4 * bytes <= 3 * blockBytes ? 1 : 0;
          exactly += 4 * bytes == 3 * blockBytes ? 1 : 0;
          above += bytes == 3 * blockBytes / 4 + 1 ? 1 : 0;
        }
      }
    }
    assertTrue(exactly > 0);
    assertTrue(atOrBelow > exactly);
    assertTrue(above > 0);
  }

  @Test
  void moreArenasAreReachedThanTheFirstTableHasRecords() {
    Rehearsal run =
        Rehearsal.of(Rehearsal.episode("cpython-3.9", Kind.MANY_ARENAS, 1, 20_000, 500));
    assertTrue(run.model().counters().highwaterArenaCount() > 16);
    assertTrue(run.model().counters().arenasFreedCount() > 0);
  }

  @Test
  void beginningIsMostlyRefused() {
    int refused = 0;
    for (long seed = 1; seed <= 40; seed++) {
      var episode = Rehearsal.episode("cpython-3.10", Kind.BEGINNING, seed, 60, 100);
      for (Instruction each : Rehearsal.of(episode).instructions()) {
        refused += each.conditions().refusals() == 0 ? 0 : 1;
      }
    }
    assertTrue(refused > 40 * 60 / 4, refused + " operations");
    assertTrue(refused < 40 * 60 * 3 / 4, refused + " operations");
  }

  @Test
  void phaseEndsSoonAfterTheLiveLimit() {
    for (long seed = 1; seed <= 4; seed++) {
      var episode = Rehearsal.episode("cpython-3.9", Kind.SWARM, seed, 4_000, 50);
      int greatest = Collections.max(Rehearsal.of(episode).liveCounts());
      assertTrue(greatest > 50 && greatest < 150, greatest + " blocks");
    }
  }

  @Test
  void heapIsDrainedNowAndThen() {
    int drained = 0;
    for (long seed = 1; seed <= 6; seed++) {
      Rehearsal run = swarm("tiny:arenas=4", seed);
      for (int at = 20; at < run.liveCounts().size(); at++) {
        drained += run.liveCounts().get(at) == 0 && run.liveCounts().get(at - 1) == 1 ? 1 : 0;
      }
    }
    assertTrue(drained > 0);
  }

  @Test
  void steadyLifeStaysAroundItsLimit() {
    var episode = Rehearsal.episode("cpython-3.9", Kind.STEADY, 2, 12_000, 600);
    var counts = Rehearsal.of(episode).liveCounts();
    for (int at = 6_000; at < counts.size(); at++) {
      assertTrue(counts.get(at) > 60 && counts.get(at) < 1_000, counts.get(at) + " blocks");
    }
  }
}
