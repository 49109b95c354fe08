package org.poolproof.specs.script;

import java.io.IOException;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.operation.Domain;

/** Writes statements as a golden log: of a script that was read from one, the very same bytes. */
public final class GoldenWriter implements StatementWriter {

  private final Appendable target;
  private final Regions regions;

  /** Writes the first line to {@code target}, which stays its owner's. */
  public GoldenWriter(Appendable target, Recording.Golden golden) throws IOException {
    this.target = target;
    this.regions = golden.regions();
    target
        .append(GoldenHead.PREFIX)
        .append("1; recorded from CPython ")
        .append(golden.python())
        .append("; seed ")
        .append(Long.toUnsignedString(golden.seed()))
        .append(" arena mode ")
        .append(Integer.toString(golden.arenaMode()))
        .append(" oom ")
        .append(Integer.toString(golden.refusals()))
        .append(" arena-region-base ")
        .append(regions.arenaRegion().toString())
        .append("\n");
  }

  @Override
  public void write(Statement statement) throws IOException {
    String text =
        switch (statement) {
          case Step step -> text(step);
          case Counters counters -> "# end " + CountersText.spelling(counters) + "\n";
          case StatisticsLine line -> "#S " + line.text() + "\n";
        };
    target.append(text);
  }

  private String text(Step step) {
    StringBuilder text = new StringBuilder();
    for (Below below : step.below()) {
      text.append(text(below)).append('\n');
    }
    if (step.action().domain() != Domain.OBJ) {
      throw new IllegalArgumentException("line " + step.line() + ": a golden log has no domains");
    }
    return text.append(text(step.action(), step)).append('\n').toString();
  }

  private String text(Action action, Step step) {
    return switch (action) {
      case Action.Malloc m -> "m " + m.blockNumber() + " " + m.size() + answer(step);
      case Action.ReallocNull r -> "n " + r.blockNumber() + " " + r.size() + answer(step);
      case Action.Realloc r -> "r " + r.blockNumber() + " " + r.size() + answer(step);
      case Action.Calloc c ->
          "c " + c.blockNumber() + elements(c.elementCount()) + c.elementSize() + answer(step);
      case Action.Free f when step.expected() == null -> "f " + f.blockNumber();
      case Action.Free f -> throw inexpressible(step);
      case Action.FreeNull f -> throw inexpressible(step);
    };
  }

  private String text(Below below) {
    return switch (below) {
      case Below.ArenaAlloc a -> "A " + a.size() + answer(a.answer());
      case Below.ArenaFree a -> "a" + answer(a.arena()) + " " + a.size();
      case Below.RawMalloc m -> "M " + m.size() + answer(m.answer());
      case Below.RawCalloc c ->
          "C" + elements(c.elementCount()) + c.elementSize() + answer(c.answer());
      case Below.RawRealloc r -> "R" + answer(r.block()) + " " + r.size() + answer(r.answer());
      case Below.RawFree f -> "F" + answer(f.block());
    };
  }

  private static String elements(long count) {
    return " " + Long.toUnsignedString(count) + " ";
  }

  private String answer(Step step) {
    @Nullable Expected expected = step.expected();
    if (expected instanceof Pointer pointer) {
      return answer(pointer);
    }
    throw inexpressible(step);
  }

  private String answer(Pointer pointer) {
    return " " + GoldenAddresses.spelling(pointer, regions);
  }

  private static IllegalArgumentException inexpressible(Step step) {
    return new IllegalArgumentException(
        "line "
            + step.line()
            + ": a golden log cannot say "
            + step.action()
            + ", answered "
            + step.expected());
  }
}
