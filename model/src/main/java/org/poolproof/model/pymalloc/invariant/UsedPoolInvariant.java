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
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.invariant.Survey.CarvedPool;
import org.poolproof.model.pymalloc.state.Chain;

/** What holds of the lists of used pools, one for each size class. */
public enum UsedPoolInvariant implements Invariant {
  EVERY_CLASS_HAS_A_LIST(
      "There is one list of used pools for each size class.",
      "PYMALLOC.md 3; PY-25, PY-27",
      Cost.CONSTANT,
      UsedPoolInvariant::listPerClass),
  USED_POOLS_ARE_CARVED(
      "Every member of a class list is a carved pool.",
      "PYMALLOC.md 4.3c; PY-18, PY-25",
      Cost.POOLS,
      UsedPoolInvariant::carved),
  USED_POOLS_HAVE_THE_CLASS_OF_THEIR_LIST(
      "Every pool in a class list has that size class.",
      "PYMALLOC.md 3, 4.3; PY-12, PY-25",
      Cost.POOLS,
      UsedPoolInvariant::classOfList),
  USED_POOLS_HAVE_AN_ALLOCATED_BLOCK(
      "Every pool in a class list has an allocated block.",
      "PYMALLOC.md 3, 5.4; PY-18, PY-21",
      Cost.POOLS,
      UsedPoolInvariant::hasAllocatedBlock),
  USED_POOLS_HAVE_A_FREE_BLOCK(
      "Every pool in a class list has a free block; so a full pool is in none.",
      "PYMALLOC.md 3, 4.1b; PY-18, PY-19, PY-24",
      Cost.POOLS,
      UsedPoolInvariant::hasFreeBlock),
  USED_POOLS_ARE_LISTED_ONCE(
      "Every pool is in the class lists at most once.",
      "PYMALLOC.md 3, 5.2; PY-20, PY-25",
      Cost.POOLS,
      UsedPoolInvariant::once),
  POOLS_IN_USE_ARE_LISTED(
      "Every pool with an allocated and a free block is in the list of its class.",
      "PYMALLOC.md 3, 5.2; PY-18, PY-20, PY-85",
      Cost.POOLS,
      UsedPoolInvariant::listed),
  ONLY_THE_LAST_USED_POOL_CAN_CARVE(
      "Every pool in a class list but the last is carved up.",
      "PYMALLOC.md 4.3c, 5.2: whatever joins a list in front of another pool was full; PY-16,"
          + " PY-20",
      Cost.POOLS,
      UsedPoolInvariant::onlyLastCanCarve);

  private final Statement statement;

  UsedPoolInvariant(
      String sentence, String source, Cost cost, Function<Survey, @Nullable String> check) {
    statement = new Statement(sentence, source, cost, check);
  }

  @Override
  public Statement statement() {
    return statement;
  }

  /** A member of the list of {@code sizeClass}, and the pool there, null if there is none. */
  private record Member(
      SizeClass sizeClass, Address address, @Nullable CarvedPool pool, boolean isLast) {

    @Override
    public String toString() {
      return "used pools of " + sizeClass + ": " + address;
    }
  }

  private static List<Member> members(Survey survey) {
    List<Member> members = new ArrayList<>();
    long listCount =
        Math.min(survey.state().usedPools().size(), survey.geometry().sizeClassCount());
    for (int index = 0; index < listCount; index++) {
      Chain<Address> at = survey.state().usedPools().get(index);
      for (; !at.isEmpty(); at = at.rest()) {
        CarvedPool pool = survey.poolAt(at.first());
        members.add(new Member(new SizeClass(index), at.first(), pool, at.rest().isEmpty()));
      }
    }
    return members;
  }

  /** What {@code check} says of the first listed pool that it does not accept. */
  private static @Nullable String firstPool(Survey survey, PoolCheck check) {
    return first(
        members(survey),
        member -> {
          CarvedPool pool = member.pool();
          return pool == null ? null : check.apply(member, pool);
        });
  }

  /** What is said of a member of a list that is a pool. */
  private interface PoolCheck {
    @Nullable String apply(Member member, CarvedPool pool);
  }

  private static @Nullable String listPerClass(Survey survey) {
    return unlessEqual(
        () -> "lists of used pools",
        (long) survey.geometry().sizeClassCount(),
        survey.state().usedPools().size());
  }

  private static @Nullable String carved(Survey survey) {
    return first(
        members(survey),
        member ->
            member.pool() != null ? null : differs(member.toString(), "a carved pool", "none"));
  }

  private static @Nullable String classOfList(Survey survey) {
    return firstPool(
        survey,
        (member, pool) ->
            unlessEqual(
                () -> member + ": size class", member.sizeClass(), pool.pool().sizeClass()));
  }

  private static @Nullable String hasAllocatedBlock(Survey survey) {
    return firstPool(
        survey,
        (member, pool) ->
            pool.hasAllocatedBlock()
                ? null
                : differs(member.toString(), "an allocated block", "an empty pool"));
  }

  private static @Nullable String hasFreeBlock(Survey survey) {
    return firstPool(
        survey,
        (member, pool) ->
            pool.hasFreeBlock() ? null : differs(member.toString(), "a free block", "a full pool"));
  }

  private static @Nullable String once(Survey survey) {
    Set<Address> seen = new HashSet<>();
    return first(
        members(survey),
        member ->
            seen.add(member.address()) ? null : differs(member.toString(), "once", "once more"));
  }

  private static @Nullable String listed(Survey survey) {
    Set<List<Object>> listed = new HashSet<>();
    for (Member member : members(survey)) {
      listed.add(List.of(member.sizeClass(), member.address()));
    }
    return first(
        survey.poolsWithClass(),
        each ->
            !each.hasAllocatedBlock()
                    || !each.hasFreeBlock()
                    || listed.contains(List.of(each.pool().sizeClass(), each.place()))
                ? null
                : differs(
                    each.toString(),
                    "among the used pools of " + each.pool().sizeClass(),
                    "not there"));
  }

  private static @Nullable String onlyLastCanCarve(Survey survey) {
    return firstPool(
        survey,
        (member, pool) ->
            member.isLast() || !pool.pool().canCarve()
                ? null
                : differs(
                    member.toString(),
                    "carved up, or last",
                    "next offset " + pool.pool().nextOffset()));
  }
}
