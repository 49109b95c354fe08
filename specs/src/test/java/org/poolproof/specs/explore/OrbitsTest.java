package org.poolproof.specs.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.invariant.Invariants;

class OrbitsTest {
  private static final Plan PLAN =
      new Plan(new Fingerprinting(64, 0), Plan.TO_CLOSURE, 2, 1 << 28, null);

  private static Exploration explored(SpaceFactory spaces) throws IOException {
    return Explorer.run(spaces, PLAN, (states, transitions) -> true);
  }

  /** Every situation of {@code geometry} that can be reached, one by one. */
  private static Set<ByteBuffer> reachable(Places places) {
    Goal nothing = new Goal("nothing", "nothing", any -> true, (before, transition) -> false);
    Space space =
        new HeapSpace(places, new Lookout(places.geometry(), nothing), Reduction.NONE, "all");
    Set<ByteBuffer> seen = new HashSet<>();
    Deque<byte[]> open = new ArrayDeque<>(List.of(space.start()));
    seen.add(ByteBuffer.wrap(space.start()));
    while (!open.isEmpty()) {
      space.forEachEdge(
          open.pop(),
          edge -> {
            if (seen.add(ByteBuffer.wrap(edge.target()))) {
              open.push(edge.target());
            }
          });
    }
    return seen;
  }

  /** Every situation belongs to the orbit of its representative, whose size is as it says. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "classes=2,blocks=2,pools=2,arenas=1",
        "classes=1,blocks=2,pools=3,arenas=1",
        "classes=1,blocks=2,pools=2,arenas=2,base=pool,index=radix"
      })
  void orbitsAreWhatCanBeReached(String keys) {
    Places places = new Places(Geometries.named("tiny:" + keys));
    Orbits orbits = new Orbits(places, 3);
    Codec codec = new Codec(places);
    Set<ByteBuffer> reachable = reachable(places);
    Map<Situation, Long> counts = new HashMap<>();
    for (ByteBuffer bytes : reachable) {
      Situation situation = codec.decode(bytes.array());
      Situation representative = orbits.representative(situation);
      assertEquals(representative, orbits.representative(representative));
      counts.merge(representative, 1L, Long::sum);
    }
    counts.forEach((representative, count) -> {
      assertEquals(count, orbits.orbitSize(representative));
      assertEquals(List.of(), Invariants.check(representative.state()));
      for (Situation member : orbits.members(representative)) {
        assertTrue(reachable.contains(ByteBuffer.wrap(codec.exactly(member))));
        assertEquals(representative, orbits.representative(member));
      }
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "classes=2,blocks=2,pools=3,arenas=1 17328",
        "classes=2,blocks=3,pools=2,arenas=1 14982",
        "classes=1,blocks=2,pools=2,arenas=2,index=radix,keep=none 48444",
      })
  void orbitsStandForAllStates(String keys, long states) throws IOException {
    Geometry geometry = Geometries.named("tiny:" + keys);
    Exploration result = explored(Spaces.implementationByOrbits(geometry, 1));
    assertNull(result.find());
    assertTrue(result.isClosed());
    assertEquals(states, result.memberCount());
    assertTrue(result.stateCount() < states / 4);
  }

  /** A path of representatives becomes operations that can be carried out. */
  @Test
  void goalIsReachedAsSoonByOrbits() throws IOException {
    Places places = new Places(Geometries.named("tiny:classes=2,blocks=2,pools=2,arenas=2"));
    for (String name : List.of("one-block-pins-each-arena", "full-arena-relinked")) {
      Goal goal = Goal.named(name);
      assertNotNull(goal);
      Exploration concrete = explored(Spaces.upTo(goal, places.geometry()));
      Exploration reduced =
          explored(() ->
              new HeapSpace(
                  places, new Lookout(places.geometry(), goal), new Orbits(places, 0), name));
      assertNotNull(concrete.find());
      assertNotNull(reduced.find());
      assertEquals(concrete.find().instructions().size(), reduced.find().instructions().size());
    }
  }
}
