package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Expected;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.Step;

class TraceLayersTest {

  private static final Address RAW = new Address(0x10_0000_0000L);
  private static final Address ARENA = new Address(0x7f00_0000_0000L);
  private static final long ARENA_BYTES = 1 << 20;
  private static final long ROOM_BYTES = 1 << 20;

  private final TraceLayers layers =
      new TraceLayers(List.of(ARENA, ARENA, ARENA.plus(ARENA_BYTES / 2)));

  private void begin(Expected expected) {
    Action action = new Action.Realloc(Domain.OBJ, 0, new ByteCount(1));
    layers.begin(new Step(1, 1, action, expected, List.of()));
  }

  private Answer arena() {
    return layers.answer(new Request.ArenaAlloc(new ByteCount(ARENA_BYTES)));
  }

  private Answer raw(long bytes) {
    return layers.answer(new Request.RawMalloc(new ByteCount(bytes)));
  }

  private static Answer at(Address address) {
    return new Answer.Granted(address);
  }

  private Answer realloc(Address block, long bytes) {
    return layers.answer(new Request.RawRealloc(block, new ByteCount(bytes)));
  }

  @Test
  void rawBlockHasRoomToGrow() {
    begin(Expected.Word.BLOCK);
    assertEquals(at(RAW), raw(0));
    assertEquals(at(RAW.plus(ROOM_BYTES)), raw(1 << 12));
    assertEquals(at(RAW.plus(2 * ROOM_BYTES)), raw((1 << 12) + 1));
    assertEquals(at(RAW.plus(4 * ROOM_BYTES)), raw(1));
    begin(Expected.Word.STAYED);
    assertEquals(at(RAW), realloc(RAW, ROOM_BYTES));
    assertFalse(layers.isCrowded());
  }

  @Test
  void blockThatOutgrowsItsRoomStaysToo() {
    begin(Expected.Word.BLOCK);
    assertEquals(at(RAW), raw(1));
    begin(Expected.Word.STAYED);
    assertEquals(at(RAW), realloc(RAW, ROOM_BYTES + 1));
    assertTrue(layers.isCrowded());
  }

  @Test
  void roomOfABlockThatIsGivenBackIsTakenAgain() {
    begin(Expected.Word.BLOCK);
    assertEquals(at(RAW), raw(1));
    layers.takeBack(new Request.RawFree(RAW));
    assertEquals(at(RAW), raw(2));
    assertEquals(at(RAW.plus(ROOM_BYTES)), realloc(RAW, 3));
    assertEquals(at(RAW), raw(4));
  }

  @Test
  void rawMemoryEndsWhereArenasBegin() {
    begin(Expected.Word.BLOCK);
    assertEquals(at(RAW), raw(ARENA.offsetFrom(RAW) - ROOM_BYTES));
    assertEquals(at(RAW.plus(ARENA.offsetFrom(RAW) - ROOM_BYTES)), raw(1));
    assertEquals(Answer.REFUSED, raw(1));
    begin(Expected.Word.STAYED);
    assertEquals(Answer.REFUSED, realloc(RAW, -1));
  }

  @Test
  void reallocOfWhatNobodyHasIsRefused() {
    begin(Expected.Word.STAYED);
    assertEquals(Answer.REFUSED, realloc(RAW, 1));
  }

  @Test
  void refusedOperationIsRefusedBelow() {
    begin(Pointer.NULL);
    assertEquals(Answer.REFUSED, raw(1));
    assertEquals(Answer.REFUSED, arena());
    assertEquals(0, layers.arenaCount());
  }

  @Test
  void arenaThatWasGivenBackMayBeListedAgain() {
    begin(Expected.Word.BLOCK);
    assertEquals(at(ARENA), arena());
    layers.takeBack(new Request.ArenaFree(ARENA, new ByteCount(ARENA_BYTES)));
    assertEquals(at(ARENA), arena());
    assertNull(layers.fault());
  }

  @Test
  void arenaThatOverlapsALiveOneIsAFault() {
    begin(Expected.Word.BLOCK);
    assertEquals(at(ARENA), arena());
    assertEquals(Answer.REFUSED, arena());
    assertNotNull(layers.fault());
  }
}
