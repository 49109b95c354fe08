package org.poolproof.model.pymalloc.invariant;

/** How the time to check an invariant grows with the state, logarithms left out. */
public enum Cost {
  CONSTANT("O(1)"),
  CLASSES("O(size classes)"),
  ARENAS("O(arenas)"),
  RECORDS("O(arena records)"),
  NODES("O(arenas + radix nodes)"),
  POOLS("O(pools)"),
  BLOCKS("O(blocks)");

  private final String order;

  Cost(String order) {
    this.order = order;
  }

  @Override
  public String toString() {
    return order;
  }
}
