package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;

class LayerLedgerTest {

  private final LayerLedger ledger = new LayerLedger(-1);

  private String grant(long start, long sizeBytes) {
    return ledger.grant(new Address(start), sizeBytes, 16, 7);
  }

  @Test
  void adjacentGrantsAreInOrder() {
    assertNull(grant(0x100, 0x20));
    assertNull(grant(0x120, 0x10));
    assertNull(grant(0xf0, 0x10));
  }

  @Test
  void overlapsAreNoticedWhereverTheyStart() {
    assertNull(grant(0x100, 0x20));
    assertEquals("32 bytes from 0x100 on overlap 32 bytes at 0x100", grant(0x100, 0x20));
    assertNotNull(grant(0x110, 1));
    assertNotNull(grant(0xf0, 17));
    assertNotNull(grant(0xf0, 0x100));
  }

  @Test
  void nothingIsAByteLong() {
    assertNull(grant(0x100, 0));
    assertNotNull(grant(0x100, 0));
    assertNull(grant(0x110, 0));
  }

  @Test
  void misalignedGrantIsNoticed() {
    assertEquals("0x108 is not a multiple of 16", grant(0x108, 1));
    assertNull(ledger.grant(new Address(0x108), 1, 8, 7));
  }

  @Test
  void endOfTheAddressSpaceIsTheEnd() {
    LayerLedger small = new LayerLedger(0xffff_ffffL);
    assertNull(small.grant(new Address(0xffff_fff0L), 16, 8, 7));
    assertNotNull(small.grant(new Address(0xffff_ffe0L), 17, 8, 7));
    assertNotNull(small.grant(new Address(0xffff_ffd0L), 65, 8, 7));
    assertNotNull(small.grant(new Address(0x1_0000_0000L), 16, 8, 7));
    assertNotNull(small.grant(new Address(0x7f00_0000_0000L), 16, 8, 7));
  }

  @Test
  void grantUpToTheLastByteOverlapsToo() {
    assertNull(grant(-0x20, 0x20));
    assertNotNull(grant(-0x10, 0x10));
    assertNotNull(grant(-0x30, 0x30));
    assertFalse(ledger.isFree(new Address(-1), 1));
    assertNotNull(grant(-0x10, 0x11));
  }

  @Test
  void whatIsTakenBackIsFree() {
    grant(0x100, 0x20);
    assertFalse(ledger.takeBack(new Address(0x110)));
    assertTrue(ledger.takeBack(new Address(0x100)));
    assertFalse(ledger.takeBack(new Address(0x100)));
    assertNull(grant(0x110, 0x20));
  }

  @Test
  void grantIsFoundByAnyOfItsBytesUntilTheNextOperation() {
    grant(0x100, 0x20);
    assertEquals(7, ledger.find(new Address(0x11f)).line());
    assertNull(ledger.find(new Address(0x120)));
    ledger.takeBack(new Address(0x100));
    assertEquals(7, ledger.find(new Address(0x100)).line());
    ledger.begin();
    assertNull(ledger.find(new Address(0x100)));
  }

  @Property
  void lowestGapIsTheFirstRunOfFreeBytes(
      @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 40) Integer> starts,
      @ForAll @IntRange(min = 1, max = 100) int length) {
    BitSet taken = new BitSet();
    for (int start : starts) {
      if (ledger(taken).grant(new Address(16L * start), 24, 16, 7) == null) {
        taken.set(16 * start, 16 * start + 24);
      }
    }
    Address end = new Address(512);
    Address gap = ledger(taken).gapFrom(Address.NULL, length, 16, end);
    int expected = 16;
    while (expected + length <= 512 && !taken.get(expected, expected + length).isEmpty()) {
      expected += 16;
    }
    assertEquals(expected + length <= 512 ? new Address(expected) : null, gap);
  }

  private static LayerLedger ledger(BitSet taken) {
    LayerLedger ledger = new LayerLedger(-1);
    for (int start = taken.nextSetBit(0); start >= 0; start = taken.nextSetBit(start + 24)) {
      ledger.grant(new Address(start), 24, 8, 7);
    }
    return ledger;
  }
}
