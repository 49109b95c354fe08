package org.poolproof.specs.subject.port;

/**
 * A host did not do what the pipe demands of it: it died, hung, or wrote something else. That is a
 * finding about the port, not about this program.
 */
public final class HostFault extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param sentence what the host did instead, and the last line that was exchanged
   */
  public HostFault(String sentence) {
    super(sentence);
  }

  /** The sentence alone: a difference shows it as what the subject did. */
  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
