package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.specs.script.Below;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Unreadable;

/**
 * A recording that contradicts itself: one line grants memory, and the operation that needed it is
 * answered a place elsewhere that nobody has. One of the two lines is wrong; which of them, tells
 * what the recording says later of the one place or the other.
 */
final class Contradiction {

  /** What a later line says of the grant. */
  private enum Evidence {
    NONE,
    CONFIRMS,
    REFUTES
  }

  private final LayerLedger.Grant grant;
  private final boolean isArena;
  private final Address answered;
  private final RecordedLayers layers;
  private final List<LayerLedger.Grant> laterGrants = new ArrayList<>();

  private Contradiction(
      LayerLedger.Grant grant, boolean isArena, Address answered, RecordedLayers layers) {
    this.grant = grant;
    this.isArena = isArena;
    this.answered = answered;
    this.layers = layers;
  }

  /**
   * The contradiction between the answer to {@code step} and the grant that {@code actual}, the
   * subject's answer, comes from; null if there is none.
   */
  static @Nullable Contradiction find(Step step, Address actual, RecordedLayers layers) {
    LayerLedger.Grant grant = layers.grant(actual);
    Address answered = step.expected() instanceof Pointer pointer ? layers.resolve(pointer) : null;
    if (grant == null || answered == null || answered.isNull() || layers.grant(answered) != null) {
      return null;
    }
    for (Below below : step.below()) {
      if (below.line() == grant.line()) {
        return new Contradiction(grant, below instanceof Below.ArenaAlloc, answered, layers);
      }
    }
    return null;
  }

  /**
   * Reads on in {@code reader} up to the first line that shows the grant to be wrong. Gives back
   * {@code inAnswer}, the difference as it appeared, if there is none.
   */
  Difference resolve(Difference inAnswer, ScriptReader reader, Wording wording) {
    Long witness;
    try {
      witness = witness(reader);
    } catch (Unreadable rest) {
      witness = null;
    }
    return witness == null
        ? inAnswer
        : new Difference(
            Difference.Rule.LAYER,
            grant.line(),
            inAnswer.operation(),
            "the grant of "
                + wording.of(answered)
                + ", as line "
                + inAnswer.line()
                + " answers and line "
                + witness
                + " confirms",
            "the grant of " + wording.of(grant.start()));
  }

  /** The first line that refutes the grant, null if a line confirms it before or there is none. */
  private @Nullable Long witness(ScriptReader reader) throws Unreadable {
    for (Statement next = reader.next(); next instanceof Step step; next = reader.next()) {
      for (Below below : step.below()) {
        Evidence evidence = first(ofRelease(below), ofGrant(below));
        if (evidence != Evidence.NONE) {
          return evidence == Evidence.REFUTES ? below.line() : null;
        }
      }
      Evidence evidence = ofAnswer(step);
      if (evidence != Evidence.NONE) {
        return evidence == Evidence.REFUTES ? step.line() : null;
      }
    }
    return null;
  }

  private static Evidence first(Evidence one, Evidence other) {
    return one == Evidence.NONE ? other : one;
  }

  /** What is given back was granted. */
  private Evidence ofRelease(Below below) {
    Pointer pointer =
        switch (below) {
          case Below.ArenaFree a -> isArena ? a.arena() : Pointer.NULL;
          case Below.RawRealloc r -> isArena ? Pointer.NULL : r.block();
          case Below.RawFree f -> isArena ? Pointer.NULL : f.block();
          case Below.ArenaAlloc a -> Pointer.NULL;
          case Below.RawMalloc m -> Pointer.NULL;
          case Below.RawCalloc c -> Pointer.NULL;
        };
    Address returned = layers.resolve(pointer);
    if (returned == null || returned.isNull()) {
      return Evidence.NONE;
    }
    if (returned.equals(grant.start())) {
      return Evidence.CONFIRMS;
    }
    return isPlaceOfAnswer(returned) ? Evidence.REFUTES : Evidence.NONE;
  }

  /** What is granted was free. */
  private Evidence ofGrant(Below below) {
    LayerLedger.Grant later =
        switch (below) {
          case Below.ArenaAlloc a -> granted(a.answer(), a.size().value(), a.line());
          case Below.RawMalloc m -> granted(m.answer(), m.size().value(), m.line());
          case Below.RawCalloc c ->
              granted(c.answer(), c.elementCount() * c.elementSize().value(), c.line());
          case Below.RawRealloc r -> granted(r.answer(), r.size().value(), r.line());
          case Below.ArenaFree a -> null;
          case Below.RawFree f -> null;
        };
    if (later == null) {
      return Evidence.NONE;
    }
    laterGrants.add(later);
    if (later.contains(answered)) {
      return Evidence.CONFIRMS;
    }
    boolean overlaps = later.contains(grant.start()) || grant.contains(later.start());
    return overlaps ? Evidence.REFUTES : Evidence.NONE;
  }

  private static LayerLedger.@Nullable Grant granted(Pointer answer, long sizeBytes, long line) {
    return answer instanceof Pointer.At(Address start)
        ? new LayerLedger.Grant(start, Math.max(1, sizeBytes), line)
        : null;
  }

  /** What is answered lies in what was granted. */
  private Evidence ofAnswer(Step step) {
    if (!isArena || !(step.expected() instanceof Pointer.At(Address place))) {
      return Evidence.NONE;
    }
    if (grant.contains(place)) {
      return Evidence.CONFIRMS;
    }
    return isBesideAnswer(place) ? Evidence.REFUTES : Evidence.NONE;
  }

  private boolean isPlaceOfAnswer(Address returned) {
    return isArena ? answered.isWithin(returned, grant.lengthBytes()) : answered.equals(returned);
  }

  /** Whether {@code place} can lie in one arena with the answer, and in none that was granted. */
  private boolean isBesideAnswer(Address place) {
    long length = grant.lengthBytes();
    return place.isWithin(answered.plus(-length), 2 * length)
        && layers.grant(place) == null
        && laterGrants.stream().noneMatch(later -> later.contains(place));
  }
}
