package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.script.Action;

class ClientTest {

  private static final Address HERE = new Address(0x1000);
  private static final Address THERE = new Address(0x2000);

  private final Client client = new Client();

  private void perform(Action action, Address answer, long operation) {
    client.keep(client.turn(action), answer, operation);
  }

  private static Action malloc(int number, long sizeBytes) {
    return new Action.Malloc(Domain.OBJ, number, new ByteCount(sizeBytes));
  }

  private static Action realloc(int number, long sizeBytes) {
    return new Action.Realloc(Domain.MEM, number, new ByteCount(sizeBytes));
  }

  @Test
  void blockIsCalledByItsAddress() {
    perform(malloc(3, 8), HERE, 1);
    assertEquals(
        new Operation.Realloc(Domain.MEM, HERE, new ByteCount(9)),
        client.turn(realloc(3, 9)).operation());
    assertEquals(
        new Operation.Free(Domain.RAW, HERE),
        client.turn(new Action.Free(Domain.RAW, 3)).operation());
    assertEquals(HERE, client.turn(realloc(3, 9)).namedAddress());
  }

  @Test
  void refusedCreationLeavesTheNameUnbound() {
    perform(malloc(3, 8), Address.NULL, 1);
    assertNull(client.turn(realloc(3, 9)).operation());
    assertNull(client.turn(new Action.Free(Domain.OBJ, 3)).operation());
    assertEquals(0, client.names().count());
  }

  @Test
  void refusedReallocLeavesTheBlockAsItWas() {
    perform(malloc(3, 8), HERE, 1);
    perform(realloc(3, 99), Address.NULL, 2);
    assertEquals(new Names.Block(HERE, 8, 1), client.names().find(3));
  }

  @Test
  void movedBlockKeepsItsNumberAndItsAge() {
    perform(malloc(3, 8), HERE, 1);
    perform(realloc(3, 99), THERE, 2);
    assertEquals(new Names.Block(THERE, 99, 1), client.names().find(3));
  }

  @Test
  void freedNumberMayBeBoundAgain() {
    perform(malloc(3, 8), HERE, 1);
    perform(new Action.Free(Domain.OBJ, 3), Address.NULL, 2);
    assertEquals(0, client.names().count());
    perform(malloc(3, 9), THERE, 3);
    assertEquals(new Names.Block(THERE, 9, 3), client.names().find(3));
    assertEquals(1, client.names().greatestCount());
  }

  @Test
  void numberOfALiveBlockIsBoundAnew() {
    perform(malloc(3, 8), HERE, 1);
    perform(malloc(3, 9), THERE, 2);
    assertEquals(new Names.Block(THERE, 9, 2), client.names().find(3));
  }

  @Test
  void elementsOfCallocAreMultiplied() {
    perform(new Action.Calloc(Domain.OBJ, 0, 3, new ByteCount(5)), HERE, 1);
    assertEquals(15, client.names().find(0).sizeBytes());
  }

  @Test
  void nullIsPassedOn() {
    assertEquals(
        new Operation.Realloc(Domain.OBJ, Address.NULL, new ByteCount(7)),
        client.turn(new Action.ReallocNull(Domain.OBJ, 0, new ByteCount(7))).operation());
    assertEquals(
        new Operation.Free(Domain.RAW, Address.NULL),
        client.turn(new Action.FreeNull(Domain.RAW)).operation());
  }
}
