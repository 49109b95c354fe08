package org.poolproof.model.contract;

import org.poolproof.model.geometry.ByteCount;

/**
 * Where allocators owe their callers different things.
 *
 * @param name what it is called in reports
 * @param alignmentBytes the alignment of blocks that can hold any object, a power of two
 * @param wordBytes the size of a pointer and of a size_t, 4 or 8
 * @param alignsSmallBlocksLess whether a block is only aligned for the objects that fit into it
 * @param zeroRequests what a request for no bytes may be answered
 * @param servedBytes up to so many bytes, unsigned, null needs a reason: a layer below that
 *     refused; 0 if it never needs one
 */
public record Profile(
    String name,
    int alignmentBytes,
    int wordBytes,
    boolean alignsSmallBlocksLess,
    ZeroRequests zeroRequests,
    long servedBytes) {

  /** What malloc(0), calloc(0, x), calloc(x, 0) and realloc(p, 0) may answer. */
  public enum ZeroRequests {
    /** A block of its own. Null is a refusal, and needs a reason below; p is then kept. */
    ANSWER_A_BLOCK,
    /** The same, but for realloc(p, 0), which may answer null as below. */
    ANSWER_A_BLOCK_BUT_REALLOC_OR_NULL,
    /**
     * A block of its own, or null. Null from realloc(p, 0) ends the block's life in the ledger: up
     * to C17 it is implementation-defined whether p was freed (DR 400), since C23 the call is
     * undefined, and C libraries do either. Whatever the allocator meant, nothing more is demanded
     * of it for p, and the client must not use p again.
     */
    ANSWER_A_BLOCK_OR_NULL
  }

  public Profile {
    if (alignmentBytes < 1 || Integer.bitCount(alignmentBytes) != 1) {
      throw new IllegalArgumentException(
          "alignment=" + alignmentBytes + " is not a positive power of two");
    }
    if (wordBytes != 4 && wordBytes != 8) {
      throw new IllegalArgumentException("word=" + wordBytes + " is neither 4 nor 8");
    }
  }

  /**
   * The functions PyMem_Raw*, PyMem_* and PyObject_*. Every block, however small, is aligned for
   * any object, for the client may be told so (PYMALLOC.md 1). A request within the limit fails
   * only if a layer below refused during it: pymalloc passes on what it cannot serve (PY-78).
   */
  public static Profile python(int alignmentBytes, int wordBytes) {
    return new Profile(
        "python",
        alignmentBytes,
        wordBytes,
        false,
        ZeroRequests.ANSWER_A_BLOCK,
        limitBytes(wordBytes));
  }

  /**
   * malloc, calloc, realloc and free of a C library.
   *
   * <p>Small blocks are aligned for what fits into them. C23 says so; until C17 the words demanded
   * the alignment of any object whatever the size (DR 075), but allocators in use answer 8 bytes at
   * a multiple of 8 (jemalloc, mimalloc), and no client that keeps to the sizes it asked for can
   * tell. Who wants the older reading sets {@code alignsSmallBlocksLess} to false.
   *
   * <p>Null is always allowed: C gives a caller no promise that space can be had, and what a C
   * library asked the system for is not seen. Who judges an allocator that cannot run out of memory
   * in the run asks for {@link #serving}; then a null without a reason is broken here too.
   */
  public static Profile c(int alignmentBytes, int wordBytes) {
    return new Profile(
        "c", alignmentBytes, wordBytes, true, ZeroRequests.ANSWER_A_BLOCK_OR_NULL, 0);
  }

  /**
   * This, but requests up to {@code bytes}, those for no bytes included, are answered with a block:
   * what any client in fact relies on while memory lasts.
   */
  public Profile serving(long bytes) {
    return new Profile(
        name,
        alignmentBytes,
        wordBytes,
        alignsSmallBlocksLess,
        zeroRequests == ZeroRequests.ANSWER_A_BLOCK_OR_NULL
            ? ZeroRequests.ANSWER_A_BLOCK_BUT_REALLOC_OR_NULL
            : zeroRequests,
        bytes);
  }

  /**
   * Whether a request for no bytes is owed a block.
   *
   * @param isRealloc whether it is of a block that there is
   */
  public boolean mustServeZero(boolean isRealloc) {
    return switch (zeroRequests) {
      case ANSWER_A_BLOCK -> true;
      case ANSWER_A_BLOCK_BUT_REALLOC_OR_NULL -> !isRealloc;
      case ANSWER_A_BLOCK_OR_NULL -> false;
    };
  }

  /** The greatest request that may be granted: PY_SSIZE_T_MAX or PTRDIFF_MAX. */
  public long limitBytes() {
    return limitBytes(wordBytes);
  }

  private static long limitBytes(int wordBytes) {
    return wordBytes == 8 ? Long.MAX_VALUE : Integer.MAX_VALUE;
  }

  /** The greatest size_t, and the greatest address; unsigned. */
  public long greatestWord() {
    return wordBytes == 8 ? -1L : 0xffff_ffffL;
  }

  /**
   * The alignment owed to a request of {@code size}: the full one or, where small blocks are
   * aligned less, that of the largest object that fits, whose size is a multiple of its alignment.
   */
  public long owedAlignmentBytes(ByteCount size) {
    if (!alignsSmallBlocksLess || size.exceeds(alignmentBytes)) {
      return alignmentBytes;
    }
    return Math.max(1, Long.highestOneBit(size.value()));
  }
}
