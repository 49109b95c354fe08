package org.poolproof.house.broken.silent.model.geometry;

/** The model has no clock. */
final class Times {
  static long now() {
    return System.currentTimeMillis();
  }
}
