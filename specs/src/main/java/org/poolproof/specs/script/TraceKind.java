package org.poolproof.specs.script;

import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The kinds that the {@code ops_by_kind} of a PAT1 trace tells apart, in its order. */
public enum TraceKind {
  CALLOC,
  FREE,
  FREENULL,
  MALLOC,
  REALLOC_INPLACE,
  REALLOC_MOVED,
  REALLOC_NULL;

  /** The kind of {@code step}; a realloc that was refused did not move. */
  public static TraceKind of(Step step) {
    return switch (step.action()) {
      case Action.Malloc m -> MALLOC;
      case Action.Calloc c -> CALLOC;
      case Action.ReallocNull r -> REALLOC_NULL;
      case Action.Realloc r ->
          Expected.Word.MOVED.equals(step.expected()) ? REALLOC_MOVED : REALLOC_INPLACE;
      case Action.Free f -> FREE;
      case Action.FreeNull f -> FREENULL;
    };
  }

  /** The kind spelled {@code text}, null if there is none. */
  static @Nullable TraceKind named(String text) {
    for (TraceKind kind : values()) {
      if (kind.toString().equals(text)) {
        return kind;
      }
    }
    return null;
  }

  /** The spelling in a file. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
