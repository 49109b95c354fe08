package org.poolproof.impl.census;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.census.Census.ClassCensus;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.layout.Presets;
import org.poolproof.impl.pymalloc.Ground;
import org.poolproof.impl.pymalloc.Pymalloc;

/** A census counts what a heap holds, and changes nothing. */
class CensusTest {
  private Ground ground;
  private Pymalloc heap;

  private void open(Geometry geometry, long... arenas) {
    ground = new Ground(geometry).arenas(arenas);
    heap = ground.open();
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void anUntouchedHeapHoldsNothing() {
    open(Ground.tiny());
    ClassCensus none = new ClassCensus(0, 0, 0);
    Census expected = new Census(Ground.tiny(), List.of(none, none), 0, 0, 0, 0, 0, 0, 0, 0);
    assertEquals(expected, heap.census());
    assertEquals(0, heap.allocatedBlockCount());
  }

  /** Full, used, empty and virgin pools; a misaligned arena; two raw blocks. */
  @Test
  void everythingIsCountedOnce() {
    open(Ground.tiny(), ARENAS, ARENAS + (1 << 22) + 16);
    for (int i = 0; i < 13; i++) {
      heap.malloc(16);
    }
    long emptied = heap.malloc(32);
    heap.free(emptied);
    heap.malloc(600);
    heap.malloc(0);
    byte[] before = ground.plain().save(ARENAS, 1024);
    Census census = heap.census();
    Census expected =
        new Census(
            Ground.tiny(),
            List.of(new ClassCensus(5, 13, 2), new ClassCensus(0, 0, 0)),
            2,
            2,
            2,
            2,
            1,
            2,
            1,
            2);
    assertEquals(expected, census);
    assertEquals(13, census.pooledBlockCount());
    assertEquals(15, census.allocatedBlockCount());
    assertEquals(15, heap.allocatedBlockCount());
    assertArrayEquals(before, ground.plain().save(ARENAS, 1024));
  }

  @Test
  void reclaimedArenasAreCountedAsGranted() {
    open(Ground.tiny(new Table(), false), ARENAS, ARENAS);
    heap.free(heap.malloc(1));
    heap.free(heap.malloc(1));
    Census census = heap.census();
    assertEquals(0, census.arenaCount());
    assertEquals(2, census.grantCount());
    assertEquals(1, census.highwaterCount());
    assertEquals(0, census.freePoolCount());
    assertEquals(0, census.middleNodeCount());
    assertEquals(0, census.bottomNodeCount());
  }

  /** A block that another heap took from the raw domain: the count is signed in both widths. */
  @Test
  void rawBlocksMayBeFewerThanNone() {
    for (Geometry geometry : List.of(Presets.cpython39(), Presets.cpython39Of32Bits())) {
      open(geometry);
      heap.free(ground.malloc(600));
      assertEquals(-1, heap.census().rawBlockCount());
      assertEquals(-1, heap.allocatedBlockCount());
      ControlBlock control = ground.control();
      control.setArenaCount(5);
      control.setGrantCount(7);
      control.setHighwaterCount(6);
      assertEquals(5, heap.census().arenaCount());
      assertEquals(7, heap.census().grantCount());
      assertEquals(6, heap.census().highwaterCount());
      ground.close();
    }
    open(Ground.tiny());
  }

  @Test
  void countsHaveAWholeWord() {
    open(Presets.cpython39());
    long count = 0x1_8000_0003L;
    ground.control().setArenaCount(count);
    ground.control().setGrantCount(count + 1);
    ground.control().setHighwaterCount(count + 2);
    ground.control().setRawBlockCount(-count);
    assertEquals(count, heap.census().arenaCount());
    assertEquals(count + 1, heap.census().grantCount());
    assertEquals(count + 2, heap.census().highwaterCount());
    assertEquals(-count, heap.census().rawBlockCount());
  }

  /** 128 pools; an operation may make 200 accesses on this ground. */
  @Test
  void aWalkMayBeLongerThanAnyOperation() {
    open(Presets.cpython39(), ARENAS, 2 * ARENAS);
    for (int i = 0; i < 128 * 7; i++) {
      heap.malloc(512);
    }
    assertEquals(new ClassCensus(128, 896, 0), heap.census().classes().get(31));
  }

  @Test
  void theTreeOf32BitsHasNoNodes() {
    open(Presets.cpython311Of32Bits(), ARENAS);
    heap.malloc(8);
    assertEquals(0, heap.census().middleNodeCount());
    assertEquals(0, heap.census().bottomNodeCount());
    assertEquals(63, heap.census().freePoolCount());
    assertEquals(new ClassCensus(1, 1, 507), heap.census().classes().get(0));
  }

  @Test
  void classesAreTakenAsTheyAre() {
    open(Ground.tiny());
    List<ClassCensus> classes = new ArrayList<>(List.of(new ClassCensus(1, 2, 3)));
    Census census = new Census(Ground.tiny(), classes, 0, 0, 0, 0, 0, 4, 0, 0);
    classes.clear();
    assertEquals(2, census.pooledBlockCount());
    assertEquals(6, census.allocatedBlockCount());
  }
}
