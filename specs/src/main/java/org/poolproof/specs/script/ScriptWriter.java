package org.poolproof.specs.script;

import java.io.IOException;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.operation.Domain;

/**
 * Writes statements in the operation language. What it writes is ASCII, and the same statements
 * give the same text; {@link ScriptReader} reads the statements back, their places aside.
 */
public final class ScriptWriter implements StatementWriter {

  /** Where the arrows stand, unless an operation is longer. */
  private static final int ARROW_COLUMN = 26;

  private final Appendable target;

  /** Writes {@code header} to {@code target}, which stays its owner's. */
  public ScriptWriter(Appendable target, Header header) throws IOException {
    this.target = target;
    target.append(text(header));
  }

  @Override
  public void write(Statement statement) throws IOException {
    target.append(text(statement));
  }

  /** The line of {@code header}, and the summary lines of a trace; each ends with a line feed. */
  public static String text(Header header) {
    StringBuilder text = new StringBuilder(ScriptHead.PREFIX);
    text.append("1; geometry ").append(header.geometry().name());
    Level level = header.level();
    if (level != null) {
      text.append("; level ").append(level);
    }
    if (header.isSteady()) {
      text.append("; steady");
    }
    if (header.belowRecorded()) {
      text.append("; below recorded");
    }
    switch (header.recording()) {
      case Recording.None none -> text.append('\n');
      case Recording.Golden golden -> append(text, golden);
      case Recording.Trace trace -> append(text, trace);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Recording.Golden golden) {
    text.append("; recorded golden 1; python ").append(golden.python());
    text.append("; seed ").append(Long.toUnsignedString(golden.seed()));
    text.append("; mode ").append(golden.arenaMode());
    text.append("; oom ").append(golden.refusals());
    text.append("; arena-region ").append(golden.regions().arenaRegion());
    text.append("; raw-region ").append(golden.regions().rawRegion()).append('\n');
  }

  private static void append(StringBuilder text, Recording.Trace trace) {
    text.append("; recorded trace 1\n");
    for (Summary.Entry entry : trace.summary().entries()) {
      text.append(ScriptHead.SUMMARY).append(entry.key()).append(": ").append(entry.value());
      text.append('\n');
    }
  }

  /** The lines of {@code statement}, each ending with a line feed. */
  public static String text(Statement statement) {
    StringBuilder text = new StringBuilder();
    switch (statement) {
      case Step step -> append(text, step);
      case Counters counters ->
          text.append(ScriptBody.END).append(CountersText.spelling(counters)).append('\n');
      case StatisticsLine line -> {
        String separator = line.text().isEmpty() ? "" : " ";
        text.append(ScriptBody.STATISTICS).append(separator).append(line.text()).append('\n');
      }
    }
    return text.toString();
  }

  /** {@code action} as it stands in its line, without an answer. */
  public static String text(Action action) {
    StringBuilder text = new StringBuilder();
    append(text, action);
    return text.toString();
  }

  private static void append(StringBuilder text, Step step) {
    append(text, step.action());
    endLine(text, 0, step.expected());
    for (Below below : step.below()) {
      int start = text.length();
      text.append("  ");
      endLine(text, start, append(text, below));
    }
  }

  private static void endLine(StringBuilder text, int start, @Nullable Expected answer) {
    if (answer != null) {
      do {
        text.append(' ');
      } while (text.length() - start < ARROW_COLUMN);
      text.append("-> ").append(answer);
    }
    text.append('\n');
  }

  private static void append(StringBuilder text, Action action) {
    switch (action) {
      case Action.Malloc m ->
          creation(text, m.domain(), m.blockNumber(), "malloc ").append(m.size());
      case Action.Calloc c ->
          creation(text, c.domain(), c.blockNumber(), "calloc ")
              .append(Long.toUnsignedString(c.elementCount()))
              .append(' ')
              .append(c.elementSize());
      case Action.ReallocNull r ->
          creation(text, r.domain(), r.blockNumber(), "realloc null ").append(r.size());
      case Action.Realloc r ->
          creation(text, r.domain(), r.blockNumber(), "realloc b")
              .append(r.blockNumber())
              .append(' ')
              .append(r.size());
      case Action.Free f -> text.append(word(f.domain())).append("free b").append(f.blockNumber());
      case Action.FreeNull f -> text.append(word(f.domain())).append("free null");
    }
  }

  private static StringBuilder creation(
      StringBuilder text, Domain domain, int blockNumber, String verb) {
    return text.append('b').append(blockNumber).append(" = ").append(word(domain)).append(verb);
  }

  private static String word(Domain domain) {
    return switch (domain) {
      case RAW, MEM -> domain.name().toLowerCase(Locale.ROOT) + " ";
      case OBJ -> "";
    };
  }

  /** Appends the call and gives back its answer, null if it has none. */
  private static @Nullable Expected append(StringBuilder text, Below below) {
    switch (below) {
      case Below.ArenaAlloc a -> {
        text.append("arena ").append(a.size());
        return a.answer();
      }
      case Below.ArenaFree a -> {
        text.append("arena free ").append(a.arena()).append(' ').append(a.size());
        return null;
      }
      case Below.RawMalloc m -> {
        text.append("raw malloc ").append(m.size());
        return m.answer();
      }
      case Below.RawCalloc c -> {
        String count = Long.toUnsignedString(c.elementCount());
        text.append("raw calloc ").append(count).append(' ').append(c.elementSize());
        return c.answer();
      }
      case Below.RawRealloc r -> {
        text.append("raw realloc ").append(r.block()).append(' ').append(r.size());
        return r.answer();
      }
      case Below.RawFree f -> {
        text.append("raw free ").append(f.block());
        return null;
      }
    }
  }
}
