package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.Finding.differs;
import static org.poolproof.model.pymalloc.invariant.Finding.first;
import static org.poolproof.model.pymalloc.invariant.Finding.unlessEqual;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.invariant.Survey.CarvedPool;
import org.poolproof.model.pymalloc.invariant.Survey.LiveArena;
import org.poolproof.model.pymalloc.state.Arena;

/** What holds of an arena and its pools. */
public enum ArenaInvariant implements Invariant {
  TOTAL_IS_WHAT_FITS(
      "An arena at a pool boundary has all its pools, any other arena one less.",
      "PYMALLOC.md 4.4e; PY-08, PY-35",
      Cost.ARENAS,
      ArenaInvariant::total),
  POOL_ADDRESS_IS_BEHIND_THE_CARVED(
      "The pool address of an arena is where its carved pools end.",
      "PYMALLOC.md 3, 4.3a; PY-30, PY-36",
      Cost.ARENAS,
      ArenaInvariant::poolAddress),
  CARVED_POOLS_FIT(
      "The carved pools of an arena are at most its total.",
      "PYMALLOC.md 3, 4.3; PY-30, PY-36",
      Cost.ARENAS,
      ArenaInvariant::carvedFit),
  FREE_POOL_COUNT_IS_FREE_AND_NEVER_CARVED(
      "The free pool count of an arena is that of its free pools and of those never carved.",
      "PYMALLOC.md 3, 4.3b, 5.4; PY-30",
      Cost.POOLS,
      ArenaInvariant::freePoolCount),
  FREE_POOLS_ARE_CARVED_HERE(
      "Every free pool of an arena is one of its carved pools.",
      "PYMALLOC.md 3, 5.4; PY-21, PY-30",
      Cost.POOLS,
      ArenaInvariant::freeAreCarvedHere),
  FREE_POOLS_ARE_EMPTY(
      "Every free pool of an arena is one without an allocated block.",
      "PYMALLOC.md 3, 5.4; PY-18, PY-19, PY-21",
      Cost.POOLS,
      ArenaInvariant::freeAreEmpty),
  FREE_POOLS_ARE_LISTED_ONCE(
      "Every pool is among the free pools of its arena at most once.",
      "PYMALLOC.md 5.4; PY-21",
      Cost.POOLS,
      ArenaInvariant::freeOnce),
  EMPTY_POOLS_ARE_FREE(
      "Every carved pool without an allocated block is among the free pools of its arena.",
      "PYMALLOC.md 3, 5.4; PY-18, PY-21, PY-85",
      Cost.POOLS,
      ArenaInvariant::emptyAreFree),
  ONE_ARENA_AT_MOST_CAN_CARVE(
      "At most one arena has pools that were never carved.",
      "PYMALLOC.md 4.2: a new arena comes only when no arena has a free pool; PY-35, PY-36",
      Cost.ARENAS,
      ArenaInvariant::oneCanCarve),
  NO_ARENA_IS_FREE_UNLESS_KEPT(
      "Where the last arena is not kept, every arena has a pool that is not free.",
      "PYMALLOC.md 5.4a up to 3.8; PY-50, PY-55",
      Cost.ARENAS,
      ArenaInvariant::noneIsFreeUnlessKept),
  ONLY_THE_LAST_ARENA_IS_FREE(
      "Where the last arena is kept, an arena all of whose pools are free is the last usable one.",
      "PYMALLOC.md 5.4a from 3.9, and 5.4c: none passes it, for totals differ by one at most;"
          + " PY-50",
      Cost.ARENAS,
      ArenaInvariant::onlyLastIsFree);

  private final Statement statement;

  ArenaInvariant(
      String sentence, String source, Cost cost, Function<Survey, @Nullable String> check) {
    statement = new Statement(sentence, source, cost, check);
  }

  @Override
  public Statement statement() {
    return statement;
  }

  private static @Nullable String total(Survey survey) {
    Geometry geometry = survey.geometry();
    return first(
        survey.arenas(),
        each -> {
          boolean aligned = each.arena().address().isAligned(geometry.poolBytes());
          return unlessEqual(
              () -> each + ": total pools",
              geometry.poolsPerArena() - (aligned ? 0 : 1),
              each.arena().totalPoolCount());
        });
  }

  private static @Nullable String poolAddress(Survey survey) {
    Geometry geometry = survey.geometry();
    return first(
        survey.arenas(),
        each ->
            unlessEqual(
                () -> each + ": pool address",
                each.firstPool(geometry).plus(each.arena().pools().size() * geometry.poolBytes()),
                each.arena().poolAddress()));
  }

  private static @Nullable String carvedFit(Survey survey) {
    return first(
        survey.arenas(),
        each ->
            each.arena().pools().size() <= each.arena().totalPoolCount()
                ? null
                : differs(
                    each + ": carved pools",
                    "at most " + each.arena().totalPoolCount(),
                    each.arena().pools().size()));
  }

  private static @Nullable String freePoolCount(Survey survey) {
    return first(
        survey.arenas(),
        each -> {
          Arena arena = each.arena();
          return unlessEqual(
              () -> each + ": free pool count",
              arena.freePools().count() + arena.totalPoolCount() - arena.pools().size(),
              (long) arena.freePoolCount());
        });
  }

  private static @Nullable String freeAreCarvedHere(Survey survey) {
    return firstFree(
        survey,
        (arena, address) -> {
          CarvedPool pool = survey.poolAt(address);
          return pool != null && pool.in().equals(arena)
              ? null
              : differs(
                  arena + ": free pool " + address,
                  "one of its carved pools",
                  pool == null ? "no pool" : "a pool of " + pool.in());
        });
  }

  private static @Nullable String freeAreEmpty(Survey survey) {
    return firstFree(
        survey,
        (arena, address) -> {
          CarvedPool pool = survey.poolAt(address);
          int allocatedCount = pool == null ? 0 : pool.pool().allocated().count();
          return unlessEqual(
              () -> arena + ": free pool " + address + ": allocated blocks", 0, allocatedCount);
        });
  }

  private static @Nullable String freeOnce(Survey survey) {
    Set<List<Object>> seen = new HashSet<>();
    return firstFree(
        survey,
        (arena, address) ->
            seen.add(List.of(arena.index(), address))
                ? null
                : differs(arena + ": free pool " + address, "once", "once more"));
  }

  /** What is said of an arena and an address in its free pools. */
  private interface FreePoolCheck {
    @Nullable String apply(LiveArena arena, Address pool);
  }

  private static @Nullable String firstFree(Survey survey, FreePoolCheck check) {
    return first(
        survey.arenas(),
        arena -> first(arena.arena().freePools(), pool -> check.apply(arena, pool)));
  }

  private static @Nullable String emptyAreFree(Survey survey) {
    Set<List<Object>> free = new HashSet<>();
    for (LiveArena live : survey.arenas()) {
      live.arena().freePools().forEach(pool -> free.add(List.of(live.index(), pool)));
    }
    return first(
        survey.pools(),
        each ->
            each.hasAllocatedBlock() || free.contains(List.of(each.in().index(), each.place()))
                ? null
                : differs(
                    each + " without an allocated block",
                    "among the free pools of " + each.in(),
                    "not there"));
  }

  private static @Nullable String oneCanCarve(Survey survey) {
    List<LiveArena> carving =
        survey.arenas().stream()
            .filter(each -> each.arena().pools().size() < each.arena().totalPoolCount())
            .toList();
    return carving.size() <= 1
        ? null
        : differs("arenas with pools never carved", "at most one", carving);
  }

  private static @Nullable String noneIsFreeUnlessKept(Survey survey) {
    return survey.geometry().keepsLastArena()
        ? null
        : first(
            survey.arenas(),
            each ->
                !isFree(each.arena())
                    ? null
                    : differs(
                        each + ": free pool count",
                        "less than the total " + each.arena().totalPoolCount(),
                        each.arena().freePoolCount()));
  }

  private static @Nullable String onlyLastIsFree(Survey survey) {
    return survey.geometry().keepsLastArena()
        ? first(
            survey.arenas(),
            each ->
                !isFree(each.arena()) || ArenaListInvariant.isLastUsable(survey, each.index())
                    ? null
                    : differs(
                        each + ", all of whose pools are free",
                        "last of the usable arenas",
                        survey.table().usable()))
        : null;
  }

  private static boolean isFree(Arena arena) {
    return arena.freePoolCount() >= arena.totalPoolCount();
  }
}
