package org.poolproof.model.contract;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;

/**
 * A block in its owner's hands.
 *
 * @param address of its first byte
 * @param size what was requested, which may be nothing
 * @param serial which grant it came from, counted from 1; its contents depend on it
 * @param patterned whether its contents were written, and can be verified
 */
public record LiveBlock(Address address, ByteCount size, long serial, boolean patterned) {

  /** The bytes that are the block's own: one at least, so that its address is. */
  ByteCount extent() {
    return size.isZero() ? new ByteCount(1) : size;
  }

  /** The address of the last byte of its extent. */
  Address last() {
    return address.plus(extent().value() - 1);
  }

  @Override
  public String toString() {
    return "block " + serial + " at " + address + " of " + size + " bytes";
  }
}
