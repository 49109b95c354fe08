package org.poolproof.specs.script;

/** What a script says about the answer to an operation: a pointer, or a word that says less. */
public sealed interface Expected permits Pointer, Expected.Word {

  /** Answers that name no address. {@link #toString()} is the spelling in a script. */
  enum Word implements Expected {
    /** Any address but null. */
    BLOCK("block"),
    /** Of a realloc: another address than before, not null. */
    MOVED("moved"),
    /** Of a realloc: the address of before. */
    STAYED("stayed"),
    /** The operation named a block that does not exist, and touched nothing. */
    UNBOUND("-");

    private final String spelling;

    Word(String spelling) {
      this.spelling = spelling;
    }

    @Override
    public String toString() {
      return spelling;
    }
  }
}
