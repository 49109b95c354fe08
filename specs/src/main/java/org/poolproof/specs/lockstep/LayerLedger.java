package org.poolproof.specs.lockstep;

import java.util.Map;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;

/**
 * What the layers below have granted and not taken back. It notices a grant that no layer could
 * make: one that is misaligned, leaves the address space, or overlaps another.
 */
final class LayerLedger {

  /** Live extents: start to length in bytes, in unsigned order. */
  private final TreeMap<Long, Long> extents = new TreeMap<>(Long::compareUnsigned);

  private final long greatestAddress;

  /**
   * @param greatestAddress the last address of the address space
   */
  LayerLedger(long greatestAddress) {
    this.greatestAddress = greatestAddress;
  }

  /** Enters a grant of {@code sizeBytes}. Says what is wrong with it, null if nothing is. */
  @Nullable String grant(Address start, long sizeBytes, long alignmentBytes) {
    long length = Math.max(1, sizeBytes);
    if (!start.isAligned(alignmentBytes)) {
      return start + " is not a multiple of " + alignmentBytes;
    }
    if (Long.compareUnsigned(length - 1, greatestAddress - start.value()) > 0) {
      return length + " bytes from " + start + " on leave the address space";
    }
    Map.Entry<Long, Long> other = extents.lowerEntry(start.value() + length);
    if (other != null
        && Long.compareUnsigned(other.getKey() + other.getValue(), start.value()) > 0) {
      return length + " bytes from " + start + " on overlap " + describe(other);
    }
    extents.put(start.value(), length);
    return null;
  }

  private static String describe(Map.Entry<Long, Long> extent) {
    return extent.getValue() + " bytes at " + new Address(extent.getKey());
  }

  /** Strikes out what was granted at {@code start}, if anything was. */
  void takeBack(Address start) {
    extents.remove(start.value());
  }
}
