package org.poolproof.specs.report;

import java.util.HashMap;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Below;
import org.poolproof.specs.script.Expected;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;

/**
 * An allocator in C that knows one script by heart: it makes the calls that the script says, in its
 * order, and answers what it says. So it is sound on this script, and each line of it can be made
 * faulty.
 */
final class Puppet {

  private final StringBuilder turns = new StringBuilder();
  private final Map<Integer, Long> sizes = new HashMap<>();
  private int turn;

  private Puppet() {}

  /** The source, which begins with {@code declarations}. */
  static String of(Script script, String declarations) {
    Puppet puppet = new Puppet();
    for (Statement statement : script.statements()) {
      Step step = (Step) statement;
      if (!Expected.Word.UNBOUND.equals(step.expected())) {
        puppet.add(step);
      }
    }
    return """
    #include <string.h>
    %s
    static const struct layers *below;
    static char *a[1000], *r[1000];
    static int arena_count, raw_count, turn;
    void subject_open(const struct layers *layers) { below = layers; }
    static void *perform(char *block) {
      char *answer = NULL;
      switch (turn++) {
    %s
      }
      (void)block, (void)a, (void)r, (void)arena_count, (void)raw_count;
      return answer;
    }
    void *subject_malloc(enum domain d, size_t n) { (void)d, (void)n; return perform(NULL); }
    void *subject_calloc(enum domain d, size_t c, size_t n) {
      char *answer = perform(NULL);
      (void)d;
      return answer ? memset(answer, 0, c * n) : NULL;
    }
    void *subject_realloc(enum domain d, void *b, size_t n) {
      (void)d, (void)n;
      return perform(b);
    }
    void subject_free(enum domain d, void *b) { (void)d; perform(b); }
    """
        .formatted(declarations, puppet.turns);
  }

  private void add(Step step) {
    turns.append("    case ").append(turn++).append(":\n");
    for (Below call : step.below()) {
      turns.append("      ").append(text(call)).append(";\n");
    }
    if (step.expected() instanceof Pointer answer) {
      turns.append("      answer = ").append(place(answer)).append(";\n");
      keep(step.action(), !answer.equals(Pointer.NULL));
    }
    turns.append("      break;\n");
  }

  /** Contents go along with a block that moves. */
  private void keep(Action action, boolean isGranted) {
    switch (action) {
      case Action.Malloc(Domain d, int block, ByteCount size) -> sizes.put(block, size.value());
      case Action.ReallocNull(Domain d, int block, ByteCount n) -> sizes.put(block, n.value());
      case Action.Calloc(Domain d, int block, long count, ByteCount size) ->
          sizes.put(block, count * size.value());
      case Action.Realloc(Domain d, int block, ByteCount size) -> {
        if (isGranted) {
          long kept = Math.min(sizes.getOrDefault(block, 0L), size.value());
          turns.append("      memmove(answer, block, ").append(kept).append(");\n");
          sizes.put(block, size.value());
        }
      }
      case Action.Free f -> {}
      case Action.FreeNull f -> {}
    }
  }

  private static String text(Below call) {
    return switch (call) {
      case Below.ArenaAlloc a ->
          granted("a", "arena", a.answer()) + "arena_alloc(" + a.size() + ")";
      case Below.ArenaFree a -> "below->arena_free(" + place(a.arena()) + ", " + a.size() + ")";
      case Below.RawMalloc m -> granted("r", "raw", m.answer()) + "raw_malloc(" + m.size() + "u)";
      case Below.RawCalloc c ->
          granted("r", "raw", c.answer())
              + ("raw_calloc(" + Long.toUnsignedString(c.elementCount()) + "u, ")
              + (c.elementSize() + "u)");
      case Below.RawRealloc r ->
          granted("r", "raw", r.answer())
              + ("raw_realloc(" + place(r.block()) + ", " + r.size() + "u)");
      case Below.RawFree f -> "below->raw_free(" + place(f.block()) + ")";
    };
  }

  private static String granted(String array, String count, @Nullable Pointer answer) {
    boolean isGranted = answer != null && !answer.equals(Pointer.NULL);
    return (isGranted ? array + "[" + count + "_count++] = " : "(void)") + "below->";
  }

  private static String place(Pointer pointer) {
    return switch (pointer) {
      case Pointer.Null() -> "NULL";
      case Pointer.InArena(int index, long offset) -> "a[" + index + "] + " + offset;
      case Pointer.InRaw(int index, long offset) -> "r[" + index + "] + " + offset;
      case Pointer.At at -> throw new IllegalArgumentException(at + " is nowhere");
    };
  }
}
