package org.poolproof.specs.lockstep;

import java.util.Comparator;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.script.Expected;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.subject.LayersBelow;

/**
 * Layers below for a trace, which knows where the arenas were and how each operation ended, and no
 * more. A request is refused if the operation was; a raw block stays where it is if the real one
 * did; otherwise raw memory lies where no arena is.
 */
final class TraceLayers implements LayersBelow {

  private static final Address FIRST_RAW_BLOCK = new Address(0x10_0000_0000L);
  private static final Address LAST_RAW_END = new Address(1L << 47);
  private static final long RAW_ALIGNMENT_BYTES = 16;

  private final List<Address> arenaBases;
  private final TraceRooms rooms;
  private final LayerLedger arenas = new LayerLedger(-1L);
  private int arenaCount;
  private boolean refuses;
  private boolean stays;
  private @Nullable String fault;

  TraceLayers(List<Address> arenaBases) {
    this.arenaBases = arenaBases;
    Address rawEnd =
        arenaBases.stream()
            .filter(base -> base.compareTo(FIRST_RAW_BLOCK) >= 0)
            .min(Comparator.naturalOrder())
            .orElse(LAST_RAW_END);
    rooms = new TraceRooms(FIRST_RAW_BLOCK, rawEnd);
  }

  /** The operation that the next requests belong to. */
  void begin(Step step) {
    Expected expected = step.expected();
    refuses = Pointer.NULL.equals(expected);
    stays = Expected.Word.STAYED.equals(expected);
  }

  /** How many arenas were asked for, the refused ones not counted. */
  int arenaCount() {
    return arenaCount;
  }

  /** Whether blocks may share bytes, see {@link TraceRooms#isOutgrown}. */
  boolean isCrowded() {
    return rooms.isOutgrown();
  }

  /** What is wrong with an arena that was listed, null if nothing is. */
  @Nullable String fault() {
    return fault;
  }

  @Override
  public Answer answer(Request request) {
    if (refuses) {
      return Answer.REFUSED;
    }
    return switch (request) {
      case Request.ArenaAlloc(ByteCount size) -> arena(size.value());
      case Request.RawMalloc(ByteCount size) -> raw(size.value());
      case Request.RawCalloc(long count, ByteCount size) -> raw(count * size.value());
      case Request.RawRealloc(Address block, ByteCount size) ->
          stays ? stay(block, size.value()) : move(block, size.value());
      case Request.ArenaFree a -> throw new IllegalArgumentException(a + " is a release");
      case Request.RawFree f -> throw new IllegalArgumentException(f + " is a release");
    };
  }

  @Override
  public void takeBack(Request release) {
    if (release instanceof Request.ArenaFree(Address arena, ByteCount size)) {
      arenas.takeBack(arena);
    } else if (release instanceof Request.RawFree(Address block)) {
      rooms.giveBack(block);
    }
  }

  private Answer arena(long sizeBytes) {
    if (arenaCount++ >= arenaBases.size()) {
      return Answer.REFUSED;
    }
    Address base = arenaBases.get(arenaCount - 1);
    String wrong = arenas.grant(base, sizeBytes, RAW_ALIGNMENT_BYTES, LayerLedger.UNRECORDED);
    if (wrong != null) {
      fault = wrong;
      return Answer.REFUSED;
    }
    return new Answer.Granted(base);
  }

  private Answer stay(Address block, long sizeBytes) {
    return rooms.holds(block, sizeBytes) ? Answer.of(block) : Answer.REFUSED;
  }

  private Answer move(Address block, long sizeBytes) {
    Answer answer = raw(sizeBytes);
    if (answer instanceof Answer.Granted) {
      rooms.giveBack(block);
    }
    return answer;
  }

  private Answer raw(long sizeBytes) {
    Address block = rooms.take(sizeBytes);
    return block == null ? Answer.REFUSED : new Answer.Granted(block);
  }
}
