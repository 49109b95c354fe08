package org.poolproof.model.geometry;

/** A size class by its index, 0 for the smallest blocks. PYMALLOC.md 1. */
public record SizeClass(int index) {

  /** What a pool's header says when the pool has been carved and never used: 0xffff. */
  public static final SizeClass NEVER_USED = new SizeClass(0xffff);

  @Override
  public String toString() {
    return index == NEVER_USED.index ? "never used" : "class " + index;
  }
}
