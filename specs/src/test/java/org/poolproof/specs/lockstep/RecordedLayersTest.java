package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Below;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.script.Regions;
import org.poolproof.specs.script.Step;

class RecordedLayersTest {

  private static final ByteCount ARENA = new ByteCount(1 << 20);
  private static final ByteCount SIZE = new ByteCount(700);
  private static final Address START = new Address(0x7f00_0000_0000L);

  private RecordedLayers layers = layers(Recording.NONE);

  private static RecordedLayers layers(Recording recording) {
    return new RecordedLayers(Geometries.named("cpython-3.12"), recording);
  }

  private static Recording mode(int arenaMode) {
    return new Recording.Golden("3.12.1", 1, arenaMode, 0, new Regions(8, START));
  }

  private void begin(Below... below) {
    Action action = new Action.FreeNull(Domain.OBJ);
    layers.begin(new Step(9, 0, action, null, List.of(below)), true, 5);
  }

  private static Pointer at(long address) {
    return new Pointer.At(new Address(address));
  }

  private static Answer granted(long address) {
    return new Answer.Granted(new Address(address));
  }

  @Test
  void recordedAnswersComeInTheirOrder() {
    begin(
        new Below.RawFree(1, at(0x10)),
        new Below.ArenaAlloc(2, ARENA, at(START.value())),
        new Below.RawMalloc(3, SIZE, Pointer.NULL),
        new Below.RawCalloc(4, 7, SIZE, at(0x2000)),
        new Below.RawRealloc(5, Pointer.NULL, SIZE, at(0x1000)));
    assertEquals(granted(START.value()), layers.answer(new Request.ArenaAlloc(ARENA)));
    assertEquals(Answer.REFUSED, layers.answer(new Request.RawMalloc(SIZE)));
    assertEquals(granted(0x2000), layers.answer(new Request.RawCalloc(7, SIZE)));
    assertEquals(granted(0x1000), layers.answer(new Request.RawRealloc(Address.NULL, SIZE)));
    assertNull(layers.fault());
    assertEquals(Answer.REFUSED, layers.answer(new Request.RawMalloc(SIZE)));
  }

  @Test
  void requestOfAnotherKindIsRefused() {
    begin(new Below.RawMalloc(3, SIZE, at(0x1000)));
    assertEquals(Answer.REFUSED, layers.answer(new Request.ArenaAlloc(ARENA)));
    assertNull(layers.fault());
  }

  @Test
  void grantOfWhatSomebodyHasIsAFaultAtItsLine() {
    begin(new Below.RawMalloc(3, SIZE, at(0x1000)), new Below.RawMalloc(4, SIZE, at(0x1010)));
    layers.answer(new Request.RawMalloc(SIZE));
    assertEquals(Answer.REFUSED, layers.answer(new Request.RawMalloc(SIZE)));
    Difference fault = layers.fault();
    assertEquals(Difference.Rule.LAYER, fault.rule());
    assertEquals(4, fault.line());
    assertEquals(5, fault.operation());
    assertEquals("700 bytes from 0x1010 on overlap 700 bytes at 0x1000", fault.actual());
  }

  @Test
  void reallocMayStayWhereItIs() {
    begin(
        new Below.RawMalloc(3, SIZE, at(0x1000)),
        new Below.RawRealloc(4, at(0x1000), SIZE, at(0x1000)));
    layers.answer(new Request.RawMalloc(SIZE));
    Request again = new Request.RawRealloc(new Address(0x1000), SIZE);
    assertEquals(granted(0x1000), layers.answer(again));
    assertNull(layers.fault());
  }

  @Test
  void alignmentOfArenasIsThatOfTheirMode() {
    long[] offsets = {1 << 20, 1 << 14, 16, 8};
    int[] modes = {0, 1, 4, -1};
    for (int mode = 0; mode < 3; mode++) {
      layers = layers(mode(modes[mode]));
      begin(new Below.ArenaAlloc(2, ARENA, at(START.plus(offsets[mode]).value())));
      layers.answer(new Request.ArenaAlloc(ARENA));
      assertNull(layers.fault());
      layers = layers(mode(modes[mode]));
      begin(new Below.ArenaAlloc(2, ARENA, at(START.plus(offsets[mode + 1]).value())));
      layers.answer(new Request.ArenaAlloc(ARENA));
      assertEquals(2, layers.fault().line());
    }
  }

  @Test
  void namesAreResolvedByTheOrderOfGrants() {
    begin(
        new Below.RawMalloc(2, SIZE, new Pointer.InRaw(0, 0)),
        new Below.ArenaAlloc(3, ARENA, new Pointer.InArena(0, 0)),
        new Below.RawMalloc(4, SIZE, at(0x5000)));
    assertNull(layers.resolve(new Pointer.InArena(0, 0x30)));
    Address first = layers.answer(new Request.RawMalloc(SIZE)).address();
    Address arena = layers.answer(new Request.ArenaAlloc(ARENA)).address();
    layers.answer(new Request.RawMalloc(SIZE));
    assertEquals(first, layers.resolve(new Pointer.InRaw(0, 0)));
    assertEquals(new Address(0x5020), layers.resolve(new Pointer.InRaw(1, 0x20)));
    assertEquals(arena.plus(0x30), layers.resolve(new Pointer.InArena(0, 0x30)));
    assertNull(layers.resolve(new Pointer.InRaw(2, 0)));
    assertEquals(Address.NULL, layers.resolve(Pointer.NULL));
    assertTrue(layers.wasGranted(arena));
    assertFalse(layers.wasGranted(arena.plus(16)));
    assertEquals(3, layers.grant(arena.plus(0x30)).line());
    assertNull(layers.grant(new Address(0x9000)));
  }

  @Test
  void nameThatIsNotTheNextIsAFault() {
    for (Pointer pointer : List.of(new Pointer.InRaw(1, 0), new Pointer.InArena(0, 0))) {
      layers = layers(Recording.NONE);
      begin(new Below.RawMalloc(2, SIZE, pointer));
      assertEquals(Answer.REFUSED, layers.answer(new Request.RawMalloc(SIZE)));
      assertEquals(2, layers.fault().line());
    }
  }

  @Test
  void releaseOfWhatNobodyWasGrantedIsAFaultOfTheOperation() {
    begin();
    layers.takeBack(new Request.RawFree(Address.NULL));
    assertNull(layers.fault());
    layers.takeBack(new Request.ArenaFree(START, ARENA));
    assertEquals(9, layers.fault().line());
    Request request = new Request.RawMalloc(SIZE);
    assertThrows(IllegalArgumentException.class, () -> layers.takeBack(request));
  }
}
