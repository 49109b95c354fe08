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
import org.poolproof.specs.script.Step;
import org.poolproof.specs.subject.LayersBelow;

/**
 * Layers below that answer what was recorded, to requests of the recorded kind in the recorded
 * order, and refuse everything else: the comparison of the calls will say what is wrong. Where
 * nothing is recorded they plan the answer themselves.
 */
final class RecordedLayers implements LayersBelow {

  /** What a system's pages, and so its arenas, are aligned to at least. */
  private static final long PAGE_BYTES = 4096;

  private final Geometry geometry;
  private final long arenaAlignmentBytes;
  private final LayerLedger ledger;
  private final PlannedLayers unrecorded;
  private final List<Address> arenas = new ArrayList<>();
  private final List<Address> rawBlocks = new ArrayList<>();
  private List<Below> below = List.of();
  private boolean isRecorded;
  private int next;
  private long line;
  private long operation;
  private @Nullable Difference fault;

  RecordedLayers(Geometry geometry, Recording recording) {
    this.geometry = geometry;
    ledger = new LayerLedger(geometry.maxWord());
    unrecorded = new PlannedLayers(geometry, ledger);
    arenaAlignmentBytes = arenaAlignmentBytes(geometry, recording);
  }

  private static long arenaAlignmentBytes(Geometry geometry, Recording recording) {
    int mode = recording instanceof Recording.Golden golden ? golden.arenaMode() : -1;
    return switch (mode) {
      case 0 -> geometry.arenaBytes();
      case 1 -> PAGE_BYTES;
      default -> 2L * geometry.wordBytes();
    };
  }

  /**
   * Operation number {@code number} begins, and {@code step} says what was recorded of it; {@code
   * recorded}: it says so also if there were no calls.
   */
  void begin(Step step, boolean recorded, long number) {
    below = step.below();
    isRecorded = recorded || !below.isEmpty();
    next = 0;
    line = step.line();
    operation = number;
    ledger.begin();
  }

  /** What was wrong with a recorded answer, or a release, null if nothing was. */
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

  /** Whether {@code address} was granted, be it live or not. */
  boolean wasGranted(Address address) {
    return arenas.contains(address) || rawBlocks.contains(address);
  }

  /**
   * The grant that {@code address} lies in, which is live or was when the operation began; null if
   * there is none.
   */
  LayerLedger.@Nullable Grant grant(Address address) {
    return ledger.find(address);
  }

  /** What has been granted so far. */
  Grants grants() {
    List<Grants.RawBlock> blocks = new ArrayList<>();
    for (int index = 0; index < rawBlocks.size(); index++) {
      Address start = rawBlocks.get(index);
      LayerLedger.Grant live =
          rawBlocks.lastIndexOf(start) == index ? ledger.liveFrom(start) : null;
      blocks.add(new Grants.RawBlock(start, live == null ? 0 : live.lengthBytes()));
    }
    return new Grants(arenas, geometry.arenaBytes(), blocks);
  }

  @Override
  public Answer answer(Request request) {
    if (!isRecorded) {
      return enter(request, unrecorded.answer(request), null);
    }
    Below recorded = nextAnswered();
    Pointer pointer = recorded == null ? null : answer(recorded);
    if (recorded == null || pointer == null || !isSameKind(recorded, request)) {
      return Answer.REFUSED;
    }
    Address address = resolve(pointer);
    if (address != null) {
      return enter(request, Answer.of(address), recorded);
    }
    Pointer open = nextGrant(request);
    if (!pointer.equals(open)) {
      accuse(recorded.line(), open + ", the next grant, or an earlier one", pointer.toString());
      return Answer.REFUSED;
    }
    return enter(request, unrecorded.answer(request), recorded);
  }

  @Override
  public void takeBack(Request release) {
    Address returned =
        switch (release) {
          case Request.ArenaFree(Address arena, ByteCount size) -> arena;
          case Request.RawFree(Address block) -> block;
          case Request.ArenaAlloc a -> throw new IllegalArgumentException(a + " is no release");
          case Request.RawMalloc m -> throw new IllegalArgumentException(m + " is no release");
          case Request.RawCalloc c -> throw new IllegalArgumentException(c + " is no release");
          case Request.RawRealloc r -> throw new IllegalArgumentException(r + " is no release");
        };
    if (!returned.isNull() && !ledger.takeBack(returned)) {
      accuse(line, "the return of what was granted", returned + " is nobody's");
    }
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
      case Below.RawRealloc r ->
          request instanceof Request.RawRealloc realloc
              && realloc.block().isNull() == r.block().equals(Pointer.NULL);
      case Below.RawFree f -> request instanceof Request.RawFree;
    };
  }

  /** The name of what {@code request} is granted: as an answer it leaves the place open. */
  private Pointer nextGrant(Request request) {
    return request instanceof Request.ArenaAlloc
        ? new Pointer.InArena(arenas.size(), 0)
        : new Pointer.InRaw(rawBlocks.size(), 0);
  }

  /** Enters what is granted, if it is; gives back what is answered. */
  private Answer enter(Request request, Answer answer, @Nullable Below recorded) {
    if (!(answer instanceof Answer.Granted(Address address))) {
      return answer;
    }
    if (request instanceof Request.RawRealloc(Address block, ByteCount size)
        && !block.isNull()
        && !ledger.takeBack(block)) {
      accuse(line, "raw realloc of what was granted", block + " is nobody's");
    }
    boolean isArena = request instanceof Request.ArenaAlloc;
    long alignmentBytes = isArena ? arenaAlignmentBytes : 2L * geometry.wordBytes();
    long grantLine = recorded == null ? LayerLedger.UNRECORDED : recorded.line();
    String wrong = ledger.grant(address, sizeBytes(request), alignmentBytes, grantLine);
    if (wrong != null) {
      accuse(recorded == null ? line : grantLine, "a grant of free, aligned memory", wrong);
      return Answer.REFUSED;
    }
    (isArena ? arenas : rawBlocks).add(address);
    return answer;
  }

  /** Keeps the first fault. */
  private void accuse(long faultyLine, String expected, String actual) {
    if (fault == null) {
      fault = new Difference(Difference.Rule.LAYER, faultyLine, operation, expected, actual);
    }
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
