package org.poolproof.model.contract;

/**
 * What any allocator owes its caller, one positive sentence each. A rule stands here only if it can
 * be broken by itself.
 *
 * <p>Two duties have no rule of their own, for breaking them breaks one below. free(NULL) gives up
 * no block: every block stays live, and C3 and C4 hold it to that. realloc(NULL, n) is malloc(n):
 * it is judged as such. Using a block through the functions of another domain is the client's fault
 * and is not judged.
 *
 * <p>C, throughout, is ISO C: its chapter on the memory management functions, 7.22.3 in C11 and
 * C17, 7.24.3 in C23.
 */
public enum Rule {
  /**
   * No byte wraps, and no byte lies where there is no memory. One past the last is a pointer too.
   */
  ADDRESSABLE(
      "C1",
      "An answered block, and the address one past it, lie in the address space, and the block in"
          + " memory that exists.",
      "C 6.5.6 (one past the last element); INVENTORY.md OS-11"),

  /** See {@link Profile#owedAlignmentBytes}. */
  ALIGNED(
      "C2",
      "An answered address is a multiple of the alignment that is owed to the size of the request.",
      "PYMALLOC.md 1 (ALIGN); C 7.24.3 and DR 075"),

  /** A block of no bytes counts as one byte here, so that it has an address of its own. */
  DISJOINT(
      "C3",
      "An answered block shares no byte with a live block and has an address of its own.",
      "RW-03, DM-23; C 7.24.3 (disjoint from any other object)"),

  /** Over every operation, granted or refused, on this block or on another. */
  CONTENTS_KEPT(
      "C4",
      "Every byte of a live block is what its owner wrote there last.",
      "RW-11, RW-13, DM-02; C 6.2.4 (an object retains its last-stored value)"),

  /** Bytes of the block beyond the product are nobody's business. */
  ZEROED("C5", "All count x size bytes that calloc answers are zero.", "RW-05, PY-76; C 7.24.3.2"),

  /** Wherever the block is now. */
  PREFIX_KEPT(
      "C6",
      "The block that realloc answers begins with the bytes of the old one, up to the lesser of the"
          + " two requests.",
      "RW-08, PY-72, PY-74; C 7.24.3.7"),

  /** It is judged on the bytes; that the address is not handed out again, is C3. */
  REFUSAL_KEEPS(
      "C7",
      "A block whose realloc was refused stays live, in its place, with its contents.",
      "RW-11, RW-12, PYMALLOC.md 2; C 7.24.3.7"),

  /** Under the profile c null is allowed: {@link Profile.ZeroRequests}. */
  ZERO_SERVED(
      "C8",
      "A request for no bytes is answered with a block, unless a layer below refused.",
      "RW-01, RW-03, RW-07, RW-10, DM-23, PY-75"),

  /** The limit is PY_SSIZE_T_MAX, and PTRDIFF_MAX, which is the same number. */
  LIMITED(
      "C9",
      "A request for more than the limit is answered null.",
      "RW-04, RW-12, DM-04; C 6.5.6 (the difference of two pointers into a block)"),

  /** A product that a size_t holds but that is over the limit is a matter of C9. */
  OVERFLOW_SEEN(
      "C10",
      "A calloc whose count x size is more than a size_t holds is answered null.",
      "RW-06, DM-05; C 7.24.3.2 (space for an array of so many objects)"),

  /** Judged where {@link Profile#servedBytes} says so. */
  SERVED(
      "C11",
      "A request for at least one byte and at most the limit is answered with a block, unless a"
          + " layer below refused.",
      "PYMALLOC.md 2, PY-78, OS-12");

  private final String code;
  private final String sentence;
  private final String source;

  Rule(String code, String sentence, String source) {
    this.code = code;
    this.sentence = sentence;
    this.source = source;
  }

  /** C1 to C11: its name in reports. */
  public String code() {
    return code;
  }

  /** What holds where the rule is kept. */
  public String sentence() {
    return sentence;
  }

  /** Where it is written: rows of INVENTORY.md, sections of PYMALLOC.md and of ISO C. */
  public String source() {
    return source;
  }
}
