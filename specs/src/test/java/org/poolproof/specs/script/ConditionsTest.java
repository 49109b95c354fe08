package org.poolproof.specs.script;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.script.Conditions.ArenaPlace;

/** Bit k of the refusals is that of request k, the last one that of all further ones. */
class ConditionsTest {

  @Test
  void bitOfARequestSaysWhetherItIsRefused() {
    Conditions second = new Conditions(0b10, false, null);
    assertFalse(second.refuses(0));
    assertTrue(second.refuses(1));
    assertFalse(second.refuses(2));
    Conditions late = new Conditions(Integer.MIN_VALUE, false, null);
    assertFalse(late.refuses(30));
    assertTrue(late.refuses(31));
    assertTrue(late.refuses(100));
    assertTrue(new Conditions(Conditions.ALL, false, null).refuses(0));
  }

  @Test
  void onlyWhatIsNotSpecialIsCalm() {
    assertTrue(new Conditions(0, false, null).isCalm());
    assertTrue(Instruction.of(new Action.FreeNull(Domain.OBJ)).conditions().isCalm());
    assertFalse(new Conditions(1, false, null).isCalm());
    assertFalse(new Conditions(0, true, null).isCalm());
    assertFalse(new Conditions(0, false, new ArenaPlace(0, 0)).isCalm());
  }

  @Test
  void noPlaceLiesBeforeTheFirstArena() {
    assertDoesNotThrow(() -> new ArenaPlace(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ArenaPlace(-1, 0));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new ArenaPlace(3, -16));
    assertEquals("3 frames, -16 bytes", refused.getMessage());
  }
}
