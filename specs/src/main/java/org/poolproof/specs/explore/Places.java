package org.poolproof.specs.explore;

import java.util.List;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.Ownership;
import org.poolproof.specs.subject.impl.ImplGeometry;

/**
 * Where everything lies that an explored heap is made of, and that its client has. The layers below
 * grant nothing anywhere else, so that few bytes are the whole heap:
 *
 * <pre>
 *   0      pool                            first slot            last slot's end
 *   | null | raw | raw | table | table | nodes | arena slots ...  | what does not fit | control |
 *          | blocks    | two places            |                  | in front          |
 * </pre>
 *
 * <p>Each raw block of the client has a pool's room to itself, so that whatever lies where a pool
 * header would name its arena is nobody's but this block's. A radix tree tells only so many
 * addresses apart; all that is granted lies below.
 */
final class Places {

  private static final int GRANULE_BYTES = 16;
  private static final int TABLE_PLACE_COUNT = 2;

  private final Geometry geometry;
  private final List<Address> slots;
  private final long reach;
  private long freeBelow;
  private long freeBehind;
  private final long rawAddress;
  private final long tableAddress;
  private final long tableBytes;
  private final long nodeAddress;
  private final long nodeBytes;
  private final int nodeCount;
  private final long controlAddress;
  private final int controlBytes;
  private final long imageAddress;

  /**
   * @throws Unexplorable if {@code geometry} is not one that can be explored
   */
  Places(Geometry geometry) {
    this.geometry = geometry;
    slots = geometry.slotAddresses();
    if (slots.isEmpty() || geometry.rawBlockLimit() == Geometry.UNLIMITED) {
      throw new Unexplorable(
          geometry, "an endless state space; expected a tiny geometry with raw=1 or more");
    }
    reach = reach(geometry);
    freeBelow = geometry.poolBytes();
    freeBehind = rounded(slots.getLast().value() + geometry.arenaBytes(), geometry.poolBytes());
    rawAddress = taken((long) rawPlaceCount() * geometry.poolBytes(), geometry.poolBytes());
    long firstImaged = freeBelow;
    tableBytes = rounded((long) greatestRecordCount() * geometry.arenaRecordBytes(), GRANULE_BYTES);
    tableAddress = taken(TABLE_PLACE_COUNT * tableBytes, GRANULE_BYTES);
    nodeBytes = nodeBytes(geometry);
    // An arena lies in two frames at most, and a frame has a node on each of two levels.
    nodeCount = nodeBytes == 0 ? 0 : 4 * slots.size();
    nodeAddress = taken(nodeCount * nodeBytes, GRANULE_BYTES);
    controlAddress = rounded(freeBehind, GRANULE_BYTES);
    controlBytes = ControlBlock.bytes(ImplGeometry.of(geometry));
    boolean isAnyBelow = freeBelow > firstImaged;
    imageAddress =
        isAnyBelow
            ? rounded(firstImaged, GRANULE_BYTES)
            : slots.getFirst().value() & -geometry.poolBytes();
  }

  /** Behind the last address that the heap tells from all others. */
  private static long reach(Geometry geometry) {
    return switch (geometry.ownership()) {
      case Ownership.Radix radix -> (long) geometry.arenaBytes() << radix.frameBits();
      case Ownership.Table() -> geometry.maxWord() >>> 1;
    };
  }

  private static long nodeBytes(Geometry geometry) {
    return switch (geometry.ownership()) {
      case Ownership.Radix radix when radix.hasInteriorNodes() ->
          rounded(
              Math.max(radix.middleNodeBytes(geometry.wordBytes()), radix.bottomNodeBytes()),
              GRANULE_BYTES);
      case Ownership.Radix radix -> 0;
      case Ownership.Table() -> 0;
    };
  }

  /** Room in front of the slots, or behind them. */
  private long taken(long bytes, long alignment) {
    long below = rounded(freeBelow, alignment);
    if (below + bytes <= slots.getFirst().value()) {
      freeBelow = below + bytes;
      return below;
    }
    long behind = rounded(freeBehind, alignment);
    if (behind + bytes > reach) {
      throw new Unexplorable(
          geometry, "no room for raw memory below " + reach + "; expected a smaller raw=");
    }
    freeBehind = behind + bytes;
    return behind;
  }

  private static long rounded(long address, long alignment) {
    return address + alignment - 1 & -alignment;
  }

  /** The records of the last table: it grows until one is left when all slots have an arena. */
  int greatestRecordCount() {
    int count = geometry.initialRecordCount();
    while (count <= slots.size()) {
      count *= 2;
    }
    return count;
  }

  Geometry geometry() {
    return geometry;
  }

  /** The arena slots, ascending. */
  List<Address> slots() {
    return slots;
  }

  /** Where the bytes begin that are saved and restored. */
  long imageAddress() {
    return imageAddress;
  }

  /** How many they are, whole words. */
  int imageBytes() {
    return (int) rounded(controlAddress + controlBytes - imageAddress, Long.BYTES);
  }

  Address control() {
    return new Address(controlAddress);
  }

  int controlBytes() {
    return controlBytes;
  }

  /** One of the two places of the table of arena records. */
  Address table(int placeIndex) {
    return new Address(tableAddress + placeIndex * tableBytes);
  }

  /** Which of the two places {@code table} is. */
  int tablePlaceIndex(Address table) {
    return (int) ((table.value() - tableAddress) / tableBytes);
  }

  /** Where the {@code number}-th node of the radix tree lies, from 0. */
  Address node(int number) {
    if (number >= nodeCount) {
      throw new IllegalStateException("node number " + number + " of " + nodeCount);
    }
    return new Address(nodeAddress + number * nodeBytes);
  }

  /** The number of the node at {@code node}. */
  int nodeNumber(Address node) {
    return (int) ((node.value() - nodeAddress) / nodeBytes);
  }

  boolean isNode(Address address) {
    return address.value() >= nodeAddress && address.value() < nodeAddress + nodeCount * nodeBytes;
  }

  /** How many places the client's raw blocks have: one more than there may be blocks. */
  int rawPlaceCount() {
    return geometry.rawBlockLimit() + 1;
  }

  /** A place of a raw block of the client. */
  Address raw(int placeIndex) {
    return new Address(rawAddress + (long) placeIndex * geometry.poolBytes());
  }

  /** Whether a raw block of the client may lie at {@code address}. */
  boolean isRaw(Address address) {
    long offset = address.value() - rawAddress;
    return offset >= 0 && offset < (long) rawPlaceCount() * geometry.poolBytes();
  }

  int rawPlaceIndex(Address raw) {
    return (int) ((raw.value() - rawAddress) / geometry.poolBytes());
  }
}
