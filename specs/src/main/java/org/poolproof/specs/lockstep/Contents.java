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
    if (word < 0 && Long.compareUnsigned(sizeBytes, WHOLE_BYTES) <= 0) {
      long index =
          MemorySegment.mismatch(PATTERN, from, from + prefixBytes, memory, at, at + prefixBytes);
      return index < 0 ? null : sentence(index, expected(from + index), at + index);
    }
    return wrongByByte(at, from, word, number, sizeBytes, prefixBytes);
  }

  private @Nullable String wrongByByte(
      long at, long from, long word, int number, long sizeBytes, long prefixBytes) {
    boolean isWhole = Long.compareUnsigned(sizeBytes, WHOLE_BYTES) <= 0;
    long firstEnd = isWhole ? sizeBytes : EDGE_BYTES;
    long lastStart = isWhole ? sizeBytes : sizeBytes - EDGE_BYTES;
    for (long index = 0; index < prefixBytes; index++) {
      if (index == firstEnd) {
        index = Math.max(index, lastStart);
        if (index >= prefixBytes) {
          break;
        }
      }
      byte expected =
          word >= 0 && index >= word && index < word + Integer.BYTES
              ? (byte) (foreignWord(number) >>> 8 * (index - word))
              : expected(from + (index < firstEnd ? index : index - lastStart));
      if (memory.get(ValueLayout.JAVA_BYTE, at + index) != expected) {
        return sentence(index, expected, at + index);
      }
    }
    return null;
  }

  /** What is wrong with the {@code sizeBytes} bytes that should be zero; null if nothing is. */
  @Nullable String dirty(Address address, long sizeBytes) {
    long at = blocks.offsetOf(address);
    for (long index = 0; index < sizeBytes; index++) {
      if (index == WHOLE_BYTES) {
        index = Math.max(index, sizeBytes - EDGE_BYTES);
      }
      if (memory.get(ValueLayout.JAVA_BYTE, at + index) != 0) {
        return sentence(index, (byte) 0, at + index);
      }
    }
    return null;
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
