package org.poolproof.impl.memory;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * The state of every byte of a window of logical addresses. The window is cut into pages of 4096
 * bytes; one that is all OUTSIDE is not kept, and one that was set as a whole costs little, so that
 * windows may be as large as the address space and grants and returns of whole arenas are cheap:
 *
 * <pre>
 *     no array            all OUTSIDE
 *     array of 1 byte     all of that state; shared, never written
 *     array of 4096       a state for each byte
 * </pre>
 */
final class Shadow {
  private static final @SignedPositive int PAGE_SHIFT = 12;
  private static final @SignedPositive @ByteSize int PAGE_BYTES = 1 << PAGE_SHIFT;
  private static final @SignedPositive int RECENT_COUNT = 256;
  private static final ByteState[] STATES = ByteState.values();
  private static final int OUTSIDE = ByteState.OUTSIDE.ordinal();
  private static final byte[][] UNIFORM = {{0}, {1}, {2}, {3}};
  private static final byte[] NOWHERE = new byte[PAGE_BYTES];

  private final @Unsigned @Address long lower;
  private final @SignedPositive @ByteSize long bytes;
  private final Map<@Unsigned Long, byte[]> pages = new HashMap<>();

  /** Pages by the lower bits of their index, so that most look-ups need no hashing. */
  private final byte[][] recentPages = new byte[RECENT_COUNT][];

  private final @Unsigned long[] recentIndexes = new long[RECENT_COUNT];

  /** A window of so many bytes from {@code lower}, all of it OUTSIDE. */
  Shadow(@Unsigned @Address long lower, @SignedPositive @ByteSize long bytes) {
    this.lower = lower;
    this.bytes = bytes;
    Arrays.fill(recentPages, UNIFORM[OUTSIDE]);
  }

  /** The state of one byte. */
  ByteState get(@Unsigned @Address long at) {
    requireInside(at, 1);
    byte[] page = page(at >>> PAGE_SHIFT);
    return STATES[page.length == 1 ? page[0] : page[indexInPage(at)]];
  }

  /** Sets the state of a range. */
  void set(@Unsigned @Address long at, @SignedPositive @ByteSize long n, ByteState state) {
    requireInside(at, n);
    long end = at + n;
    for (long from = at; from != end; ) {
      int length = lengthInPage(from, end);
      setInPage(from, length, UNIFORM[state.ordinal()]);
      from += length;
    }
  }

  /**
   * Passes when every byte of the range has one of some states.
   *
   * @throws MemoryFault otherwise, naming the first that has not
   */
  void require(
      String what,
      @Unsigned @Address long at,
      @SignedPositive @ByteSize long n,
      ByteState... allowed) {
    requireInside(at, n);
    int mask = 0;
    for (ByteState state : allowed) {
      mask |= 1 << state.ordinal();
    }
    long end = at + n;
    for (long from = at; from != end; ) {
      int length = lengthInPage(from, end);
      byte[] page = page(from >>> PAGE_SHIFT);
      int first = page.length == 1 ? 0 : indexInPage(from);
      int count = page.length == 1 ? 1 : length;
      for (int i = 0; i < count; i++) {
        int state = page[first + i];
        if ((mask & 1 << state) == 0) {
          String sentence = what + " touches " + STATES[state] + " bytes";
          throw new MemoryFault(sentence, from + (@ByteSize int) i);
        }
      }
      from += length;
    }
  }

  /** The states of a range, as ordinals. */
  byte[] save(@Unsigned @Address long at, @SignedPositive @ByteSize int n) {
    byte[] saved = new byte[n];
    save(at, saved);
    return saved;
  }

  /** The same into {@code saved}, as many as that holds. */
  void save(@Unsigned @Address long at, byte[] saved) {
    requireInside(at, (@ByteSize int) saved.length);
    int done = 0;
    long end = at + (@ByteSize int) saved.length;
    for (long from = at; from != end; ) {
      int length = lengthInPage(from, end);
      byte[] page = page(from >>> PAGE_SHIFT);
      if (page.length == 1) {
        Arrays.fill(saved, done, done + length, page[0]);
      } else {
        System.arraycopy(page, indexInPage(from), saved, done, length);
      }
      done += length;
      from += length;
    }
  }

  /** Puts saved states back. */
  void restore(@Unsigned @Address long at, byte[] saved) {
    requireInside(at, (@ByteSize int) saved.length);
    int done = 0;
    long end = at + (@ByteSize int) saved.length;
    for (long from = at; from != end; ) {
      int length = lengthInPage(from, end);
      long index = from >>> PAGE_SHIFT;
      byte[] page = written(page(index));
      System.arraycopy(saved, done, page, indexInPage(from), length);
      keep(index, page);
      done += length;
      from += length;
    }
  }

  /** How many pages are kept. */
  int pageCount() {
    return pages.size();
  }

  private void setInPage(
      @Unsigned @Address long at, @SignedPositive @ByteSize int length, byte[] uniform) {
    long index = at >>> PAGE_SHIFT;
    byte[] page = page(index);
    if (length == PAGE_BYTES) {
      keep(index, uniform);
    } else if (page.length != 1 || page[0] != uniform[0]) {
      byte[] states = written(page);
      Arrays.fill(states, indexInPage(at), indexInPage(at) + length, uniform[0]);
      if (page.length == 1 || uniform[0] == OUTSIDE) {
        keep(index, states);
      }
    }
  }

  /** A page that may be written: the page itself, unless it is shared. */
  private static byte[] written(byte[] page) {
    if (page.length != 1) {
      return page;
    }
    byte[] states = new byte[PAGE_BYTES];
    Arrays.fill(states, page[0]);
    return states;
  }

  private byte[] page(@Unsigned long index) {
    int slot = slotOf(index);
    if (recentIndexes[slot] != index) {
      byte[] page = pages.get(index);
      recentIndexes[slot] = index;
      recentPages[slot] = page == null ? UNIFORM[OUTSIDE] : page;
    }
    return recentPages[slot];
  }

  private void keep(@Unsigned long index, byte[] page) {
    boolean isOutside = page[0] == OUTSIDE && (page.length == 1 || Arrays.equals(page, NOWHERE));
    if (isOutside) {
      pages.remove(index);
    } else {
      pages.put(index, page);
    }
    recentIndexes[slotOf(index)] = index;
    recentPages[slotOf(index)] = isOutside ? UNIFORM[OUTSIDE] : page;
  }

  private static int slotOf(@Unsigned long index) {
    return (int) index & (RECENT_COUNT - 1);
  }

  private static @SignedPositive int indexInPage(@Unsigned @Address long at) {
    return (int) at & (PAGE_BYTES - 1);
  }

  /** How many of the bytes before {@code end} lie in the page of the first. */
  @SuppressWarnings("signedness:return") // at most a page
  private static @SignedPositive @ByteSize int lengthInPage(
      @Unsigned @Address long from, @Unsigned @Address long end) {
    int rest = PAGE_BYTES - (@ByteSize int) indexInPage(from);
    return Long.compareUnsigned(end - from, rest) < 0 ? (int) (end - from) : rest;
  }

  private void requireInside(@Unsigned @Address long at, @SignedPositive @ByteSize long n) {
    long first = at - lower;
    if (Long.compareUnsigned(first, bytes) > 0 || Long.compareUnsigned(n, bytes - first) > 0) {
      throw new MemoryFault("access to " + n + " bytes outside the window", at);
    }
  }
}
