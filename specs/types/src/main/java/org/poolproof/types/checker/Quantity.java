package org.poolproof.types.checker;

/** What the checker knows of one operand or result; see {@link Arithmetic} for how they combine. */
enum Quantity {
  ADDRESS("an address"),
  SIZE("a size in bytes"),
  INDEX("a pool index"),
  PLAIN("a plain number"),
  CONSTANT("a constant");

  private final String words;

  Quantity(String words) {
    this.words = words;
  }

  /** True of the three kinds that somebody declared: address, size, pool index. */
  boolean isDeclared() {
    return this == ADDRESS || this == SIZE || this == INDEX;
  }

  @Override
  public String toString() {
    return words;
  }
}
