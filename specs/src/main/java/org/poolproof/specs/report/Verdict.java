package org.poolproof.specs.report;

import java.util.Locale;

/** What a run came to. */
public enum Verdict {
  AGREES(0),
  COUNTEREXAMPLE(1),
  UNDECIDED(3);

  private final int exitStatus;

  Verdict(int exitStatus) {
    this.exitStatus = exitStatus;
  }

  public int exitStatus() {
    return exitStatus;
  }

  /** The spelling in tables and in JSON. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
