package org.poolproof.specs.subject.impl;

import java.util.Map;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.subject.CannotHold;

/** What the layers below granted: where, and where that lies in the window. */
final class Grants {

  /** A grant at {@code address}, {@code bytes} long, at least 1. */
  record Grant(long address, long bytes) {}

  private final TreeMap<Long, Grant> byPlace = new TreeMap<>(Long::compareUnsigned);

  /**
   * Takes note of a grant.
   *
   * @throws CannotHold if another one lies there, which was granted elsewhere
   */
  void put(long place, long address, long bytes) {
    Map.Entry<Long, Grant> last = byPlace.floorEntry(place + (bytes - 1));
    if (last != null
        && Long.compareUnsigned(last.getKey() + (last.getValue().bytes() - 1), place) >= 0) {
      throw new CannotHold(
          bytes
              + " bytes granted at 0x"
              + Long.toHexString(address)
              + ": impl has no place for them beside those granted at 0x"
              + Long.toHexString(last.getValue().address()));
    }
    byPlace.put(place, new Grant(address, bytes));
  }

  /** The grant at {@code place} has another length from now on; what is behind it was checked. */
  void resize(long place, long address, long bytes) {
    byPlace.put(place, new Grant(address, bytes));
  }

  /** Forgets the grant at {@code place}; null if there was none. */
  @Nullable Grant remove(long place) {
    return byPlace.remove(place);
  }

  /** What {@code place} is called outside the window: a grant's own address, else the same. */
  long addressOf(long place) {
    Grant grant = byPlace.get(place);
    return grant == null ? place : grant.address();
  }
}
