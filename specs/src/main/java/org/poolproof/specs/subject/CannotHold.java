package org.poolproof.specs.subject;

/**
 * A subject cannot be put where a script wants it, or be built to a geometry: nothing is wrong with
 * either, and nothing is decided.
 */
public final class CannotHold extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param sentence what cannot be held, and what can
   */
  public CannotHold(String sentence) {
    super(sentence);
  }
}
