package org.poolproof.specs.script;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;

/**
 * The {@code .rep} file of a malloc laboratory: four numbers - a heap size, how many blocks and how
 * many operations there are, a weight - and then a line for each operation. The source is the
 * README of the traces of CS:APP.
 *
 * <pre>
 *   a ID BYTES    malloc       r ID BYTES    realloc       f ID    free, of no block if ID is -1
 * </pre>
 */
final class MalloclabBody implements Body {

  private final Cursor cursor;
  private final long blockCount;
  private final long operationCount;
  private final Set<Integer> live = new HashSet<>();
  private long readCount;

  /** Reads the four numbers; the cursor is at the first. */
  MalloclabBody(Cursor cursor) throws Unreadable {
    this.cursor = cursor;
    number("the suggested size of the heap");
    blockCount = numberOfNextLine("the number of blocks");
    operationCount = numberOfNextLine("the number of operations");
    numberOfNextLine("the weight of this trace");
  }

  /** Whether the line at {@code cursor} is one number, as the first of such a file. */
  static boolean isFirstLine(Cursor cursor) {
    return Cursor.isDigit(cursor.peek());
  }

  private long numberOfNextLine(String expected) throws Unreadable {
    cursor.advance();
    return number(expected);
  }

  private long number(String expected) throws Unreadable {
    long number = cursor.decimal(Integer.MAX_VALUE, expected + ", below 2^31");
    requireEnd();
    return number;
  }

  private void requireEnd() throws Unreadable {
    cursor.skipSpaces();
    cursor.requireEnd();
  }

  @Override
  public @Nullable Statement next() throws Unreadable {
    if (!cursor.advance()) {
      if (readCount < operationCount) {
        throw cursor.found("operation " + (readCount + 1) + " of " + operationCount);
      }
      return null;
    }
    if (readCount++ == operationCount) {
      throw cursor.found("the end of the file behind " + operationCount + " operations");
    }
    long line = cursor.line();
    long offset = cursor.lines().lineOffset();
    Action action = action();
    requireEnd();
    return new Step(line, offset, action, null, List.of());
  }

  private Action action() throws Unreadable {
    if (cursor.passes("a ")) {
      int place = cursor.position();
      int number = blockNumber();
      if (!live.add(number)) {
        throw cursor.foundAt(place, "the number of a block that is not live");
      }
      return new Action.Malloc(Domain.OBJ, number, size());
    }
    if (cursor.passes("r ")) {
      int number = blockNumber();
      return live.add(number)
          ? new Action.ReallocNull(Domain.OBJ, number, size())
          : new Action.Realloc(Domain.OBJ, number, size());
    }
    if (!cursor.passes("f ")) {
      throw cursor.found("a line of one of a, r, f");
    }
    if (cursor.passesWord("-1")) {
      return new Action.FreeNull(Domain.OBJ);
    }
    int place = cursor.position();
    int number = blockNumber();
    if (!live.remove(number)) {
      throw cursor.foundAt(place, "the number of a live block, or -1");
    }
    return new Action.Free(Domain.OBJ, number);
  }

  private int blockNumber() throws Unreadable {
    if (blockCount == 0) {
      throw cursor.found("no block: the second line says that there is none");
    }
    return (int) cursor.decimal(blockCount - 1, "the number of a block, below " + blockCount);
  }

  private ByteCount size() throws Unreadable {
    cursor.requireSpaces(Cursor.DECIMAL);
    return new ByteCount(cursor.size());
  }
}
