package org.poolproof.model.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;

/** What is asked and answered, above pymalloc and below it. */
class OperationTest {
  private static final Address SOMEWHERE = new Address(0x7000);
  private static final ByteCount SIZE = new ByteCount(16);
  private static final Answer GRANTED = new Answer.Granted(SOMEWHERE);

  @Test
  void grantHasAnAddressAndRefusalHasNone() {
    assertEquals(SOMEWHERE, GRANTED.address());
    assertEquals(Address.NULL, Answer.REFUSED.address());
    assertEquals(GRANTED, Answer.of(SOMEWHERE));
    assertEquals(Answer.REFUSED, Answer.of(Address.NULL));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new Answer.Granted(Address.NULL));
    assertEquals("a grant at the null address; a refusal is Refused", refused.getMessage());
  }

  @Test
  void requestsAreAnsweredAndReleasesAreNot() {
    List<Request> answered =
        List.of(
            new Request.ArenaAlloc(SIZE),
            new Request.RawMalloc(SIZE),
            new Request.RawCalloc(1, SIZE),
            new Request.RawRealloc(SOMEWHERE, SIZE));
    for (Request request : answered) {
      assertTrue(request.isAnswered());
      assertEquals(GRANTED, new Call(request, GRANTED).answer());
      IllegalArgumentException missing =
          assertThrows(IllegalArgumentException.class, () -> Call.of(request));
      assertEquals(request + " needs an answer", missing.getMessage());
    }
    List<Request> releases =
        List.of(new Request.ArenaFree(SOMEWHERE, SIZE), new Request.RawFree(SOMEWHERE));
    for (Request release : releases) {
      assertFalse(release.isAnswered());
      assertNull(Call.of(release).answer());
      IllegalArgumentException answeredRelease =
          assertThrows(IllegalArgumentException.class, () -> new Call(release, Answer.REFUSED));
      assertEquals(release + " has no answer, not " + Answer.REFUSED, answeredRelease.getMessage());
    }
  }

  @Test
  void supplyIsConsumedFromItsFront() {
    Supply supply = Supply.of(GRANTED, Answer.REFUSED);
    assertEquals(2, supply.size());
    assertFalse(supply.isEmpty());
    assertTrue(Supply.EMPTY.isEmpty());
    assertEquals(Supply.of(Answer.REFUSED), supply.after(1));
    assertEquals(Supply.EMPTY, supply.after(2));
    assertSame(supply, supply.after(0));
  }

  @Test
  void supplyGrowsAtItsEndAndNeverChanges() {
    List<Answer> answers = new ArrayList<>(List.of(GRANTED));
    Supply supply = new Supply(answers);
    answers.clear();
    assertEquals(Supply.of(GRANTED), supply);
    assertEquals(Supply.of(GRANTED, Answer.REFUSED), supply.and(Answer.REFUSED));
    assertEquals(1, supply.size());
  }
}
