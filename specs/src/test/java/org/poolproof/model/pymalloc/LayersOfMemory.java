package org.poolproof.model.pymalloc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.Ownership;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Request;

/**
 * An arena allocator and raw memory that keep their own contract: no two grants overlap. Arenas lie
 * in the geometry's slots, the lowest free one, and raw memory in the lowest gap below them. Where
 * there are no slots, arenas begin anywhere in frames behind which a node of the radix tree ends,
 * and raw memory is never used twice.
 */
final class LayersOfMemory {
  private static final long FIRST_RAW = 0x1000_0000L;
  private static final long GREATEST_RAW_BYTES = 1 << 20;

  private final Geometry geometry;
  private final SplittableRandom random;
  private final Map<Integer, Address> arenas = new HashMap<>();
  private final TreeMap<Long, Long> rawEnds = new TreeMap<>();
  private long nextRaw = FIRST_RAW;

  LayersOfMemory(Geometry geometry, SplittableRandom random) {
    this.geometry = geometry;
    this.random = random;
  }

  Answer answer(Request request, boolean refuse) {
    return switch (request) {
      case Request.ArenaAlloc a -> refuse ? Answer.REFUSED : arena();
      case Request.RawMalloc(ByteCount size) -> refuse ? Answer.REFUSED : raw(size);
      case Request.RawCalloc(long count, ByteCount size) ->
          refuse ? Answer.REFUSED : raw(new ByteCount(count * size.value()));
      case Request.RawRealloc(Address block, ByteCount size) -> {
        Answer answer = refuse ? Answer.REFUSED : raw(size);
        if (answer instanceof Answer.Granted) {
          rawEnds.remove(block.value());
        }
        yield answer;
      }
      case Request.ArenaFree a -> throw new IllegalArgumentException("not answered: " + a);
      case Request.RawFree f -> throw new IllegalArgumentException("not answered: " + f);
    };
  }

  void released(Request request) {
    if (request instanceof Request.ArenaFree(Address arena, ByteCount size)
        && !arenas.values().remove(arena)) {
      throw new AssertionError(arena + " was not granted");
    }
    if (request instanceof Request.RawFree(Address block)) {
      rawEnds.remove(block.value());
    }
  }

  private Answer raw(ByteCount size) {
    if (size.exceeds(GREATEST_RAW_BYTES)) {
      return Answer.REFUSED;
    }
    if (geometry.slots() != null) {
      return below(geometry.firstSlotFrameIndex() * geometry.arenaBytes(), size.value());
    }
    Address block = new Address(nextRaw);
    nextRaw = block.plus(Math.max(1, size.value())).roundedUp(16).value();
    return new Answer.Granted(block);
  }

  private Answer below(long limit, long sizeBytes) {
    long start = 16;
    for (Map.Entry<Long, Long> block : rawEnds.entrySet()) {
      if (start + sizeBytes < block.getKey()) {
        break;
      }
      start = new Address(block.getValue()).roundedUp(16).value();
    }
    long end = start + Math.max(1, sizeBytes);
    if (end > limit) {
      return Answer.REFUSED;
    }
    rawEnds.put(start, end);
    return new Answer.Granted(new Address(start));
  }

  private Answer arena() {
    List<Address> slots = geometry.slotAddresses();
    int slot = 0;
    while (arenas.containsKey(slot)) {
      slot++;
    }
    if (geometry.slots() != null && slot == slots.size()) {
      return Answer.REFUSED;
    }
    Address arena = geometry.slots() == null ? anywhere(slot) : slots.get(slot);
    arenas.put(slot, arena);
    return new Answer.Granted(arena);
  }

  private Address anywhere(int slot) {
    long offset =
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> (long) random.nextInt(geometry.poolsPerArena()) * geometry.poolBytes();
          default -> 16L * random.nextInt(geometry.arenaBytes() / 16);
        };
    return new Address(frameIndex(slot) * geometry.arenaBytes() + offset);
  }

  private long frameIndex(int slot) {
    return switch (geometry.ownership()) {
      case Ownership.Radix radix when radix.hasInteriorNodes() ->
          slot % 4 == 0
              ? (slot / 4 + 1L << radix.middleBits() + radix.bottomBits()) - 1
              : (slot + 1L << radix.bottomBits()) - 1;
      case Ownership.Radix flat -> 0x2000 + 2L * slot;
      case Ownership.Table() -> 0x2000 + 2L * slot;
    };
  }
}
