package org.poolproof.specs.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.Owning;
import org.poolproof.specs.explore.Fingerprinting.Fingerprint;

/**
 * A set of fingerprints off the Java heap: open addressing, linear probing, at most three quarters
 * full, each fingerprint in one or two words, of which the low one is not 0. Beyond a number of
 * bytes it lies in a file that is mapped.
 *
 * <p>Any number of threads may ask while none adds.
 */
@InheritableMustCall("close")
@SuppressWarnings({
  "resourceleak:required.method.not.called", // growing closes the old arena, close the last one
  "resourceleak:missing.creates.mustcall.for"
})
final class FingerprintSet implements AutoCloseable {

  private static final long FIRST_SLOT_COUNT = 1 << 12;
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;

  private final int wordCount;
  private final long memoryBytes;
  private final Path folder;
  private @Owning Arena arena;
  private MemorySegment slots;
  private long slotCount;
  private long count;

  /**
   * An empty set.
   *
   * @param memoryBytes so many bytes of memory it may take
   * @param folder for what takes more
   */
  FingerprintSet(int bits, long memoryBytes, Path folder) {
    wordCount = bits / Long.SIZE;
    this.memoryBytes = memoryBytes;
    this.folder = folder;
    slotCount = FIRST_SLOT_COUNT;
    arena = Arena.ofShared();
    slots = allocate(arena, slotCount * wordCount * Long.BYTES, memoryBytes, folder);
  }

  long count() {
    return count;
  }

  /** Zeroed memory. While the set grows, the old and the new slots are held. */
  private static MemorySegment allocate(Arena owner, long bytes, long memoryBytes, Path folder) {
    if (bytes + bytes / 2 <= memoryBytes) {
      return owner.allocate(bytes, Long.BYTES);
    }
    try {
      Path file = Files.createTempFile(folder, "fingerprints", ".tmp");
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE)) {
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, owner);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  boolean contains(Fingerprint fingerprint) {
    return wordAt(slotOf(fingerprint.high(), low(fingerprint))) != 0;
  }

  /** Whether {@code fingerprint} is new; then it is added. */
  boolean add(Fingerprint fingerprint) {
    long low = low(fingerprint);
    long slot = slotOf(fingerprint.high(), low);
    if (wordAt(slot) != 0) {
      return false;
    }
    put(slot, fingerprint.high(), low);
    count++;
    if (count > slotCount / 4 * 3) {
      grow();
    }
    return true;
  }

  private static long low(Fingerprint fingerprint) {
    return fingerprint.low() == 0 ? 1 : fingerprint.low();
  }

  /** Where a fingerprint is, or would be. */
  private long slotOf(long high, long low) {
    long slot = low >>> Long.numberOfLeadingZeros(slotCount - 1);
    while (wordAt(slot) != 0 && !(wordAt(slot) == low && highAt(slot) == high)) {
      slot = slot + 1 & slotCount - 1;
    }
    return slot;
  }

  private long wordAt(long slot) {
    return slots.getAtIndex(WORD, slot * wordCount);
  }

  private long highAt(long slot) {
    return wordCount == 1 ? 0 : slots.getAtIndex(WORD, slot * wordCount + 1);
  }

  private void put(long slot, long high, long low) {
    slots.setAtIndex(WORD, slot * wordCount, low);
    if (wordCount > 1) {
      slots.setAtIndex(WORD, slot * wordCount + 1, high);
    }
  }

  private void grow() {
    Arena oldArena = arena;
    MemorySegment old = slots;
    long oldCount = slotCount;
    Arena larger = Arena.ofShared();
    slots = allocate(larger, 2 * old.byteSize(), memoryBytes, folder);
    try (oldArena) {
      slotCount = 2 * oldCount;
      arena = larger;
      for (long slot = 0; slot < oldCount; slot++) {
        long low = old.getAtIndex(WORD, slot * wordCount);
        if (low != 0) {
          long high = wordCount == 1 ? 0 : old.getAtIndex(WORD, slot * wordCount + 1);
          put(slotOf(high, low), high, low);
        }
      }
    }
  }

  @Override
  @EnsuresCalledMethods(value = "arena", methods = "close")
  public void close() {
    arena.close();
  }
}
