package org.poolproof.house.broken.silent.model.geometry;

/** The model prints nothing. */
final class Prints {
  static void print() {
    System.out.println(1);
  }
}
