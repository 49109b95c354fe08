package org.poolproof.specs.lockstep;

import java.util.List;
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
 * did; otherwise raw memory lies where no arena is, and no place is used twice.
 */
final class TraceLayers implements LayersBelow {

  private static final Address FIRST_RAW_BLOCK = new Address(0x10_0000_0000L);
  private static final long RAW_ALIGNMENT_BYTES = 16;

  private final List<Address> arenaBases;
  private int arenaCount;
  private Address nextRawBlock = FIRST_RAW_BLOCK;
  private boolean refuses;
  private boolean stays;

  TraceLayers(List<Address> arenaBases) {
    this.arenaBases = arenaBases;
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

  @Override
  public Answer answer(Request request) {
    if (refuses) {
      return Answer.REFUSED;
    }
    return switch (request) {
      case Request.ArenaAlloc a -> arena();
      case Request.RawMalloc(ByteCount size) -> raw(size.value());
      case Request.RawCalloc(long count, ByteCount size) -> raw(count * size.value());
      case Request.RawRealloc(Address block, ByteCount size) ->
          stays ? stay(block, size.value()) : raw(size.value());
      case Request.ArenaFree a -> throw new IllegalArgumentException(a + " is a release");
      case Request.RawFree f -> throw new IllegalArgumentException(f + " is a release");
    };
  }

  @Override
  public void takeBack(Request release) {
    // The places of a trace are not used again.
  }

  private Answer arena() {
    boolean known = arenaCount < arenaBases.size();
    arenaCount++;
    return known ? new Answer.Granted(arenaBases.get(arenaCount - 1)) : Answer.REFUSED;
  }

  /**
   * The block that stays may reach into its neighbour here, where the real one had none: nobody
   * writes to either.
   */
  private Answer stay(Address block, long sizeBytes) {
    Address end = end(block, sizeBytes);
    nextRawBlock = end.compareTo(nextRawBlock) > 0 ? end : nextRawBlock;
    return Answer.of(block);
  }

  private Answer raw(long sizeBytes) {
    Address block = nextRawBlock;
    nextRawBlock = end(block, sizeBytes);
    return new Answer.Granted(block);
  }

  private static Address end(Address block, long sizeBytes) {
    return block.plus(Math.max(1, sizeBytes)).roundedUp(RAW_ALIGNMENT_BYTES);
  }
}
