package org.poolproof.specs.lockstep;

import java.util.Random;
import java.util.function.Predicate;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.subject.LayersBelow;

/**
 * Layers below that refuse now and then. Arenas of a geometry without slots lie anywhere among the
 * first few dozen places, aligned or not, and are used again; raw memory moves or stays.
 */
final class ChangingLayers implements LayersBelow {

  private static final int PLACE_COUNT = 48;
  private static final long ALIGNMENT_BYTES = 16;

  private final Geometry geometry;
  private final Random random;
  private final int refusalPercentage;
  private final LayerLedger ledger;
  private final PlannedLayers planned;

  ChangingLayers(Geometry geometry, Random random, int refusalPercentage) {
    this.geometry = geometry;
    this.random = random;
    this.refusalPercentage = refusalPercentage;
    ledger = new LayerLedger(geometry.maxWord());
    planned = new PlannedLayers(geometry, ledger);
  }

  @Override
  public Answer answer(Request request) {
    if (random.nextInt(100) < refusalPercentage) {
      return Answer.REFUSED;
    }
    return switch (request) {
      case Request.ArenaAlloc(ByteCount size) when geometry.slots() == null ->
          enter(arena(), size.value());
      case Request.ArenaAlloc(ByteCount size) -> enter(planned.answer(request), size.value());
      case Request.RawMalloc(ByteCount size) -> enter(planned.answer(request), size.value());
      case Request.RawCalloc(long count, ByteCount size) ->
          enter(planned.answer(request), count * size.value());
      case Request.RawRealloc(Address block, ByteCount size) -> realloc(request, block, size);
      case Request.ArenaFree a -> throw new IllegalArgumentException(a.toString());
      case Request.RawFree f -> throw new IllegalArgumentException(f.toString());
    };
  }

  @Override
  public void takeBack(Request release) {
    Address returned =
        release instanceof Request.ArenaFree(Address arena, ByteCount size)
            ? arena
            : ((Request.RawFree) release).block();
    if (!returned.isNull() && !ledger.takeBack(returned)) {
      throw new IllegalStateException(release + " gives back what is nobody's");
    }
  }

  private Answer realloc(Request request, Address block, ByteCount size) {
    LayerLedger.Grant old = ledger.find(block);
    long length = Math.max(1, size.value());
    boolean fits = old != null && Long.compareUnsigned(length, old.lengthBytes()) <= 0;
    Answer answer =
        fits && random.nextBoolean() ? new Answer.Granted(block) : planned.answer(request);
    if (answer instanceof Answer.Granted) {
      ledger.takeBack(block);
    }
    return enter(answer, size.value());
  }

  private Answer arena() {
    long bytes = geometry.arenaBytes();
    Predicate<Address> isFree = place -> ledger.isFree(place, bytes);
    long shift = random.nextInt((int) (bytes / ALIGNMENT_BYTES)) * ALIGNMENT_BYTES;
    long offset = random.nextBoolean() ? 0 : random.nextBoolean() ? geometry.poolBytes() : shift;
    Address place = LayersBelow.firstArena(geometry).plus(offset);
    while (!isFree.test(place)) {
      place = place.plus((1 + random.nextInt(PLACE_COUNT)) * bytes);
    }
    return new Answer.Granted(place);
  }

  private Answer enter(Answer answer, long bytes) {
    if (answer instanceof Answer.Granted(Address address)) {
      String wrong = ledger.grant(address, bytes, 1, LayerLedger.UNRECORDED);
      if (wrong != null) {
        throw new IllegalStateException(wrong);
      }
    }
    return answer;
  }
}
