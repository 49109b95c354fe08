package org.poolproof.specs.script;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;

/**
 * Calls that were recorded with their addresses, as operations on numbered blocks. What a call was
 * answered is not kept: another allocator has other addresses, and may serve what this one refused.
 * A block that was there before the recording began is a name that is not bound.
 */
final class RecordedCalls {

  /**
   * A live block.
   *
   * @param line where it was answered
   */
  private record Block(int number, long line) {}

  private final Cursor cursor;
  private final Map<Long, Block> live = new HashMap<>();
  private int nextNumber;

  RecordedCalls(Cursor cursor) {
    this.cursor = cursor;
  }

  /** {@code malloc}, which was answered {@code address}, 0 if it was refused. */
  Step malloc(long size, long address) throws Unreadable {
    return step(new Action.Malloc(Domain.OBJ, created(address), new ByteCount(size)));
  }

  Step calloc(long count, long size, long address) throws Unreadable {
    return step(new Action.Calloc(Domain.OBJ, created(address), count, new ByteCount(size)));
  }

  /** {@code realloc} of {@code old}, which may be 0; one to no bytes may be a free. */
  Step realloc(long old, long size, long address) throws Unreadable {
    if (old != 0 && size == 0 && address == 0) {
      return free(old);
    }
    Block block = address == 0 ? live.get(old) : live.remove(old);
    if (old == 0 || block == null) {
      return step(new Action.ReallocNull(Domain.OBJ, created(address), new ByteCount(size)));
    }
    if (address != 0) {
      keep(address, block.number());
    }
    return step(new Action.Realloc(Domain.OBJ, block.number(), new ByteCount(size)));
  }

  Step free(long address) throws Unreadable {
    if (address == 0) {
      return step(new Action.FreeNull(Domain.OBJ));
    }
    Block block = live.remove(address);
    return step(new Action.Free(Domain.OBJ, block == null ? nextNumber++ : block.number()));
  }

  private int created(long address) throws Unreadable {
    int number = nextNumber++;
    if (address != 0) {
      keep(address, number);
    }
    return number;
  }

  private void keep(long address, int number) throws Unreadable {
    Block before = live.putIfAbsent(address, new Block(number, cursor.line()));
    if (before != null) {
      throw cursor
          .lines()
          .found(
              cursor.lines().start(),
              "another block at 0x" + Long.toHexString(address),
              "that the one of line " + before.line() + " is freed first");
    }
  }

  private Step step(Action action) {
    return new Step(cursor.line(), cursor.lines().lineOffset(), action, null, List.of());
  }
}
