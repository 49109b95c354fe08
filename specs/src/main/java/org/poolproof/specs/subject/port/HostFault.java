package org.poolproof.specs.subject.port;

/**
 * A host did not do what the pipe demands of it: it died, hung, or wrote something else. That is a
 * finding about the port, not about this program.
 */
public final class HostFault extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean isSilence;

  /**
   * @param sentence what the host did instead, and the last line that was exchanged
   */
  public HostFault(String sentence) {
    this(sentence, false);
  }

  /**
   * @param isSilence whether it did nothing, for too long
   */
  HostFault(String sentence, boolean isSilence) {
    super(sentence);
    this.isSilence = isSilence;
  }

  /** Whether the host did nothing for too long. */
  boolean isSilence() {
    return isSilence;
  }

  /** The answer {@code reply} to {@code line} is none. */
  public static HostFault of(String line, Reply reply, String expected) {
    String answer = reply.answer();
    return new HostFault(
        "it answered "
            + (answer == null ? "nothing" : Quoted.of(answer))
            + " to "
            + Quoted.of(line)
            + ", expected "
            + expected);
  }

  /** The sentence alone: a difference shows it as what the subject did. */
  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
