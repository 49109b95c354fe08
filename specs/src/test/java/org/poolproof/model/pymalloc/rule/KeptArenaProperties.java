package org.poolproof.model.pymalloc.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.pymalloc.Workload;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.State;

/**
 * How many wholly free arenas there are at a time. Where arenas differ by one pool, PYMALLOC.md 5
 * holds several for possible; none of these runs has shown more than one.
 */
@Tag("long")
class KeptArenaProperties {

  private static List<ArenaIndex> whollyFree(State state) {
    return StreamSupport.stream(state.table().usable().spliterator(), false)
        .filter(index -> {
          Arena arena = state.table().arena(index);
          return arena.freePoolCount() == arena.totalPoolCount();
        })
        .toList();
  }

  @Property(tries = 20)
  void atMostOneArenaIsWhollyFreeAndItIsTheLast(@ForAll long seed) {
    Workload workload = new Workload(Geometries.named("tiny:base=mixed,arenas=4,keep=last"), seed);
    for (int operation = 0; operation < 2000; operation++) {
      State state = workload.growing(operation / 200 % 2 == 0 ? 70 : 25).run(1).state();
      List<ArenaIndex> free = whollyFree(state);
      assertTrue(free.size() <= 1, () -> state.table().toString());
      for (ArenaIndex index : free) {
        assertFalse(state.table().usable().hasBehind(index));
      }
    }
  }

  @Property(tries = 20)
  void noArenaStaysWhollyFreeUpToThreeEight(@ForAll long seed) {
    Workload workload = new Workload(Geometries.named("tiny:base=mixed,arenas=4,keep=none"), seed);
    long most = 0;
    for (int operation = 0; operation < 2000; operation++) {
      State state = workload.growing(operation / 200 % 2 == 0 ? 70 : 25).run(1).state();
      assertEquals(List.of(), whollyFree(state));
      most = Math.max(most, state.counters().highwaterArenaCount());
    }
    assertNotEquals(0, most);
  }
}
