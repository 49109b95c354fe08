package org.poolproof.specs.lockstep;

/**
 * A set of addresses, none of them null, in one array: an image has a hundred thousand fields, most
 * of them at multiples of large powers of two.
 */
final class AddressSet {

  private static final int LEAST_LENGTH = 1 << 8;

  private long[] places = new long[LEAST_LENGTH];
  private int size;

  int size() {
    return size;
  }

  /** Adds {@code address}; false if it was there. */
  boolean add(long address) {
    int place = place(places, address);
    if (places[place] == address) {
      return false;
    }
    places[place] = address;
    size++;
    if (2 * size > places.length) {
      grow();
    }
    return true;
  }

  /** Where {@code address} is, or would be. */
  private static int place(long[] places, long address) {
    long mixed = address * 0x9e37_79b9_7f4a_7c15L;
    int place = (int) (mixed >>> 32) & places.length - 1;
    while (places[place] != 0 && places[place] != address) {
      place = place + 1 & places.length - 1;
    }
    return place;
  }

  private void grow() {
    long[] larger = new long[2 * places.length];
    for (long address : places) {
      if (address != 0) {
        larger[place(larger, address)] = address;
      }
    }
    places = larger;
  }
}
