package org.poolproof.specs.subject;

/**
 * The client broke its own rules, such as to free a block by a function that it does not belong to.
 * What an allocator does then says nothing.
 */
public final class UndefinedOperation extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param sentence what the client did
   */
  public UndefinedOperation(String sentence) {
    super(sentence);
  }
}
