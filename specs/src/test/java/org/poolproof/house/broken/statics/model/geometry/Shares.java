package org.poolproof.house.broken.statics.model.geometry;

/** A constant that anyone can write into. */
final class Shares {
  static final int[] SIZES = {16, 32};
}
