package org.poolproof.specs.lockstep;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;

/**
 * What the layers below granted in the course of a script, in the order of the grants, whether it
 * was given back or not. Its order is what {@code aK} and {@code rK} count.
 *
 * @param arenas the places of the arenas
 * @param arenaBytes how long each of them is
 * @param rawBlocks what raw memory granted, to pymalloc or to the client
 */
public record Grants(List<Address> arenas, long arenaBytes, List<RawBlock> rawBlocks) {

  /**
   * A block of raw memory.
   *
   * @param lengthBytes unsigned, at least 1; 0 if it is no longer live
   */
  public record RawBlock(Address address, long lengthBytes) {

    public boolean isLive() {
      return lengthBytes != 0;
    }

    boolean contains(Address inside) {
      return inside.isWithin(address, lengthBytes);
    }
  }

  public Grants {
    arenas = List.copyOf(arenas);
    rawBlocks = List.copyOf(rawBlocks);
  }

  /** The number of the live raw block that {@code address} lies in, null if there is none. */
  public @Nullable Integer rawIndexOf(Address address) {
    for (int index = rawBlocks.size() - 1; index >= 0; index--) {
      if (rawBlocks.get(index).contains(address)) {
        return index;
      }
    }
    return null;
  }

  /** The number of the latest arena that {@code address} lies in, null if there is none. */
  public @Nullable Integer arenaIndexOf(Address address) {
    for (int index = arenas.size() - 1; index >= 0; index--) {
      if (address.isWithin(arenas.get(index), arenaBytes)) {
        return index;
      }
    }
    return null;
  }

  /** {@code address} in the words of a script: by what was granted, if it lies in that. */
  public String name(Address address) {
    Integer raw = rawIndexOf(address);
    if (raw != null) {
      return "r" + raw + offset(address, rawBlocks.get(raw).address());
    }
    Integer arena = arenaIndexOf(address);
    if (arena != null) {
      return "a" + arena + offset(address, arenas.get(arena));
    }
    return address.isNull() ? "null" : address.toString();
  }

  private static String offset(Address address, Address start) {
    long offsetBytes = address.offsetFrom(start);
    return offsetBytes == 0 ? "" : "+0x" + Long.toHexString(offsetBytes);
  }
}
