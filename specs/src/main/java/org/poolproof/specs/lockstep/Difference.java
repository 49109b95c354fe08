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
    ANSWER("the answer is the expected one"),
    CALL("the calls of the layers below are the expected ones, in their order"),
    LAYER("the layers below grant aligned memory that nobody has, and get back what they granted"),
    FINAL_COUNTER("the counters are the expected ones"),
    STATISTICS("the statistics print the expected text"),
    SUMMARY("the summary in the header is that of the operations"),
    INVARIANT("the heap keeps its invariants"),
    MODEL("the answer and the calls of the layers below are those of the model"),
    IMAGE("the bytes that count are the image of the model's state"),
    CONTENT("every byte of a live block is what its owner wrote there last, or owes to calloc"),
    OWNERSHIP("an address lies in an arena exactly if the layers below granted that arena"),
    BOUNDED("what is held does not grow from round to round of the same work"),
    GOAL("what is looked for never happens"),
    SUBJECT("the subject carries out every operation"),
    ADDRESSABLE(org.poolproof.model.contract.Rule.ADDRESSABLE),
    ALIGNED(org.poolproof.model.contract.Rule.ALIGNED),
    DISJOINT(org.poolproof.model.contract.Rule.DISJOINT),
    CONTENTS_KEPT(org.poolproof.model.contract.Rule.CONTENTS_KEPT),
    ZEROED(org.poolproof.model.contract.Rule.ZEROED),
    PREFIX_KEPT(org.poolproof.model.contract.Rule.PREFIX_KEPT),
    REFUSAL_KEEPS(org.poolproof.model.contract.Rule.REFUSAL_KEEPS),
    ZERO_SERVED(org.poolproof.model.contract.Rule.ZERO_SERVED),
    LIMITED(org.poolproof.model.contract.Rule.LIMITED),
    OVERFLOW_SEEN(org.poolproof.model.contract.Rule.OVERFLOW_SEEN),
    SERVED(org.poolproof.model.contract.Rule.SERVED);

    private final String sentence;

    /** A rule of the contract, of the same name. */
    Rule(org.poolproof.model.contract.Rule rule) {
      this(rule.code() + ": " + rule.sentence());
    }

    /** The rule of the contract as what is compared. */
    static Rule of(org.poolproof.model.contract.Rule rule) {
      return valueOf(rule.name());
    }

    Rule(String sentence) {
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }
}
