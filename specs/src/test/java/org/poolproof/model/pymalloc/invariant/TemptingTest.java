package org.poolproof.model.pymalloc.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolproof.model.geometry.Address;

/** What one is tempted to take for an invariant is not one. */
class TemptingTest {

  @ParameterizedTest
  @EnumSource
  void temptingSentenceIsRefutedByAReachableState(Tempting tempting) {
    Client client = tempting.client();
    tempting.refute(client);
    assertFalse(tempting.holdsIn(client.state()), tempting.sentence());
    assertEquals(List.of(), Invariants.check(client.state()));
  }

  @Test
  void reallocToASmallerSizeMayBeRefused() {
    Client client = Client.of("tiny:blocks=4");
    Address block = client.malloc(1);
    client.malloc(1, 15);
    assertNotEquals(Address.NULL, block);
    client.refusing(request -> true);
    assertEquals(Address.NULL, client.realloc(block, 0), "no raw memory for zero bytes");
    assertTrue(client.blocks().contains(block));
    assertEquals(List.of(), Invariants.check(client.state()));
  }

  @Test
  void reallocOfABlockInAPoolToASmallerClassMayBeRefused() {
    Client client = Client.of("tiny:blocks=4,pools=2");
    Address block = client.malloc(1, 8).get(0);
    client.refusing(request -> true);
    assertEquals(Address.NULL, client.realloc(block, 16), "no pool for 16 bytes, and no arena");
    assertTrue(client.blocks().contains(block));
    assertEquals(List.of(), Invariants.check(client.state()));
  }
}
