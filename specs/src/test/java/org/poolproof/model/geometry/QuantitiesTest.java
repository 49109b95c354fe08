package org.poolproof.model.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Addresses and byte counts are unsigned; Java's numbers are not. */
class QuantitiesTest {
  private static final Address HIGH = new Address(0xffff_ffff_ffff_f000L);

  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }

  @Test
  void addressesAreUnsigned() {
    assertTrue(HIGH.compareTo(new Address(1)) > 0);
    assertTrue(new Address(1).compareTo(HIGH) < 0);
    assertEquals(0, HIGH.compareTo(new Address(-4096)));
    assertEquals("0xfffffffffffff000", HIGH.toString());
    assertEquals("0x0", Address.NULL.toString());
    assertTrue(Address.NULL.isNull());
    assertFalse(HIGH.isNull());
  }

  @Test
  void addressesAreRoundedToUnits() {
    Address address = new Address(0x12345);
    assertEquals(new Address(0x12000), address.roundedDown(0x1000));
    assertEquals(new Address(0x13000), address.roundedUp(0x1000));
    assertEquals(new Address(0x12000), new Address(0x12000).roundedUp(0x1000));
    assertEquals(new Address(0x12000), new Address(0x12000).roundedDown(0x1000));
    assertEquals(new Address(0x13000), new Address(0x12001).roundedUp(0x1000));
    assertFalse(address.isAligned(2));
    assertTrue(address.isAligned(1));
    assertTrue(new Address(0x12000).isAligned(0x2000));
    assertFalse(new Address(0x12000).isAligned(0x4000));
    assertTrue(HIGH.isAligned(0x1000));
  }

  @Test
  void extentsIncludeTheirFirstByteAndNotTheirEnd() {
    Address base = new Address(0x7fff_ffff_ffff_f000L);
    assertTrue(base.isWithin(base, 0x2000));
    assertTrue(base.plus(0x1fff).isWithin(base, 0x2000));
    assertFalse(base.plus(0x2000).isWithin(base, 0x2000));
    assertFalse(base.plus(-1).isWithin(base, 0x2000));
    assertEquals(0x1fff, base.plus(0x1fff).offsetFrom(base));
    assertEquals(-1, base.plus(-1).offsetFrom(base));
  }

  @Test
  void byteCountsAreUnsigned() {
    ByteCount most = new ByteCount(-1);
    assertTrue(most.exceeds(Long.MAX_VALUE));
    assertFalse(new ByteCount(Long.MAX_VALUE).exceeds(Long.MAX_VALUE));
    assertTrue(new ByteCount(513).exceeds(512));
    assertFalse(new ByteCount(512).exceeds(512));
    assertTrue(most.compareTo(ByteCount.ZERO) > 0);
    assertTrue(ByteCount.ZERO.compareTo(most) < 0);
    assertEquals("18446744073709551615", most.toString());
    assertTrue(ByteCount.ZERO.isZero());
    assertFalse(most.isZero());
  }

  @Property(tries = 300)
  void productsAreComparedWithoutBeingComputed(
      @ForAll long count, @ForAll long size, @ForAll boolean narrow) {
    long limit = narrow ? Integer.MAX_VALUE : Long.MAX_VALUE;
    boolean exceeds = unsigned(count).multiply(unsigned(size)).compareTo(unsigned(limit)) > 0;
    assertEquals(exceeds, new ByteCount(size).timesExceeds(count, limit));
  }

  @Property(tries = 300)
  void productsNearTheLimitAreCompared(
      @ForAll @IntRange(min = 1) int size, @ForAll @IntRange(min = -2, max = 2) int off) {
    long count = Long.MAX_VALUE / size + off;
    boolean exceeds =
        unsigned(count).multiply(unsigned(size)).compareTo(unsigned(Long.MAX_VALUE)) > 0;
    assertEquals(exceeds, new ByteCount(size).timesExceeds(count, Long.MAX_VALUE));
  }

  @Test
  void sizeClassesAreCalledByTheirIndex() {
    assertEquals("class 31", new SizeClass(31).toString());
    assertEquals("never used", SizeClass.NEVER_USED.toString());
    assertEquals(0xffff, SizeClass.NEVER_USED.index());
  }
}
