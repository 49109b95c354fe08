package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.script.Below;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.subject.LayersBelow;

/**
 * Layers below that answer what was recorded, to requests of the recorded kind in the recorded
 * order, and refuse everything else: the comparison of the calls will say what is wrong.
 */
final class RecordedLayers implements LayersBelow {

  private final Geometry geometry;
  private final long arenaAlignmentBytes;
  private final LayersBelow unrecorded;
  private final LayerLedger ledger;
  private final List<Address> arenas = new ArrayList<>();
  private final List<Address> rawBlocks = new ArrayList<>();
  private List<Below> below = List.of();
  private boolean isRecorded;
  private int next;
  private @Nullable Difference fault;

  /**
   * @param unrecorded who answers where the script says nothing
   */
  RecordedLayers(Geometry geometry, Recording recording, LayersBelow unrecorded) {
    this.geometry = geometry;
    this.unrecorded = unrecorded;
    ledger = new LayerLedger(geometry.maxWord());
    arenaAlignmentBytes = arenaAlignmentBytes(geometry, recording);
  }

  private static long arenaAlignmentBytes(Geometry geometry, Recording recording) {
    int mode = recording instanceof Recording.Golden golden ? golden.arenaMode() : -1;
    return switch (mode) {
      case 0 -> geometry.arenaBytes();
      case 1 -> geometry.poolBytes();
      default -> 2L * geometry.wordBytes();
    };
  }

  /**
   * The calls that were recorded for the next operation; {@code isRecorded}: and there were no
   * others.
   */
  void begin(List<Below> calls, boolean recorded) {
    below = calls;
    isRecorded = recorded || !calls.isEmpty();
    next = 0;
  }

  /** What was wrong with a recorded answer, null if nothing was. */
  @Nullable Difference fault() {
    return fault;
  }

  /** The address of {@code pointer}, null if it names what has not been granted. */
  @Nullable Address resolve(Pointer pointer) {
    return switch (pointer) {
      case Pointer.Null() -> Address.NULL;
      case Pointer.At(Address address) -> address;
      case Pointer.InArena(int index, long offset) -> granted(arenas, index, offset);
      case Pointer.InRaw(int index, long offset) -> granted(rawBlocks, index, offset);
    };
  }

  private static @Nullable Address granted(List<Address> grants, int index, long offset) {
    return index < grants.size() ? grants.get(index).plus(offset) : null;
  }

  @Override
  public Answer answer(Request request) {
    Below recorded = isRecorded ? nextAnswered() : null;
    if (isRecorded && (recorded == null || !isSameKind(recorded, request))) {
      return Answer.REFUSED;
    }
    Answer answer =
        recorded == null ? unrecorded.answer(request) : recordedAnswer(recorded, request);
    return switch (answer) {
      case Answer.Refused() -> answer;
      case Answer.Granted(Address address) ->
          enter(request, address, recorded) ? answer : Answer.REFUSED;
    };
  }

  @Override
  public void takeBack(Request release) {
    switch (release) {
      case Request.ArenaFree(Address arena, ByteCount size) -> ledger.takeBack(arena);
      case Request.RawFree(Address block) -> ledger.takeBack(block);
      case Request.ArenaAlloc a -> throw new IllegalArgumentException(a + " is no release");
      case Request.RawMalloc m -> throw new IllegalArgumentException(m + " is no release");
      case Request.RawCalloc c -> throw new IllegalArgumentException(c + " is no release");
      case Request.RawRealloc r -> throw new IllegalArgumentException(r + " is no release");
    }
    unrecorded.takeBack(release);
  }

  private @Nullable Below nextAnswered() {
    while (next < below.size()) {
      Below candidate = below.get(next++);
      if (answer(candidate) != null) {
        return candidate;
      }
    }
    return null;
  }

  private static @Nullable Pointer answer(Below below) {
    return switch (below) {
      case Below.ArenaAlloc a -> a.answer();
      case Below.RawMalloc m -> m.answer();
      case Below.RawCalloc c -> c.answer();
      case Below.RawRealloc r -> r.answer();
      case Below.ArenaFree a -> null;
      case Below.RawFree f -> null;
    };
  }

  private static boolean isSameKind(Below below, Request request) {
    return switch (below) {
      case Below.ArenaAlloc a -> request instanceof Request.ArenaAlloc;
      case Below.ArenaFree a -> request instanceof Request.ArenaFree;
      case Below.RawMalloc m -> request instanceof Request.RawMalloc;
      case Below.RawCalloc c -> request instanceof Request.RawCalloc;
      case Below.RawRealloc r -> request instanceof Request.RawRealloc;
      case Below.RawFree f -> request instanceof Request.RawFree;
    };
  }

  /** An answer that names the next grant leaves the place open. */
  private Answer recordedAnswer(Below recorded, Request request) {
    Pointer pointer = answer(recorded);
    Address address = pointer == null ? null : resolve(pointer);
    return address == null ? unrecorded.answer(request) : Answer.of(address);
  }

  private boolean enter(Request request, Address address, @Nullable Below recorded) {
    if (request instanceof Request.RawRealloc(Address block, ByteCount size)) {
      ledger.takeBack(block);
    }
    boolean isArena = request instanceof Request.ArenaAlloc;
    long alignmentBytes = isArena ? arenaAlignmentBytes : 2L * geometry.wordBytes();
    String wrong = ledger.grant(address, sizeBytes(request), alignmentBytes);
    if (wrong != null && recorded != null) {
      fault =
          new Difference(
              Difference.Rule.LAYER,
              recorded.line(),
              null,
              "a grant of free, aligned memory",
              wrong);
      return false;
    }
    (isArena ? arenas : rawBlocks).add(address);
    return true;
  }

  private static long sizeBytes(Request request) {
    return switch (request) {
      case Request.ArenaAlloc(ByteCount size) -> size.value();
      case Request.RawMalloc(ByteCount size) -> size.value();
      case Request.RawCalloc(long count, ByteCount size) -> count * size.value();
      case Request.RawRealloc(Address block, ByteCount size) -> size.value();
      case Request.ArenaFree a -> 0;
      case Request.RawFree f -> 0;
    };
  }
}
