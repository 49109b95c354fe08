package org.poolproof.specs.lockstep;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Where a subject and a recording part.
 *
 * @param rule what was compared: one of the sentences of {@link Rule}
 * @param line the line of the file, null in a binary stream, which has none
 * @param operation the number of the operation, from 1; null if none is concerned
 * @param expected what the file says
 * @param actual what the subject did
 */
public record Difference(
    Rule rule, @Nullable Long line, @Nullable Long operation, String expected, String actual) {

  /** What is compared. */
  public enum Rule {
    ANSWER("the answer is the recorded one"),
    CALL("the calls of the layers below are the recorded ones, in their order"),
    LAYER("the layers below grant aligned memory that nobody has, and get back what they granted"),
    FINAL_COUNTER("the final counters are the recorded ones"),
    STATISTICS("the statistics print the recorded text"),
    SUMMARY("the summary in the header is that of the operations"),
    INVARIANT("the heap keeps its invariants"),
    MODEL("the answer and the calls of the layers below are those of the model"),
    IMAGE("the bytes that count are the image of the model's state"),
    CONTENT("every byte of a live block is what its owner wrote there last, or owes to calloc"),
    OWNERSHIP("an address lies in an arena exactly if the layers below granted that arena"),
    SUBJECT("the subject carries out every operation");

    private final String sentence;

    Rule(String sentence) {
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }
}
