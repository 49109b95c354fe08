package org.poolproof.model.contract;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;

/**
 * What the contract writes into blocks and expects to find there. Each 8 bytes depend on the
 * block's serial and on their offset, so that contents from elsewhere do not look right, and no
 * byte is zero, so that neither does memory that was never written. Of a byte's 8 bits 7 vary: a
 * lone byte from another pattern passes for the right one with probability 1/128, 8 of them
 * practically never.
 */
final class Pattern {

  /** A byte that is not what it should be, the first of them. */
  record Difference(ByteCount offset, byte expected, byte actual) {}

  static final int PIECE_BYTES = 4096;

  /** The serial of no block: its pattern is zeroes. */
  private static final long BLANK_SERIAL = 0;

  private static final long NO_BYTE_IS_ZERO = 0x0101_0101_0101_0101L;

  /** From one word to the next: odd, so that the words of a block differ. */
  private static final long STEP = 0x9e37_79b9_7f4a_7c15L;

  private final Scrutiny scrutiny;
  private final byte[] blank = new byte[PIECE_BYTES];
  private final byte[] patterned = new byte[PIECE_BYTES];
  private final byte[] actual = new byte[PIECE_BYTES];

  Pattern(Scrutiny scrutiny) {
    this.scrutiny = scrutiny;
  }

  /** Writes the pattern of {@code block} into it. */
  void fill(Memory memory, LiveBlock block) {
    fill(memory, block, 0, scrutiny.firstEdgeEndOffset(block.size()));
    fill(memory, block, scrutiny.lastEdgeStartOffset(block.size()), block.size().value());
  }

  /** Where {@code block} does not hold its pattern; null if it does. */
  @Nullable Difference differenceIn(Memory memory, LiveBlock block) {
    return differenceAt(memory, block.address(), block, block.size());
  }

  /** Where the bytes at {@code place} are not the first {@code prefix} ones of {@code block}. */
  @Nullable Difference differenceAt(
      Memory memory, Address place, LiveBlock block, ByteCount prefix) {
    return difference(memory, place, block.serial(), block.size(), prefix);
  }

  /** Where the {@code size} bytes at {@code place} are not zero. */
  @Nullable Difference dirtAt(Memory memory, Address place, ByteCount size) {
    return difference(memory, place, BLANK_SERIAL, size, size);
  }

  /** The 8 bytes, little-endian, at {@code wordIndex} x 8 of the block {@code serial}. */
  static long word(long serial, long wordIndex) {
    return firstWord(serial) + wordIndex * STEP | NO_BYTE_IS_ZERO;
  }

  /** Before zeroes are kept out; far from that of any other block, in steps. */
  private static long firstWord(long serial) {
    long mixed = serial * 0xd6e8_feb8_6659_fd93L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xd6e8_feb8_6659_fd93L;
    return mixed ^ (mixed >>> 29);
  }

  private void fill(Memory memory, LiveBlock block, long startOffset, long endOffset) {
    for (long offset = startOffset; offset < endOffset; offset += PIECE_BYTES) {
      int lengthBytes = (int) Math.min(PIECE_BYTES, endOffset - offset);
      byte[] bytes = expectedBytes(block.serial(), offset, lengthBytes);
      memory.write(block.address().plus(offset), bytes, lengthBytes);
    }
  }

  private @Nullable Difference difference(
      Memory memory, Address place, long serial, ByteCount size, ByteCount prefix) {
    long firstEdgeEndOffset = scrutiny.firstEdgeEndOffset(size);
    long endOffset = prefix.exceeds(firstEdgeEndOffset) ? firstEdgeEndOffset : prefix.value();
    Difference first = difference(memory, place, serial, 0, endOffset);
    return first != null
        ? first
        : difference(memory, place, serial, scrutiny.lastEdgeStartOffset(size), prefix.value());
  }

  private @Nullable Difference difference(
      Memory memory, Address place, long serial, long startOffset, long endOffset) {
    for (long offset = startOffset; offset < endOffset; offset += PIECE_BYTES) {
      int lengthBytes = (int) Math.min(PIECE_BYTES, endOffset - offset);
      byte[] expected = expectedBytes(serial, offset, lengthBytes);
      memory.read(place.plus(offset), actual, lengthBytes);
      int index = Arrays.mismatch(expected, 0, lengthBytes, actual, 0, lengthBytes);
      if (index >= 0) {
        return new Difference(new ByteCount(offset + index), expected[index], actual[index]);
      }
    }
    return null;
  }

  /** An array that begins with the {@code lengthBytes} bytes from {@code offset}, 8 x n, on. */
  private byte[] expectedBytes(long serial, long offset, int lengthBytes) {
    if (serial == BLANK_SERIAL) {
      return blank;
    }
    long word = firstWord(serial) + offset / Long.BYTES * STEP;
    for (int index = 0; index < lengthBytes; index += Long.BYTES) {
      store(word | NO_BYTE_IS_ZERO, patterned, index);
      word += STEP;
    }
    return patterned;
  }

  /** Little-endian; the compiler makes one store of the eight. */
  private static void store(long word, byte[] bytes, int index) {
    bytes[index] = (byte) word;
    bytes[index + 1] = (byte) (word >>> 8);
    bytes[index + 2] = (byte) (word >>> 16);
    bytes[index + 3] = (byte) (word >>> 24);
    bytes[index + 4] = (byte) (word >>> 32);
    bytes[index + 5] = (byte) (word >>> 40);
    bytes[index + 6] = (byte) (word >>> 48);
    bytes[index + 7] = (byte) (word >>> 56);
  }
}
