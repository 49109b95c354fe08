package org.poolproof.specs.script;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.Ownership;
import org.poolproof.model.operation.Domain;

/** The lines of a golden log below its first. Calls below stand before their operation there. */
final class GoldenBody implements Body {

  private enum Part {
    OPERATIONS,
    COUNTERS,
    STATISTICS
  }

  private final Cursor cursor;
  private final GoldenAddresses addresses;
  private final LiveBlocks blocks = new LiveBlocks();
  private Part part = Part.OPERATIONS;
  private int missingTotalCount;
  private boolean isLastLineEmpty;

  /**
   * The lines behind the first. A statistics text, which need not be there, consists of one part,
   * in a radix tree with interior nodes of two; each part ends with a total, the text with an empty
   * line.
   */
  GoldenBody(Cursor cursor, Geometry geometry, Regions regions) {
    this.cursor = cursor;
    this.addresses = new GoldenAddresses(cursor, regions);
    this.missingTotalCount =
        switch (geometry.ownership()) {
          case Ownership.Table() -> 1;
          case Ownership.Radix radix -> radix.hasInteriorNodes() ? 2 : 1;
        };
  }

  @Override
  public @Nullable Statement next() throws Unreadable {
    return switch (part) {
      case OPERATIONS -> operation();
      case COUNTERS -> firstStatisticsLine();
      case STATISTICS -> nextStatisticsLine();
    };
  }

  private Statement operation() throws Unreadable {
    List<Below> below = List.of();
    while (cursor.advance()) {
      switch (cursor.peek()) {
        case 'm', 'c', 'n', 'r', 'f' -> {
          return step(below);
        }
        case 'A', 'a', 'M', 'C', 'R', 'F' -> {
          below = below.isEmpty() ? new ArrayList<>() : below;
          below.add(below());
        }
        default -> {
          return counters(below);
        }
      }
    }
    throw cursor.found("an operation, or the line '# end'");
  }

  private Step step(List<Below> below) throws Unreadable {
    long line = cursor.line();
    long offset = cursor.lines().lineOffset();
    int letter = takeLetter();
    Pointer answer = null;
    Action action =
        switch (letter) {
          case 'm', 'n', 'c' -> creation(letter);
          case 'r' -> new Action.Realloc(Domain.OBJ, liveNumber(), size());
          default -> free();
        };
    if (letter != 'f') {
      answer = addresses.nextPointer();
    }
    if (letter != 'f' && letter != 'r' && !Pointer.NULL.equals(answer)) {
      blocks.create();
    }
    cursor.requireEnd();
    return new Step(line, offset, action, answer, below);
  }

  private Action creation(int letter) throws Unreadable {
    int place = cursor.position();
    int number = blocks.nextNumber();
    if (cursor.decimal("the number of a block") != number || blocks.isExhausted()) {
      throw cursor.foundAt(place, number + ", the number of the next block");
    }
    return switch (letter) {
      case 'm' -> new Action.Malloc(Domain.OBJ, number, size());
      case 'n' -> new Action.ReallocNull(Domain.OBJ, number, size());
      default -> new Action.Calloc(Domain.OBJ, number, count(), size());
    };
  }

  private Action free() throws Unreadable {
    int number = liveNumber();
    blocks.free(number);
    return new Action.Free(Domain.OBJ, number);
  }

  private int liveNumber() throws Unreadable {
    int place = cursor.position();
    long number = cursor.decimal("the number of a block");
    if (!blocks.isLive(number)) {
      throw cursor.foundAt(place, "the number of a live block");
    }
    return (int) number;
  }

  private Below below() throws Unreadable {
    long line = cursor.line();
    int letter = takeLetter();
    Below below =
        switch (letter) {
          case 'A' -> new Below.ArenaAlloc(line, firstSize(), addresses.nextPointer());
          case 'a' -> new Below.ArenaFree(line, addresses.notNull(), size());
          case 'M' -> new Below.RawMalloc(line, firstSize(), addresses.nextPointer());
          case 'C' -> new Below.RawCalloc(line, cursor.size(), size(), addresses.nextPointer());
          case 'R' ->
              new Below.RawRealloc(line, addresses.pointer(), size(), addresses.nextPointer());
          default -> new Below.RawFree(line, addresses.pointer());
        };
    cursor.requireEnd();
    return below;
  }

  private int takeLetter() throws Unreadable {
    int letter = cursor.take();
    cursor.requireSpace();
    return letter;
  }

  private ByteCount firstSize() throws Unreadable {
    return new ByteCount(cursor.size());
  }

  private ByteCount size() throws Unreadable {
    return new ByteCount(count());
  }

  private long count() throws Unreadable {
    cursor.requireSpace();
    return cursor.size();
  }

  private Counters counters(List<Below> below) throws Unreadable {
    if (!cursor.passes("# end ")) {
      throw cursor.found("a line of one of m c n r f, A a M C R F, or '# end'");
    }
    if (!below.isEmpty()) {
      throw cursor.foundAt(
          cursor.lines().start(), "the operation during which the calls above happened");
    }
    part = Part.COUNTERS;
    return CountersText.read(cursor);
  }

  /** The text is there whole, or not at all. */
  private @Nullable Statement firstStatisticsLine() throws Unreadable {
    part = Part.STATISTICS;
    return cursor.advance() ? statisticsLine() : null;
  }

  private @Nullable Statement nextStatisticsLine() throws Unreadable {
    boolean isWhole = isLastLineEmpty && missingTotalCount <= 0;
    return cursor.advance() || !isWhole ? statisticsLine() : null;
  }

  private Statement statisticsLine() throws Unreadable {
    if (!cursor.passes("#S ")) {
      throw cursor.found("the next line of the statistics text, '#S TEXT'");
    }
    String text = cursor.rest();
    isLastLineEmpty = text.isEmpty();
    missingTotalCount -= text.startsWith(StatisticsLine.TOTAL) ? 1 : 0;
    return new StatisticsLine(cursor.line(), text);
  }
}
