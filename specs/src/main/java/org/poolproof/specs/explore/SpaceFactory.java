package org.poolproof.specs.explore;

/** Opens a space, the same each time, for the thread that asks. */
@FunctionalInterface
public interface SpaceFactory {

  /** The space. */
  Space open();
}
