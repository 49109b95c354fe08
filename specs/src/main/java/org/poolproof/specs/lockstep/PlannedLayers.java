package org.poolproof.specs.lockstep;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.subject.LayersBelow;

/**
 * The answers of layers below where a script does not say them. Arenas come from the geometry's
 * slots, the lowest free one, none when all are out; where the system chooses they lie one behind
 * the other. Raw memory lies below the arenas, each block in the lowest gap that it fits into; of
 * those that raw malloc grants no more live at a time than the geometry allows. What is free is
 * what the ledger says: a grant that is recorded is respected.
 */
final class PlannedLayers {

  private static final long RAW_ALIGNMENT_BYTES = 16;

  private final Geometry geometry;
  private final LayerLedger ledger;
  private final List<Address> slots;
  private final Address rawEnd;
  private final Set<Address> mallocs = new HashSet<>();
  private Address nextArena;

  PlannedLayers(Geometry geometry, LayerLedger ledger) {
    this.geometry = geometry;
    this.ledger = ledger;
    slots = geometry.slotAddresses();
    nextArena = LayersBelow.firstArena(geometry);
    rawEnd =
        slots.isEmpty()
            ? nextArena
            : new Address(geometry.firstSlotFrameIndex() * geometry.arenaBytes());
  }

  /** Where raw memory ends. */
  Address rawEnd() {
    return rawEnd;
  }

  /** What is granted; the caller enters it into the ledger. */
  Answer answer(Request request) {
    return switch (request) {
      case Request.ArenaAlloc a -> slots.isEmpty() ? arena() : slot();
      case Request.RawMalloc(ByteCount size) -> rawMalloc(size.value());
      case Request.RawCalloc(long count, ByteCount size) -> raw(count * size.value());
      case Request.RawRealloc(Address block, ByteCount size) -> rawRealloc(block, size.value());
      case Request.ArenaFree a -> throw new IllegalArgumentException(a + " is a release");
      case Request.RawFree f -> throw new IllegalArgumentException(f + " is a release");
    };
  }

  private Answer slot() {
    for (Address slot : slots) {
      if (ledger.isFree(slot, geometry.arenaBytes())) {
        return new Answer.Granted(slot);
      }
    }
    return Answer.REFUSED;
  }

  private Answer arena() {
    Address arena = nextArena;
    while (fits(arena) && !ledger.isFree(arena, geometry.arenaBytes())) {
      arena = arena.plus(geometry.arenaBytes());
    }
    if (!fits(arena)) {
      return Answer.REFUSED;
    }
    nextArena = arena.plus(geometry.arenaBytes());
    return new Answer.Granted(arena);
  }

  private boolean fits(Address arena) {
    Address last = new Address(geometry.maxWord());
    return arena.compareTo(rawEnd) >= 0
        && arena.compareTo(last) <= 0
        && Long.compareUnsigned(geometry.arenaBytes() - 1, last.offsetFrom(arena)) <= 0;
  }

  private Answer rawMalloc(long sizeBytes) {
    mallocs.removeIf(block -> ledger.liveFrom(block) == null);
    int limit = geometry.rawBlockLimit();
    if (limit != Geometry.UNLIMITED && mallocs.size() >= limit) {
      return Answer.REFUSED;
    }
    return noted(raw(sizeBytes));
  }

  private Answer rawRealloc(Address block, long sizeBytes) {
    Answer answer = raw(sizeBytes);
    boolean isMoved = answer instanceof Answer.Granted && mallocs.remove(block);
    return isMoved ? noted(answer) : answer;
  }

  private Answer noted(Answer answer) {
    if (answer instanceof Answer.Granted(Address block)) {
      mallocs.add(block);
    }
    return answer;
  }

  private Answer raw(long sizeBytes) {
    long lengthBytes = Math.max(1, sizeBytes);
    @Nullable Address gap = ledger.gapFrom(Address.NULL, lengthBytes, RAW_ALIGNMENT_BYTES, rawEnd);
    return gap == null ? Answer.REFUSED : new Answer.Granted(gap);
  }
}
