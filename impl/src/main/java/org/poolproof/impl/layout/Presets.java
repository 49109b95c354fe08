package org.poolproof.impl.layout;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.poolproof.impl.layout.Geometry.Index;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Rules;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.types.ByteSize;

/** The geometries of the CPythons on Linux (PYMALLOC.md 1). */
public final class Presets {
  private static final @SignedPositive @ByteSize int KIB = 1024;
  private static final Rules CURRENT = new Rules(false, false, true);

  private Presets() {}

  /** 2.7 (its last patches): only the object domain, the C library below it. */
  public static Geometry cpython27() {
    return small(new Rules(true, true, false), false);
  }

  /** 3.6. */
  public static Geometry cpython36() {
    return small(new Rules(true, false, true), false);
  }

  /** 3.7 and 3.8. */
  public static Geometry cpython37() {
    return small(CURRENT, false);
  }

  /** 3.9, the first to keep its last arena. */
  public static Geometry cpython39() {
    return small(CURRENT, true);
  }

  /** 3.10, the first with a radix tree. */
  public static Geometry cpython310() {
    return large(new Radix(10, 10, 8));
  }

  /** 3.11 to 3.13. */
  public static Geometry cpython311() {
    return large(new Radix(15, 15, 14));
  }

  /** 3.9 on 32 bits. */
  public static Geometry cpython39Of32Bits() {
    return of32Bits(new Table());
  }

  /** 3.11 on 32 bits. */
  public static Geometry cpython311Of32Bits() {
    return of32Bits(new Radix(0, 0, 14));
  }

  /**
   * What 3.7.3 says in its source, on 64 bits: blocks in steps of 8 bytes. No released library that
   * could be run has it.
   */
  public static Geometry founding64() {
    return Geometry.full(8, 8, 64, 4 * KIB, 256 * KIB, new Table(), false, CURRENT);
  }

  private static Geometry small(Rules rules, boolean keepsLastArena) {
    return Geometry.full(8, 16, 32, 4 * KIB, 256 * KIB, new Table(), keepsLastArena, rules);
  }

  private static Geometry large(Radix radix) {
    return Geometry.full(8, 16, 32, 16 * KIB, 1024 * KIB, radix, true, CURRENT);
  }

  private static Geometry of32Bits(Index index) {
    return Geometry.full(4, 8, 64, 4 * KIB, 256 * KIB, index, true, CURRENT);
  }
}
