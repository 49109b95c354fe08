package org.poolproof.specs.lockstep;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.subject.BlockMemory;

/**
 * What a client writes into its blocks and expects to find there: of each block all the bytes that
 * it asked for, of a very large one those near its ends. What a block holds depends on its number
 * and its size only, so that it stays the same when other operations are left out.
 *
 * <p>Where a pool that began at the block's page would have the index of its arena, the block holds
 * a number that is likely to be one: the ownership test of a table reads it there, and must not
 * believe it (PYMALLOC.md 6).
 *
 * <pre>
 *   | page                                | page
 *   +---------------+---------------------+-------+------
 *   |               | block ..............|......#|.....
 *   +---------------+---------------------+-------+------
 *                                          header  # a word that looks like an arena's index
 * </pre>
 */
final class Contents {

  private static final int PATTERN_BYTES = 1 << 16;
  private static final int EDGE_BYTES = 1 << 12;
  private static final int WHOLE_BYTES = PATTERN_BYTES / 2;
  private static final int[] FOREIGN_WORDS = {0, 1, 2, 3, 15, 16, 17, -1};

  private static final MemorySegment PATTERN = pattern();
  private static final MemorySegment ZEROES =
      MemorySegment.ofArray(new byte[WHOLE_BYTES]).asReadOnly();

  private final MemorySegment memory;
  private final BlockMemory blocks;
  private final long pageMask;
  private final int indexOffset;

  Contents(BlockMemory blocks, Geometry geometry) {
    this.blocks = blocks;
    memory = blocks.segment();
    pageMask = geometry.poolBytes() - 1L;
    indexOffset = 4 * geometry.wordBytes();
  }

  /** Bytes without order, none of them zero. */
  private static MemorySegment pattern() {
    byte[] bytes = new byte[PATTERN_BYTES];
    SplittableRandom random = new SplittableRandom(PATTERN_BYTES);
    for (int at = 0; at < PATTERN_BYTES; at++) {
      bytes[at] = (byte) (1 + random.nextInt(255));
    }
    return MemorySegment.ofArray(bytes).asReadOnly();
  }

  /** Writes what the block {@code number} of {@code sizeBytes} bytes holds. */
  void fill(Address address, int number, long sizeBytes) {
    long at = blocks.offsetOf(address);
    long from = patternOffset(number, sizeBytes);
    if (Long.compareUnsigned(sizeBytes, WHOLE_BYTES) <= 0) {
      MemorySegment.copy(PATTERN, from, memory, at, sizeBytes);
    } else {
      MemorySegment.copy(PATTERN, from, memory, at, EDGE_BYTES);
      MemorySegment.copy(PATTERN, from, memory, at + sizeBytes - EDGE_BYTES, EDGE_BYTES);
    }
    long word = foreignWordOffset(address, sizeBytes);
    if (word >= 0) {
      memory.set(ValueLayout.JAVA_INT_UNALIGNED, at + word, foreignWord(number));
    }
  }

  /**
   * What is wrong with the first {@code prefixBytes} bytes at {@code address}, which should be
   * those of block {@code number} when it had {@code sizeBytes} bytes at {@code home}; null if
   * nothing is.
   */
  @Nullable String wrong(
      Address address, Address home, int number, long sizeBytes, long prefixBytes) {
    long at = blocks.offsetOf(address);
    long from = patternOffset(number, sizeBytes);
    long word = foreignWordOffset(home, sizeBytes);
    boolean isWhole = Long.compareUnsigned(sizeBytes, WHOLE_BYTES) <= 0;
    if (word < 0 && isWhole) {
      long index = mismatch(at, from, 0, prefixBytes);
      return index < 0 ? null : sentence(index, expected(from + index), at + index);
    }
    long firstEnd = Math.min(prefixBytes, isWhole ? sizeBytes : EDGE_BYTES);
    String wrong = wrongBetween(at, from, 0, firstEnd, word, number);
    long lastStart = sizeBytes - EDGE_BYTES;
    return wrong != null || isWhole || prefixBytes <= lastStart
        ? wrong
        : wrongBetween(at, from - lastStart, lastStart, prefixBytes, word, number);
  }

  /** The first index from {@code start} to {@code end} where the pattern is not, -1 if none. */
  private long mismatch(long at, long from, long start, long end) {
    long index =
        MemorySegment.mismatch(PATTERN, from + start, from + end, memory, at + start, at + end);
    return index < 0 ? -1 : start + index;
  }

  /** What is wrong from index {@code start} to {@code end}, where the foreign word may lie. */
  private @Nullable String wrongBetween(
      long at, long from, long start, long end, long word, int number) {
    boolean hasWord = word >= 0 && word < end && word + Integer.BYTES > start;
    long wordStart = hasWord ? Math.max(start, word) : end;
    long wordEnd = hasWord ? Math.min(end, word + Integer.BYTES) : end;
    long index = mismatch(at, from, start, wordStart);
    if (index >= 0) {
      return sentence(index, expected(from + index), at + index);
    }
    for (long inWord = wordStart; inWord < wordEnd; inWord++) {
      byte expected = (byte) (foreignWord(number) >>> 8 * (inWord - word));
      if (memory.get(ValueLayout.JAVA_BYTE, at + inWord) != expected) {
        return sentence(inWord, expected, at + inWord);
      }
    }
    index = mismatch(at, from, wordEnd, end);
    return index < 0 ? null : sentence(index, expected(from + index), at + index);
  }

  /** What is wrong with the {@code sizeBytes} bytes that should be zero; null if nothing is. */
  @Nullable String dirty(Address address, long sizeBytes) {
    long at = blocks.offsetOf(address);
    long firstEnd = Math.min(sizeBytes, WHOLE_BYTES);
    long lastStart = Math.max(firstEnd, sizeBytes - EDGE_BYTES);
    String dirt = dirtBetween(at, 0, firstEnd);
    return dirt == null ? dirtBetween(at, lastStart, sizeBytes) : dirt;
  }

  private @Nullable String dirtBetween(long at, long start, long end) {
    long index = MemorySegment.mismatch(ZEROES, 0, end - start, memory, at + start, at + end);
    return index < 0 ? null : sentence(start + index, (byte) 0, at + start + index);
  }

  private String sentence(long index, byte expected, long at) {
    return "byte %d is 0x%02x instead of 0x%02x"
        .formatted(index, memory.get(ValueLayout.JAVA_BYTE, at), expected);
  }

  private byte expected(long patternAt) {
    return PATTERN.get(ValueLayout.JAVA_BYTE, patternAt);
  }

  private static long patternOffset(int number, long sizeBytes) {
    long mixed = (number * 0x9e37_79b9_7f4a_7c15L) ^ (sizeBytes * 0xd6e8_feb8_6659_fd93L);
    return (mixed ^ mixed >>> 32) & WHOLE_BYTES - 1;
  }

  /** Where in the block a pool's header would hold the arena's index, -1 if the block does not. */
  private long foreignWordOffset(Address address, long sizeBytes) {
    long offset = indexOffset - (address.value() & pageMask);
    long inBlock = offset < 0 ? offset + pageMask + 1 : offset;
    return Long.compareUnsigned(inBlock + Integer.BYTES, sizeBytes) <= 0 ? inBlock : -1;
  }

  private static int foreignWord(int number) {
    return FOREIGN_WORDS[number % FOREIGN_WORDS.length];
  }
}
