package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.subject.LayersBelow;

/**
 * Layers below for a script that does not say what they answered. Arenas come from the geometry's
 * slots, the lowest free one, none when all are out; where the system chooses they lie one behind
 * the other. Raw memory lies below the arenas, each block in the lowest gap that it fits into.
 */
final class PlannedLayers implements LayersBelow {

  private static final Address FIRST_ARENA_64_BITS = new Address(0x7f00_0010_0000L);
  private static final Address FIRST_ARENA_32_BITS = new Address(0x8000_0000L);
  private static final long RAW_ALIGNMENT_BYTES = 16;

  private final Geometry geometry;
  private final List<Address> freeSlots;
  private final boolean hasSlots;
  private final long rawEnd;
  private final TreeMap<Long, Long> rawBlocks = new TreeMap<>(Long::compareUnsigned);
  private Address nextArena;

  PlannedLayers(Geometry geometry) {
    this.geometry = geometry;
    freeSlots = new ArrayList<>(geometry.slotAddresses());
    hasSlots = !freeSlots.isEmpty();
    nextArena = geometry.wordBytes() == 8 ? FIRST_ARENA_64_BITS : FIRST_ARENA_32_BITS;
    rawEnd = hasSlots ? geometry.firstSlotFrameIndex() * geometry.arenaBytes() : nextArena.value();
  }

  @Override
  public Answer answer(Request request) {
    return switch (request) {
      case Request.ArenaAlloc a -> arena();
      case Request.RawMalloc(ByteCount size) -> raw(size.value());
      case Request.RawCalloc(long count, ByteCount size) -> raw(count * size.value());
      case Request.RawRealloc(Address block, ByteCount size) -> rawAgain(block, size.value());
      case Request.ArenaFree a -> throw new IllegalArgumentException(a + " is a release");
      case Request.RawFree f -> throw new IllegalArgumentException(f + " is a release");
    };
  }

  @Override
  public void takeBack(Request release) {
    switch (release) {
      case Request.ArenaFree(Address arena, ByteCount size) -> {
        if (hasSlots) {
          freeSlots.add(arena);
          freeSlots.sort(Comparator.naturalOrder());
        }
      }
      case Request.RawFree(Address block) -> rawBlocks.remove(block.value());
      case Request.ArenaAlloc a -> throw new IllegalArgumentException(a + " is no release");
      case Request.RawMalloc m -> throw new IllegalArgumentException(m + " is no release");
      case Request.RawCalloc c -> throw new IllegalArgumentException(c + " is no release");
      case Request.RawRealloc r -> throw new IllegalArgumentException(r + " is no release");
    }
  }

  private Answer arena() {
    if (hasSlots) {
      return freeSlots.isEmpty() ? Answer.REFUSED : new Answer.Granted(freeSlots.removeFirst());
    }
    Address arena = nextArena;
    nextArena = arena.plus(geometry.arenaBytes());
    boolean fits = Long.compareUnsigned(nextArena.value() - 1, geometry.maxWord()) <= 0;
    return fits ? new Answer.Granted(arena) : Answer.REFUSED;
  }

  private Answer rawAgain(Address block, long sizeBytes) {
    Answer answer = raw(sizeBytes);
    if (answer instanceof Answer.Granted) {
      rawBlocks.remove(block.value());
    }
    return answer;
  }

  private Answer raw(long sizeBytes) {
    long start = RAW_ALIGNMENT_BYTES;
    for (Map.Entry<Long, Long> block : rawBlocks.entrySet()) {
      if (fits(start, sizeBytes, block.getKey())) {
        break;
      }
      long end = block.getKey() + block.getValue();
      start = (end + RAW_ALIGNMENT_BYTES - 1) & -RAW_ALIGNMENT_BYTES;
    }
    if (!fits(start, sizeBytes, rawEnd)) {
      return Answer.REFUSED;
    }
    rawBlocks.put(start, Math.max(1, sizeBytes));
    return new Answer.Granted(new Address(start));
  }

  private static boolean fits(long start, long sizeBytes, long end) {
    return start < end && Long.compareUnsigned(Math.max(1, sizeBytes), end - start) <= 0;
  }
}
