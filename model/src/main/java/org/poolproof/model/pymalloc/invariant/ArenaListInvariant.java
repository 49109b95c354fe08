package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.Finding.differs;
import static org.poolproof.model.pymalloc.invariant.Finding.first;
import static org.poolproof.model.pymalloc.invariant.Finding.unlessEqual;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Vector;

/** What holds of the list of usable arenas and of the index to it by free pools. */
public enum ArenaListInvariant implements Invariant {
  USABLE_ARENAS_HAVE_A_FREE_POOL(
      "Every member of the usable list is an arena with a free pool; so a full arena is not.",
      "PYMALLOC.md 3, 4.3b; PY-33, PY-34, PY-37",
      Cost.ARENAS,
      ArenaListInvariant::haveFreePool),
  USABLE_ARENAS_ARE_LISTED_ONCE(
      "Every arena is in the usable list at most once.",
      "PYMALLOC.md 3, 5.4b; PY-33",
      Cost.ARENAS,
      ArenaListInvariant::once),
  ARENAS_WITH_A_FREE_POOL_ARE_USABLE(
      "Every arena with a free pool is in the usable list.",
      "PYMALLOC.md 3, 5.4b; PY-33, PY-51",
      Cost.ARENAS,
      ArenaListInvariant::listed),
  USABLE_ARENAS_ASCEND_BY_FREE_POOLS(
      "Every usable arena has at least as many free pools as the one before it.",
      "PYMALLOC.md 3, 5.4c; PY-33, PY-37, PY-52, PY-53",
      Cost.ARENAS,
      ArenaListInvariant::ascending),
  LAST_USABLE_COVERS_EVERY_COUNT(
      "The index of last usable arenas has an entry for each free pool count from 0 to all pools.",
      "PYMALLOC.md 3; PY-38",
      Cost.CONSTANT,
      ArenaListInvariant::lastUsableLength),
  LAST_USABLE_IS_THE_LAST(
      "The entry for a free pool count is the last usable arena with so many, or none.",
      "PYMALLOC.md 3; PY-38",
      Cost.ARENAS,
      ArenaListInvariant::lastUsableEntries);

  private final Statement statement;

  ArenaListInvariant(
      String sentence, String source, Cost cost, Function<Survey, @Nullable String> check) {
    statement = new Statement(sentence, source, cost, check);
  }

  @Override
  public Statement statement() {
    return statement;
  }

  /** Whether the usable list ends with {@code index}. */
  static boolean isLastUsable(Survey survey, ArenaIndex index) {
    Chain<ArenaIndex> at = survey.table().usable();
    while (!at.isEmpty() && !at.rest().isEmpty()) {
      at = at.rest();
    }
    return !at.isEmpty() && at.first().equals(index);
  }

  private static @Nullable String haveFreePool(Survey survey) {
    return first(
        survey.table().usable(),
        index -> {
          Arena arena = survey.arena(index);
          return arena != null && arena.freePoolCount() > 0
              ? null
              : differs(
                  "usable arenas: " + index,
                  "an arena with a free pool",
                  arena == null ? "no arena" : "free pool count " + arena.freePoolCount());
        });
  }

  private static @Nullable String once(Survey survey) {
    Set<ArenaIndex> seen = new HashSet<>();
    return first(
        survey.table().usable(),
        index -> seen.add(index) ? null : differs("usable arenas: " + index, "once", "once more"));
  }

  private static @Nullable String listed(Survey survey) {
    Set<ArenaIndex> usable = new HashSet<>();
    survey.table().usable().forEach(usable::add);
    return first(
        survey.arenas(),
        each ->
            each.arena().freePoolCount() <= 0 || usable.contains(each.index())
                ? null
                : differs(
                    each + " with free pool count " + each.arena().freePoolCount(),
                    "among the usable arenas",
                    "not there"));
  }

  /** A usable arena and its free pools. */
  private record Usable(ArenaIndex index, int freePoolCount) {}

  /** The members of the usable list that are arenas. */
  private static List<Usable> usable(Survey survey) {
    List<Usable> usable = new ArrayList<>();
    for (ArenaIndex index : survey.table().usable()) {
      Arena arena = survey.arena(index);
      if (arena != null) {
        usable.add(new Usable(index, arena.freePoolCount()));
      }
    }
    return usable;
  }

  private static @Nullable String ascending(Survey survey) {
    int least = 0;
    for (Usable each : usable(survey)) {
      if (each.freePoolCount() < least) {
        return differs(
            "usable arenas: " + each.index() + ": free pool count",
            "at least " + least,
            each.freePoolCount());
      }
      least = each.freePoolCount();
    }
    return null;
  }

  private static @Nullable String lastUsableLength(Survey survey) {
    return unlessEqual(
        () -> "index of last usable arenas: length",
        survey.geometry().poolsPerArena() + 1L,
        survey.table().lastUsable().size());
  }

  private static @Nullable String lastUsableEntries(Survey survey) {
    Map<Integer, ArenaIndex> last = new HashMap<>();
    usable(survey).forEach(each -> last.put(each.freePoolCount(), each.index()));
    Vector<ArenaIndex> entries = survey.table().lastUsable();
    long entryCount = Math.min(entries.size(), survey.geometry().poolsPerArena() + 1L);
    for (int count = 0; count < entryCount; count++) {
      ArenaIndex expected = last.getOrDefault(count, ArenaIndex.NONE);
      if (!expected.equals(entries.get(count))) {
        String place = "last usable arena with free pool count " + count;
        return differs(place, expected, entries.get(count));
      }
    }
    return null;
  }
}
