package org.poolproof.specs.lockstep;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.script.Conditions;
import org.poolproof.specs.script.Conditions.ArenaPlace;
import org.poolproof.specs.subject.LayersBelow;

/**
 * Layers below that do what the {@link Conditions} of an operation say, and otherwise grant: arenas
 * where {@link PlannedLayers} do, raw memory wherever the next gap is, so that freed places are not
 * used again at once.
 */
final class ConditionedLayers implements LayersBelow {

  /** Raw memory goes round in a piece of this size, so that it stays resident. */
  private static final long RAW_ROUND_BYTES = 1 << 26;

  /** More than that nobody is granted. */
  private static final long GREATEST_RAW_BYTES = 1 << 24;

  private static final long RAW_ALIGNMENT_BYTES = 16;

  private final Geometry geometry;
  private final LayerLedger ledger;
  private final PlannedLayers planned;
  private Conditions conditions = Conditions.CALM;
  private int requestIndex;
  private long operation;
  private Address nextRaw = Address.NULL;
  private @Nullable Difference fault;

  ConditionedLayers(Geometry geometry) {
    this.geometry = geometry;
    ledger = new LayerLedger(geometry.maxWord());
    planned = new PlannedLayers(geometry, ledger);
  }

  /** Operation number {@code number} begins. */
  void begin(Conditions during, long number) {
    conditions = during;
    requestIndex = 0;
    operation = number;
    ledger.begin();
  }

  /** What was wrong with a release, null if nothing was. */
  @Nullable Difference fault() {
    return fault;
  }

  @Override
  public Answer answer(Request request) {
    if (conditions.refuses(requestIndex++)) {
      return Answer.REFUSED;
    }
    return switch (request) {
      case Request.ArenaAlloc(ByteCount size) -> arena(request, size.value());
      case Request.RawMalloc(ByteCount size) -> raw(size.value());
      case Request.RawCalloc(long count, ByteCount size) ->
          size.timesExceeds(count, geometry.maxWord()) ? Answer.REFUSED : raw(count * size.value());
      case Request.RawRealloc(Address block, ByteCount size) -> realloc(block, size.value());
      case Request.ArenaFree a -> throw new IllegalArgumentException(a + " is a release");
      case Request.RawFree f -> throw new IllegalArgumentException(f + " is a release");
    };
  }

  private Answer arena(Request request, long sizeBytes) {
    ArenaPlace place = conditions.arenaPlace();
    if (place != null) {
      Address arena =
          LayersBelow.firstArena(geometry)
              .plus((long) place.frameIndex() * geometry.arenaBytes() + place.offsetBytes());
      if (isGranted(arena, sizeBytes)) {
        return new Answer.Granted(arena);
      }
    }
    Answer answer = planned.answer(request);
    return answer instanceof Answer.Granted(Address arena) && isGranted(arena, sizeBytes)
        ? answer
        : Answer.REFUSED;
  }

  private Answer raw(long sizeBytes) {
    long lengthBytes = Math.max(1, sizeBytes);
    if (Long.compareUnsigned(lengthBytes, GREATEST_RAW_BYTES) > 0) {
      return Answer.REFUSED;
    }
    Address end = planned.rawEnd();
    Address gap = ledger.gapFrom(nextRaw, lengthBytes, RAW_ALIGNMENT_BYTES, end);
    if (gap == null) {
      gap = ledger.gapFrom(Address.NULL, lengthBytes, RAW_ALIGNMENT_BYTES, end);
    }
    if (gap == null || !isGranted(gap, lengthBytes)) {
      return Answer.REFUSED;
    }
    Address behind = gap.plus(lengthBytes);
    nextRaw = behind.value() > RAW_ROUND_BYTES ? Address.NULL : behind;
    return new Answer.Granted(gap);
  }

  private Answer realloc(Address block, long sizeBytes) {
    if (block.isNull()) {
      return raw(sizeBytes);
    }
    LayerLedger.Grant old = ledger.find(block);
    if (old == null) {
      accuse("raw realloc of what was granted", block);
      return Answer.REFUSED;
    }
    if (conditions.rawStays() && hasRoom(old, sizeBytes)) {
      ledger.takeBack(block);
      return isGranted(block, sizeBytes) ? new Answer.Granted(block) : Answer.REFUSED;
    }
    Answer answer = raw(sizeBytes);
    if (answer instanceof Answer.Granted) {
      ledger.takeBack(block);
    }
    return answer;
  }

  /** Whether {@code old} can have {@code sizeBytes} where it is. */
  private boolean hasRoom(LayerLedger.Grant old, long sizeBytes) {
    long moreBytes = sizeBytes - old.lengthBytes();
    if (Long.compareUnsigned(sizeBytes, old.lengthBytes()) <= 0) {
      return true;
    }
    Address end = old.start().plus(old.lengthBytes());
    return Long.compareUnsigned(sizeBytes, GREATEST_RAW_BYTES) <= 0
        && Long.compareUnsigned(moreBytes, planned.rawEnd().offsetFrom(end)) <= 0
        && ledger.isFree(end, moreBytes);
  }

  private boolean isGranted(Address place, long sizeBytes) {
    return ledger.grant(place, sizeBytes, RAW_ALIGNMENT_BYTES / 2, LayerLedger.UNRECORDED) == null;
  }

  @Override
  public void takeBack(Request release) {
    Address returned =
        release instanceof Request.ArenaFree(Address arena, ByteCount size)
            ? arena
            : ((Request.RawFree) release).block();
    if (!returned.isNull() && !ledger.takeBack(returned)) {
      accuse("the return of what was granted", returned);
    }
  }

  /** Keeps the first fault. */
  private void accuse(String expected, Address actual) {
    if (fault == null) {
      fault =
          new Difference(Difference.Rule.LAYER, null, operation, expected, actual + " is nobody's");
    }
  }
}
