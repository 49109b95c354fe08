package org.poolproof.model.pymalloc.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.poolproof.model.pymalloc.invariant.Broken.arena;
import static org.poolproof.model.pymalloc.invariant.Broken.at;
import static org.poolproof.model.pymalloc.invariant.Broken.freePoolCount;
import static org.poolproof.model.pymalloc.invariant.Broken.tableAddress;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Request;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.State;

/** Where an invariant only just holds. */
class BoundaryTest {

  @Test
  void tableMayEndWithTheAddressSpace() {
    State state = tableAddress(Sound.busy(), -192);
    assertNull(HeapInvariant.MEMORY_IS_ADDRESSABLE.violation(state));
  }

  @Test
  void arenaMayLieInTheLastFrameAndNotBehindIt() {
    State state = Sound.single("tiny:blocks=4,word=4,index=radix");
    int arenaBytes = state.geometry().arenaBytes();
    assertNull(HeapInvariant.MEMORY_IS_ADDRESSABLE.violation(moved(state, 7L * arenaBytes)));
    assertEquals(
        "arena 0 at 0xe01, 512 bytes: expected from 0x1 to 0xfff, actual to 0x1000",
        HeapInvariant.MEMORY_IS_ADDRESSABLE.violation(moved(state, 7L * arenaBytes + 1)));
  }

  @Test
  void arenaMayLieWhereATreeOf64BitsReaches() {
    State state = preset("cpython-3.11");
    assertNull(HeapInvariant.MEMORY_IS_ADDRESSABLE.violation(moved(state, -(1L << 20))));
    assertEquals(
        "arena 0 at 0xfffffffffff00001, 1048576 bytes:"
            + " expected from 0x1 to 0xffffffffffffffff, actual to 0x0",
        HeapInvariant.MEMORY_IS_ADDRESSABLE.violation(moved(state, 1 - (1L << 20))));
  }

  @Test
  void arenaMustLieWhereATreeOf48BitsReaches() {
    State state = preset("cpython-3.10");
    assertNull(
        HeapInvariant.MEMORY_IS_ADDRESSABLE.violation(moved(state, (1L << 48) - (1L << 20))));
    assertEquals(
        "arena 0 at 0x1000000000000, 1048576 bytes:"
            + " expected from 0x1 to 0xffffffffffff, actual to 0x10000000fffff",
        HeapInvariant.MEMORY_IS_ADDRESSABLE.violation(moved(state, 1L << 48)));
  }

  @Test
  void firstTableMayHaveHadNoArenaHoweverManyRecordsItHas() {
    Client client =
        Client.of("tiny:records=3").refusing(request -> request instanceof Request.ArenaAlloc);
    client.malloc(0);
    assertEquals(List.of(), Invariants.check(client.state()));
  }

  @Test
  void blocksMayBeOfASizeThatTheHeaderIsNoMultipleOf() {
    Client client = Client.of("tiny:classes=4");
    client.malloc(3, 2);
    assertEquals(List.of(), Invariants.check(client.state()));
  }

  @Test
  void whereNoArenaIsKeptNothingIsSaidOfTheLast() {
    State state = freePoolCount(Sound.returned(), 0, 4);
    assertNull(ArenaInvariant.ONLY_THE_LAST_ARENA_IS_FREE.violation(freePoolCount(state, 2, 4)));
  }

  private static State moved(State state, long address) {
    return arena(
        state,
        0,
        arena ->
            new Arena(
                at(address),
                arena.poolAddress(),
                arena.freePoolCount(),
                arena.totalPoolCount(),
                arena.freePools(),
                arena.pools()));
  }

  private static State preset(String name) {
    Geometry geometry = Geometries.named(name);
    Client client = new Client(geometry, List.of(at(64L * geometry.arenaBytes())));
    client.malloc(0);
    return client.state();
  }
}
