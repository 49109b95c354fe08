package org.poolproof.impl.memory;

import java.util.Arrays;
import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/** The state of every byte of a window of logical addresses, one byte for each. */
final class Shadow {
  private static final ByteState[] STATES = ByteState.values();

  private final @Unsigned @Address long lower;
  private final byte[] states;

  Shadow(@Unsigned @Address long lower, @SignedPositive @ByteSize int bytes) {
    this.lower = lower;
    this.states = new byte[bytes];
  }

  /** The state of one byte. */
  ByteState get(@Unsigned @Address long at) {
    return STATES[states[indexOf(at, 1)]];
  }

  /** Sets the state of a range. */
  void set(@Unsigned @Address long at, @SignedPositive @ByteSize long bytes, ByteState state) {
    int first = indexOf(at, bytes);
    Arrays.fill(states, first, first + (int) bytes, (byte) state.ordinal());
  }

  /** Sets the states of a range to those of another of the same length. */
  void copy(
      @Unsigned @Address long from, @Unsigned @Address long to, @SignedPositive @ByteSize long n) {
    System.arraycopy(states, indexOf(from, n), states, indexOf(to, n), (int) n);
  }

  /**
   * Passes when every byte of the range has one of two states.
   *
   * @throws MemoryFault otherwise, naming the first that has not
   */
  void require(
      String what,
      @Unsigned @Address long at,
      @SignedPositive @ByteSize long bytes,
      ByteState one,
      ByteState other) {
    int first = indexOf(at, bytes);
    for (int i = first; i < first + (int) bytes; i++) {
      int state = states[i];
      if (state != one.ordinal() && state != other.ordinal()) {
        int offset = (@ByteSize int) (i - first);
        throw new MemoryFault(what + " touches " + STATES[state] + " bytes", at + offset);
      }
    }
  }

  /** The states of a range, as ordinals. */
  byte[] save(@Unsigned @Address long at, @SignedPositive @ByteSize int bytes) {
    int first = indexOf(at, bytes);
    return Arrays.copyOfRange(states, first, first + bytes);
  }

  /** Puts saved states back. */
  void restore(@Unsigned @Address long at, byte[] saved) {
    System.arraycopy(saved, 0, states, indexOf(at, (@ByteSize int) saved.length), saved.length);
  }

  @SuppressWarnings("signedness:return") // at most the length of an array
  private @SignedPositive int indexOf(
      @Unsigned @Address long at, @SignedPositive @ByteSize long bytes) {
    long first = at - lower;
    if (Long.compareUnsigned(first, states.length) > 0
        || Long.compareUnsigned(bytes, states.length - first) > 0) {
      throw new MemoryFault("access to " + bytes + " bytes outside the window", at);
    }
    return (int) first;
  }
}
