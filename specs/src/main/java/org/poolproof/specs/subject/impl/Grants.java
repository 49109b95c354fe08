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
   * All places that were ever called otherwise outside the window lie between these two. Almost all
   * places that are asked for do not: blocks of arenas, which lie where they are granted.
   */
  private long leastMoved = -1;

  private long greatestMoved;

  /**
   * Takes note of a grant.
   *
   * @throws CannotHold if another one lies there, which was granted elsewhere
   */
  void put(long place, long address, long bytes) {
    Map.Entry<Long, Grant> last = byPlace.floorEntry(place + (bytes - 1));
    if (last != null
        && Long.compareUnsigned(last.getKey() + (last.getValue().bytes() - 1), place) >= 0) {
      throw unheld(address, bytes, last.getValue());
    }
    enter(place, address, bytes);
  }

  private void enter(long place, long address, long bytes) {
    byPlace.put(place, new Grant(address, bytes));
    if (place != address) {
      leastMoved = Long.compareUnsigned(place, leastMoved) < 0 ? place : leastMoved;
      greatestMoved = Long.compareUnsigned(place, greatestMoved) > 0 ? place : greatestMoved;
    }
  }

  /**
   * The grant at {@code place} has another length from now on. It may reach into a neighbour if it
   * does so where both were granted.
   *
   * @throws CannotHold if it reaches into what was granted elsewhere
   */
  void resize(long place, long address, long bytes) {
    Map.Entry<Long, Grant> next = byPlace.higherEntry(place);
    boolean reaches = next != null && Long.compareUnsigned(next.getKey(), place + bytes) < 0;
    if (next != null && reaches && next.getKey() - next.getValue().address() != place - address) {
      throw unheld(address, bytes, next.getValue());
    }
    enter(place, address, bytes);
  }

  private static CannotHold unheld(long address, long bytes, Grant other) {
    return new CannotHold(
        Long.toUnsignedString(bytes)
            + " bytes granted at 0x"
            + Long.toHexString(address)
            + ": impl has no place for them beside those granted at 0x"
            + Long.toHexString(other.address()));
  }

  /** Forgets the grant at {@code place}; null if there was none. */
  @Nullable Grant remove(long place) {
    return byPlace.remove(place);
  }

  /** What {@code place} is called outside the window: a grant's own address, else the same. */
  long addressOf(long place) {
    if (Long.compareUnsigned(place, leastMoved) < 0
        || Long.compareUnsigned(place, greatestMoved) > 0) {
      return place;
    }
    Grant grant = byPlace.get(place);
    return grant == null ? place : grant.address();
  }
}
