package org.poolproof.specs.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.check.Failure;
import org.poolproof.specs.faulty.Exploring;
import org.poolproof.specs.faulty.Fault;
import org.poolproof.specs.faulty.Faults;
import org.poolproof.specs.faulty.FaultyContestants;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.script.Level;

/** A faulty implementation is found by the shortest sequence that shows it. */
class SeededFaultsTest {

  private static Fault fault(String name) {
    return Faults.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "emptied-pool-not-added, 2",
    "last-record-linked-onward, 1",
    "refused-table-noted, 4",
    "record-with-arena-still-listed, 1",
  })
  void faultIsFoundByTheShortestSequence(String name, int operationCount) {
    Geometry geometry = Geometries.named("tiny:classes=2,blocks=2,pools=2,arenas=1");
    Failure failure = Exploring.of(fault(name)).explore(geometry, true).failure();
    assertNotNull(failure);
    assertEquals(operationCount, failure.instructions().size());
    assertNotNull(
        FaultyContestants.of(fault(name))
            .trial(failure, Level.PLACEMENT, EnumSet.allOf(Compared.class))
            .run(failure.instructions()),
        () -> "the script does not show it: " + failure);
  }

  @Test
  void soundImplementationDefinedAnewAgrees() {
    Geometry geometry = Geometries.named("tiny:classes=1,blocks=2,pools=2,arenas=1");
    Exploring.Explored explored = Exploring.sound().explore(geometry, true);
    assertTrue(explored.isClosed());
    assertNull(explored.failure());
  }
}
