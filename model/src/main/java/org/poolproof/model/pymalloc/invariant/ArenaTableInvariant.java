package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.Finding.differs;
import static org.poolproof.model.pymalloc.invariant.Finding.first;
import static org.poolproof.model.pymalloc.invariant.Finding.unlessEqual;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaTable;

/** What holds of the table of arena records and of the list of unused ones. */
public enum ArenaTableInvariant implements Invariant {
  TABLE_HAS_AN_ADDRESS_ONCE_CREATED(
      "The table has an address exactly if it has records.",
      "PYMALLOC.md 3, 4.4a; PY-31, PY-61",
      Cost.CONSTANT,
      ArenaTableInvariant::address),
  TABLE_HAS_DOUBLED_FROM_ITS_FIRST_SIZE(
      "The table has no record, or the initial number of records times a power of two.",
      "PYMALLOC.md 4.4a; PY-31",
      Cost.CONSTANT,
      ArenaTableInvariant::size),
  TABLE_DOUBLES_ONLY_WHEN_ALL_RECORDS_ARE_TAKEN(
      "The table has had an arena to each record of its previous size, and has room for the most.",
      "PYMALLOC.md 4.4a; PY-31",
      Cost.CONSTANT,
      ArenaTableInvariant::doubledWhenNeeded),
  RECORDS_ARE_UNUSED_OR_HAVE_A_BASE(
      "The records of the table are as many as its unused ones and the known bases together.",
      "PYMALLOC.md 3; PY-32",
      Cost.RECORDS,
      ArenaTableInvariant::accounted),
  UNUSED_RECORDS_HAVE_NO_ARENA(
      "Every member of the unused list is a record without an arena; so a full arena is not.",
      "PYMALLOC.md 3, 4.4b; PY-32, PY-34",
      Cost.RECORDS,
      ArenaTableInvariant::unusedHaveNoArena),
  UNUSED_RECORDS_ARE_LISTED_ONCE(
      "Every record is in the unused list at most once.",
      "PYMALLOC.md 3, 5.4a; PY-32",
      Cost.RECORDS,
      ArenaTableInvariant::unusedOnce),
  RECORDS_WITHOUT_ARENA_ARE_UNUSED(
      "Every record without an arena is in the unused list.",
      "PYMALLOC.md 3, 5.4a; PY-32",
      Cost.RECORDS,
      ArenaTableInvariant::withoutArenaAreUnused),
  UNUSED_LIST_ENDS_WITH_THE_NEVER_USED(
      "The unused list ends with the records from the highwater mark on, in ascending order.",
      "PYMALLOC.md 3, 4.4a, 4.4b, 5.4a: a list used from the front, given back to the front; PY-32",
      Cost.RECORDS,
      ArenaTableInvariant::endsWithNeverUsed);

  private final Statement statement;

  ArenaTableInvariant(
      String sentence, String source, Cost cost, Function<Survey, @Nullable String> check) {
    statement = new Statement(sentence, source, cost, check);
  }

  @Override
  public Statement statement() {
    return statement;
  }

  private static @Nullable String address(Survey survey) {
    ArenaTable table = survey.table();
    boolean isCreated = table.records().size() > 0;
    return table.address().isNull() != isCreated
        ? null
        : differs(
            "address of a table of " + table.records().size() + " records",
            isCreated ? "not null" : "null",
            table.address());
  }

  private static @Nullable String size(Survey survey) {
    long initial = survey.geometry().initialRecordCount();
    long count = survey.table().records().size();
    boolean doubled = count % initial == 0 && Long.bitCount(count / initial) <= 1;
    return doubled
        ? null
        : differs("arena records", "none, or " + initial + " times a power of two", count);
  }

  private static @Nullable String doubledWhenNeeded(Survey survey) {
    long count = survey.table().records().size();
    long least = count > survey.geometry().initialRecordCount() ? count / 2 : 0;
    long highwater = survey.state().counters().highwaterArenaCount();
    return highwater >= least && highwater <= count
        ? null
        : differs(
            "highwater mark with " + count + " arena records", least + " to " + count, highwater);
  }

  private static @Nullable String accounted(Survey survey) {
    return unlessEqual(
        () -> "arena records",
        (long) survey.table().unused().count() + survey.state().bases().size(),
        survey.table().records().size());
  }

  private static @Nullable String unusedHaveNoArena(Survey survey) {
    return first(
        survey.table().unused(),
        index -> {
          Arena arena = survey.arena(index);
          boolean isRecord =
              Integer.toUnsignedLong(index.value()) < survey.table().records().size();
          return isRecord && arena == null
              ? null
              : differs(
                  "unused records: " + index,
                  "a record without an arena",
                  arena == null ? "no record" : "an arena at " + arena.address());
        });
  }

  private static @Nullable String unusedOnce(Survey survey) {
    Set<ArenaIndex> seen = new HashSet<>();
    return first(
        survey.table().unused(),
        index -> seen.add(index) ? null : differs("unused records: " + index, "once", "once more"));
  }

  private static @Nullable String withoutArenaAreUnused(Survey survey) {
    Set<ArenaIndex> unused = new HashSet<>();
    survey.table().unused().forEach(unused::add);
    for (long at = 0; at < survey.examinedRecordCount(); at++) {
      ArenaIndex index = new ArenaIndex((int) at);
      if (survey.arena(index) == null && !unused.contains(index)) {
        return differs(index + ", without memory", "among the unused records", "not there");
      }
    }
    return null;
  }

  private static @Nullable String endsWithNeverUsed(Survey survey) {
    List<ArenaIndex> unused = new ArrayList<>();
    survey.table().unused().forEach(unused::add);
    long recordCount = survey.table().records().size();
    long neverUsedCount = recordCount - survey.state().counters().highwaterArenaCount();
    if (unused.size() < neverUsedCount) {
      return differs("unused records", "at least " + neverUsedCount, unused.size());
    }
    for (long fromEnd = 1; fromEnd <= neverUsedCount; fromEnd++) {
      ArenaIndex expected = new ArenaIndex((int) (recordCount - fromEnd));
      ArenaIndex actual = unused.get((int) (unused.size() - fromEnd));
      if (!expected.equals(actual)) {
        return differs("unused records: number " + fromEnd + " from the end", expected, actual);
      }
    }
    return null;
  }
}
