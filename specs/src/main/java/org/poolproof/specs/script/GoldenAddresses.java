package org.poolproof.specs.script;

import org.poolproof.model.geometry.Address;

/** The addresses of a golden log: {@code p+HEX}, {@code r+HEX}, and 0 for null. */
final class GoldenAddresses {

  private static final String EXPECTED = "an address: p+HEX, r+HEX or 0";

  private final Cursor cursor;
  private final Regions regions;
  private final Address arenaRegion;
  private final Address rawRegion;

  GoldenAddresses(Cursor cursor, Regions regions) {
    this.cursor = cursor;
    this.regions = regions;
    this.arenaRegion = regions.arenaRegion();
    this.rawRegion = regions.rawRegion();
  }

  /** A space and an address. */
  Pointer nextPointer() throws Unreadable {
    cursor.requireSpace();
    return pointer();
  }

  /** An address that is not null. */
  Pointer notNull() throws Unreadable {
    int place = cursor.position();
    Pointer pointer = pointer();
    if (pointer.equals(Pointer.NULL)) {
      throw cursor.foundAt(place, "an address that is not null");
    }
    return pointer;
  }

  Pointer pointer() throws Unreadable {
    int place = cursor.position();
    switch (cursor.take()) {
      case '0' -> {
        return Pointer.NULL;
      }
      case 'p' -> {
        long offsetBytes = offset(place);
        if (regions.isArenaOffset(offsetBytes)) {
          return new Pointer.At(arenaRegion.plus(offsetBytes));
        }
      }
      case 'r' -> {
        long offsetBytes = offset(place);
        if (regions.isRawOffset(offsetBytes)) {
          return new Pointer.At(rawRegion.plus(offsetBytes));
        }
      }
      default -> throw cursor.foundAt(place, EXPECTED);
    }
    throw cursor.foundAt(place, "an address inside its region");
  }

  private long offset(int place) throws Unreadable {
    if (cursor.take() != '+') {
      throw cursor.foundAt(place, EXPECTED);
    }
    return cursor.hexadecimal("the hexadecimal digits of an address");
  }

  /** The spelling of {@code pointer} in a golden log with these regions. */
  static String spelling(Pointer pointer, Regions regions) {
    return switch (pointer) {
      case Pointer.Null() -> "0";
      case Pointer.At(Address address) when regions.isRaw(address) ->
          "r+" + Long.toHexString(address.offsetFrom(regions.rawRegion()));
      case Pointer.At(Address address) when address.compareTo(regions.arenaRegion()) >= 0 ->
          "p+" + Long.toHexString(address.offsetFrom(regions.arenaRegion()));
      case Pointer.At at -> throw inexpressible(at);
      case Pointer.InArena arena -> throw inexpressible(arena);
      case Pointer.InRaw raw -> throw inexpressible(raw);
    };
  }

  private static IllegalArgumentException inexpressible(Pointer pointer) {
    return new IllegalArgumentException("a golden log cannot say the address " + pointer);
  }
}
