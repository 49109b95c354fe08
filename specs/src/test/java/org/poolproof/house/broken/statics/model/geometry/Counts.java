package org.poolproof.house.broken.statics.model.geometry;

/** A static counter. */
final class Counts {
  static int count;
}
