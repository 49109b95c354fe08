package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address is added once, however many there are and however they lie. */
class AddressSetTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 4, 1 << 18, 1L << 32, 1L << 40, -(1L << 33)})
  void eachIsAddedOnce(long distance) {
    AddressSet addresses = new AddressSet();
    for (int number = 1; number <= 3000; number++) {
      assertTrue(addresses.add(number * distance));
      assertFalse(addresses.add(number * distance));
      assertEquals(number, addresses.size());
    }
    for (int number = 1; number <= 3000; number++) {
      assertFalse(addresses.add(number * distance));
    }
    assertEquals(3000, addresses.size());
  }
}
