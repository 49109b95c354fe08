package org.poolproof.specs.faulty;

/**
 * Where a run of the implementation shows that it is wrong.
 *
 * @param finder what was run
 * @param operation the number of the operation, from 1
 * @param rule what was broken there
 */
public record Finding(Finder finder, long operation, String rule) {

  @Override
  public String toString() {
    return finder + " at " + operation + ": " + rule;
  }
}
