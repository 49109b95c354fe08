package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Request;

class PlannedLayersTest {

  private final LayerLedger ledger = new LayerLedger(-1);

  private Address grant(PlannedLayers layers, Request request, long sizeBytes) {
    Answer answer = layers.answer(request);
    if (!answer.address().isNull()) {
      assertEquals(null, ledger.grant(answer.address(), sizeBytes, 8, 0));
    }
    return answer.address();
  }

  private Address arena(PlannedLayers layers, Geometry geometry) {
    ByteCount size = new ByteCount(geometry.arenaBytes());
    return grant(layers, new Request.ArenaAlloc(size), geometry.arenaBytes());
  }

  private Address raw(PlannedLayers layers, long sizeBytes) {
    return grant(layers, new Request.RawMalloc(new ByteCount(sizeBytes)), sizeBytes);
  }

  @Test
  void lowestFreeSlotIsGrantedAndNoneWhenAllAreOut() {
    Geometry geometry = Geometries.named("tiny:arenas=2,base=none");
    PlannedLayers layers = new PlannedLayers(geometry, ledger);
    assertEquals(geometry.slotAddresses().get(0), arena(layers, geometry));
    assertEquals(geometry.slotAddresses().get(1), arena(layers, geometry));
    assertEquals(Address.NULL, arena(layers, geometry));
    ledger.takeBack(geometry.slotAddresses().get(1));
    ledger.takeBack(geometry.slotAddresses().get(0));
    assertEquals(geometry.slotAddresses().get(0), arena(layers, geometry));
  }

  @Test
  void arenasOfTheSystemLieOneBehindTheOther() {
    Geometry geometry = Geometries.named("cpython-3.12");
    PlannedLayers layers = new PlannedLayers(geometry, ledger);
    assertEquals(new Address(0x7f00_0010_0000L), arena(layers, geometry));
    ledger.takeBack(new Address(0x7f00_0010_0000L));
    assertEquals(new Address(0x7f00_0020_0000L), arena(layers, geometry));
  }

  @Test
  void arenasKeepClearOfWhatIsRecorded() {
    Geometry geometry = Geometries.named("cpython-3.12");
    ledger.grant(new Address(0x7f00_0018_0000L), 1 << 20, 16, 4);
    PlannedLayers layers = new PlannedLayers(geometry, ledger);
    assertEquals(new Address(0x7f00_0030_0000L), arena(layers, geometry));
  }

  @Test
  void fourByteWordsHaveAnEnd() {
    Geometry geometry = Geometries.named("cpython-3.11-i386");
    PlannedLayers layers = new PlannedLayers(geometry, ledger);
    int count = 0;
    for (Address last = arena(layers, geometry); !last.isNull(); count++) {
      assertEquals(0x8000_0000L + count * 262_144L, last.value());
      last = arena(layers, geometry);
    }
    assertEquals(8192, count);
  }

  @Test
  void rawMemoryLiesInTheLowestGapBelowTheArenas() {
    Geometry geometry = Geometries.named("tiny:raw=0");
    long end = geometry.firstSlotFrameIndex() * geometry.arenaBytes();
    PlannedLayers layers = new PlannedLayers(geometry, ledger);
    assertEquals(new Address(16), raw(layers, 0));
    assertEquals(new Address(32), raw(layers, 17));
    assertEquals(new Address(64), raw(layers, 1));
    ledger.takeBack(new Address(32));
    assertEquals(new Address(80), raw(layers, 33));
    assertEquals(new Address(32), raw(layers, 32));
    assertEquals(Address.NULL, raw(layers, end - 127));
    assertEquals(new Address(128), raw(layers, end - 128));
    assertEquals(Address.NULL, raw(layers, Long.MAX_VALUE));
  }

  @Test
  void rawMallocGrantsNoMoreThanTheGeometryAllows() {
    PlannedLayers layers = new PlannedLayers(Geometries.named("tiny:raw=2"), ledger);
    assertEquals(new Address(16), raw(layers, 1));
    assertEquals(new Address(32), raw(layers, 1));
    assertEquals(Address.NULL, raw(layers, 1));
    Request moved = new Request.RawRealloc(new Address(16), new ByteCount(17));
    assertEquals(new Address(48), grant(layers, moved, 17));
    ledger.takeBack(new Address(16));
    assertEquals(Address.NULL, raw(layers, 1));
    ledger.takeBack(new Address(48));
    assertEquals(new Address(16), raw(layers, 1));
    Request table = new Request.RawRealloc(Address.NULL, new ByteCount(1));
    assertEquals(new Address(48), grant(layers, table, 1));
  }

  @Test
  void movedRawBlockStaysUntilItsSuccessorIsEntered() {
    PlannedLayers layers = new PlannedLayers(Geometries.named("cpython-3.12"), ledger);
    Address block = raw(layers, 8);
    Request again = new Request.RawRealloc(block, new ByteCount(16));
    assertEquals(new Address(32), grant(layers, again, 16));
    Request zeroed = new Request.RawCalloc(3, new ByteCount(16));
    assertEquals(new Address(48), grant(layers, zeroed, 48));
  }

  @Test
  void releaseIsNoQuestion() {
    PlannedLayers layers = new PlannedLayers(Geometries.named("cpython-3.12"), ledger);
    Request free = new Request.RawFree(new Address(16));
    Request arenaFree = new Request.ArenaFree(new Address(16), new ByteCount(16));
    assertThrows(IllegalArgumentException.class, () -> layers.answer(free));
    assertThrows(IllegalArgumentException.class, () -> layers.answer(arenaFree));
  }
}
