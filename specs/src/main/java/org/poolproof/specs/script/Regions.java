package org.poolproof.specs.script;

import org.poolproof.model.geometry.Address;

/**
 * Where the two regions of a golden log lie. It writes addresses as distances from their region and
 * records only where the arena region starts; the raw region is placed by this rule. A unit is 2^44
 * bytes, with 4-byte words 2^30. The raw region is one unit long and starts
 *
 * <pre>
 *   at 1 unit            if the arena region starts at 2 units or above, else
 *   at 6 units           (3 with 4-byte words), and then arenas lie below it
 * </pre>
 *
 * @param wordBytes the size of a pointer, 4 or 8
 * @param arenaRegion where the arena region starts, not null
 */
public record Regions(int wordBytes, Address arenaRegion) {

  /** The length of the raw region. */
  public long rawBytes() {
    return wordBytes == 8 ? 1L << 44 : 1L << 30;
  }

  /** The start of the raw region. */
  public Address rawRegion() {
    boolean isAbove = Long.compareUnsigned(arenaRegion.value(), 2 * rawBytes()) >= 0;
    return new Address(isAbove ? rawBytes() : (wordBytes == 8 ? 6 : 3) * rawBytes());
  }

  /** Whether {@code address} belongs to the raw region. */
  public boolean isRaw(Address address) {
    return address.isWithin(rawRegion(), rawBytes());
  }

  /** Whether {@code offsetBytes} beyond the start of the arena region an arena block may lie. */
  boolean isArenaOffset(long offsetBytes) {
    long greatest = wordBytes == 8 ? -1L : 0xffff_ffffL;
    long room = greatest - arenaRegion.value();
    return Long.compareUnsigned(offsetBytes, room) <= 0 && !isRaw(arenaRegion.plus(offsetBytes));
  }

  /** Whether {@code offsetBytes} beyond the start of the raw region a raw block may lie. */
  boolean isRawOffset(long offsetBytes) {
    return Long.compareUnsigned(offsetBytes, rawBytes()) < 0;
  }
}
