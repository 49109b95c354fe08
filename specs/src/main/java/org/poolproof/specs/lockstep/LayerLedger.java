package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;

/**
 * What the layers below have granted and not taken back. It notices a grant that no layer could
 * make: one that is misaligned, leaves the address space, or overlaps another; and the return of
 * what nobody was granted.
 */
final class LayerLedger {

  /** The line of a grant that no line says. */
  static final long UNRECORDED = 0;

  /**
   * A grant.
   *
   * @param lengthBytes unsigned, at least 1
   * @param line the line that says it, or {@link #UNRECORDED}
   */
  record Grant(Address start, long lengthBytes, long line) {

    boolean contains(Address address) {
      return Long.compareUnsigned(address.offsetFrom(start), lengthBytes) < 0;
    }
  }

  /** Live grants by their start, in unsigned order. */
  private final TreeMap<Long, Grant> grants = new TreeMap<>(Long::compareUnsigned);

  /** What was taken back since the operation began. */
  private final List<Grant> takenBack = new ArrayList<>();

  private final long greatestAddress;

  /**
   * @param greatestAddress the last address of the address space
   */
  LayerLedger(long greatestAddress) {
    this.greatestAddress = greatestAddress;
  }

  /** The next operation begins. */
  void begin() {
    takenBack.clear();
  }

  /** Enters a grant of {@code sizeBytes}. Says what is wrong with it, null if nothing is. */
  @Nullable String grant(Address start, long sizeBytes, long alignmentBytes, long line) {
    long length = Math.max(1, sizeBytes);
    if (!start.isAligned(alignmentBytes)) {
      return start + " is not a multiple of " + alignmentBytes;
    }
    if (Long.compareUnsigned(start.value(), greatestAddress) > 0
        || Long.compareUnsigned(length - 1, greatestAddress - start.value()) > 0) {
      return length + " bytes from " + start + " on leave the address space";
    }
    Grant other = overlapped(start, length);
    if (other != null) {
      return length
          + " bytes from "
          + start
          + " on overlap "
          + other.lengthBytes()
          + " bytes at "
          + other.start();
    }
    grants.put(start.value(), new Grant(start, length, line));
    return null;
  }

  /** Whether nobody has any of the {@code lengthBytes} from {@code start} on. */
  boolean isFree(Address start, long lengthBytes) {
    return overlapped(start, lengthBytes) == null;
  }

  private @Nullable Grant overlapped(Address start, long lengthBytes) {
    Map.Entry<Long, Grant> last = grants.floorEntry(start.value() + (lengthBytes - 1));
    if (last == null) {
      return null;
    }
    Grant other = last.getValue();
    return other.start().compareTo(start) >= 0 || other.contains(start) ? other : null;
  }

  /**
   * The first place at or behind {@code start} for {@code lengthBytes} that nobody has, null if
   * there is none below {@code end}. It is a positive multiple of {@code alignmentBytes}, a power
   * of two.
   */
  @Nullable Address gapFrom(Address start, long lengthBytes, long alignmentBytes, Address end) {
    Address place = start.isNull() ? new Address(alignmentBytes) : start.roundedUp(alignmentBytes);
    while (place.compareTo(end) < 0
        && Long.compareUnsigned(lengthBytes, end.offsetFrom(place)) <= 0) {
      Grant other = overlapped(place, lengthBytes);
      if (other == null) {
        return place;
      }
      place = other.start().plus(other.lengthBytes()).roundedUp(alignmentBytes);
    }
    return null;
  }

  /** Strikes out the grant at {@code start}; false if there is none. */
  boolean takeBack(Address start) {
    Grant grant = grants.remove(start.value());
    if (grant != null) {
      takenBack.add(grant);
    }
    return grant != null;
  }

  /** The live grant at {@code start}, null if there is none. */
  @Nullable Grant liveFrom(Address start) {
    return grants.get(start.value());
  }

  /** The grant that {@code address} lies in, or did when the operation began; null if none. */
  @Nullable Grant find(Address address) {
    Map.Entry<Long, Grant> below = grants.floorEntry(address.value());
    if (below != null && below.getValue().contains(address)) {
      return below.getValue();
    }
    return takenBack.stream().filter(grant -> grant.contains(address)).findFirst().orElse(null);
  }
}
