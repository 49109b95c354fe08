package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.specs.lockstep.Grants.RawBlock;

/** An address is named by the live raw block or the latest arena that it lies in. */
class GrantsTest {

  private static final RawBlock DEAD = new RawBlock(new Address(0x9000), 0);
  private static final RawBlock LIVE = new RawBlock(new Address(0x9000), 0x10);

  private static final Grants GRANTS =
      new Grants(
          List.of(new Address(0x1000), new Address(0x4000), new Address(0x4000)),
          0x1000,
          List.of(new RawBlock(new Address(0x1800), 1), DEAD, LIVE, DEAD));

  @ParameterizedTest
  @CsvSource({
    "0, null",
    "fff, 0xfff",
    "1000, a0",
    "17ff, a0+0x7ff",
    "1800, r0",
    "1801, a0+0x801",
    "1fff, a0+0xfff",
    "2000, 0x2000",
    "4010, a2+0x10",
    "9000, r2",
    "900f, r2+0xf",
    "9010, 0x9010"
  })
  void addressIsNamedByWhatItLiesIn(String address, String name) {
    assertEquals(name, GRANTS.name(new Address(Long.parseLong(address, 16))));
  }

  @Test
  void blockIsLiveAsLongAsItHasALength() {
    assertFalse(DEAD.isLive());
    assertTrue(LIVE.isLive());
  }
}
