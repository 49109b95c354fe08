package org.poolproof.specs.explore;

/** A checkpoint is that of another exploration. */
public final class OtherExploration extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  OtherExploration(String message) {
    super(message);
  }
}
