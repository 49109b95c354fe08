package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.specs.script.Below;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Unreadable;

/**
 * A recording that contradicts itself: one line grants memory, or refuses it, and the operation
 * that needed it is answered a place elsewhere that nobody has, or amid a raw block. One of the two
 * lines is wrong; which of them, tells what the recording says later of the one place or the other.
 */
final class Contradiction {

  /** What a later line says of the grant or refusal. */
  private enum Evidence {
    NONE,
    CONFIRMS,
    REFUTES
  }

  /** The grant; a refusal is one at the null address, where nothing lies. */
  private final LayerLedger.Grant grant;

  private final boolean isArena;
  private final Step step;
  private final Address answered;
  private final RecordedLayers layers;
  private final List<LayerLedger.Grant> laterGrants = new ArrayList<>();

  private Contradiction(
      LayerLedger.Grant grant,
      boolean isArena,
      Step step,
      Address answered,
      RecordedLayers layers) {
    this.grant = grant;
    this.isArena = isArena;
    this.step = step;
    this.answered = answered;
    this.layers = layers;
  }

  /**
   * The contradiction between the answer to {@code step} and the grant that {@code actual}, the
   * subject's answer, comes from, or the last refusal, which makes it null; null if there is none.
   */
  static @Nullable Contradiction find(Step step, Address actual, RecordedLayers layers) {
    Address answered = step.expected() instanceof Pointer pointer ? layers.resolve(pointer) : null;
    if (answered == null || answered.isNull() || answered.equals(actual)) {
      return null;
    }
    LayerLedger.Grant around = layers.grant(answered);
    LayerLedger.Grant live = actual.isNull() ? null : layers.grant(actual);
    for (Below below : step.below().reversed()) {
      LayerLedger.Grant grant = actual.isNull() ? refusal(below) : live;
      boolean isArena = below instanceof Below.ArenaAlloc;
      boolean isElsewhere = around == null || (Objects.equals(around, grant) && !isArena);
      if (grant != null && below.line() == grant.line() && isElsewhere) {
        return new Contradiction(grant, isArena, step, answered, layers);
      }
    }
    return null;
  }

  /** The refusal that {@code below} is, null if it is none. */
  private static LayerLedger.@Nullable Grant refusal(Below below) {
    LayerLedger.Grant made = granted(below);
    return made != null && made.start().isNull() ? made : null;
  }

  /**
   * Reads on in {@code reader} up to the first line that shows the grant or refusal to be wrong.
   * Gives back {@code apparent}, the difference as it appeared, if there is none.
   */
  Difference resolve(Difference apparent, ScriptReader reader, Wording wording) {
    Long witness;
    try {
      witness = witness(reader);
    } catch (Unreadable rest) {
      witness = null;
    }
    return witness == null
        ? apparent
        : new Difference(
            Difference.Rule.LAYER,
            grant.line(),
            apparent.operation(),
            "the grant of "
                + wording.of(answered)
                + ", as line "
                + step.line()
                + " answers and line "
                + witness
                + " confirms",
            grant.start().isNull() ? "a refusal" : "the grant of " + wording.of(grant.start()));
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
    LayerLedger.Grant later = granted(below);
    if (later == null || later.start().isNull()) {
      return Evidence.NONE;
    }
    laterGrants.add(later);
    if (later.contains(answered)) {
      return Evidence.CONFIRMS;
    }
    boolean overlaps = later.contains(grant.start()) || grant.contains(later.start());
    return overlaps ? Evidence.REFUTES : Evidence.NONE;
  }

  /** What {@code below} is granted, at the null address if refused; null if it is a release. */
  private static LayerLedger.@Nullable Grant granted(Below below) {
    return switch (below) {
      case Below.ArenaAlloc a -> granted(a.answer(), a.size().value(), a.line());
      case Below.RawMalloc m -> granted(m.answer(), m.size().value(), m.line());
      case Below.RawCalloc c ->
          granted(c.answer(), c.elementCount() * c.elementSize().value(), c.line());
      case Below.RawRealloc r -> granted(r.answer(), r.size().value(), r.line());
      case Below.ArenaFree a -> null;
      case Below.RawFree f -> null;
    };
  }

  private static LayerLedger.@Nullable Grant granted(Pointer answer, long sizeBytes, long line) {
    return switch (answer) {
      case Pointer.At(Address start) -> new LayerLedger.Grant(start, Math.max(1, sizeBytes), line);
      case Pointer.Null() -> new LayerLedger.Grant(Address.NULL, Math.max(1, sizeBytes), line);
      case Pointer.InArena a -> null;
      case Pointer.InRaw r -> null;
    };
  }

  /**
   * What is answered lies in what was granted. Close to the answer that contradicts the grant it
   * says nothing of one that covers it: another arena, a little aside, would cover it too.
   */
  private Evidence ofAnswer(Step step) {
    if (!isArena || !(step.expected() instanceof Pointer.At(Address place))) {
      return Evidence.NONE;
    }
    if (grant.contains(place)) {
      return isNearAnswer(place) ? Evidence.NONE : Evidence.CONFIRMS;
    }
    return isBesideAnswer(place) ? Evidence.REFUTES : Evidence.NONE;
  }

  private boolean isPlaceOfAnswer(Address returned) {
    return isArena ? answered.isWithin(returned, grant.lengthBytes()) : answered.equals(returned);
  }

  /** Whether {@code place} can lie in one arena with the answer, and in none that was granted. */
  private boolean isBesideAnswer(Address place) {
    return isNearAnswer(place)
        && layers.grant(place) == null
        && laterGrants.stream().noneMatch(later -> later.contains(place));
  }

  private boolean isNearAnswer(Address place) {
    long length = grant.lengthBytes();
    return place.isWithin(answered.plus(-length), 2 * length);
  }
}
