package org.poolproof.specs.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.operation.Contents;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.model.pymalloc.state.Vector;

/** States and transitions that people argue about. */
enum Landmark {
  ONE_BLOCK_PINS_EACH_ARENA(
      "every arena slot is taken, and each arena is kept by a single live block",
      state -> areAllSlotsTaken(state) && arenas(state).stream().allMatch(Landmark::isPinned)),
  ARENA_MAPPED_AND_UNMAPPED_IN_A_PAIR(
      "a malloc gets an arena, and the free of its block gives it back at once",
      Landmark::isUnmappedAtOnce),
  FRAME_WITH_BOTH_MARKS(
      "one arena ends and another one begins in a frame of the radix tree",
      Landmark::hasFrameWithBothMarks),
  ALL_ARENAS_FULL(
      "every arena slot is taken, and no arena has a free pool",
      state -> areAllSlotsTaken(state) && state.table().usable().isEmpty()),
  UNSERVED_BESIDE_A_LARGER_BLOCK(
      "a small request is passed on to raw memory while a pool has a larger block free",
      Landmark::isUnservedBesideALargerBlock),
  SHRINK_REFUSED(
      "a realloc to fewer bytes than the block has is refused", Landmark::isShrinkRefused),
  BLOCK_MOVED_OUT_OF_THE_POOLS(
      "a realloc moves a block from its pool to raw memory", Landmark::isMovedOut),
  FREE_LIST_AGAINST_ADDRESSES(
      "a free list goes from a block to one at a lower address",
      Landmark::hasFreeListAgainstAddresses),
  POOL_CHANGES_CLASS(
      "a pool that served one class is taken for another", Landmark::isPoolChangingClass),
  ARENAS_OUT_OF_SLOT_ORDER(
      "an arena with a lower record lies at a higher address than one with a higher record",
      Landmark::areArenasOutOfOrder),
  EMPTY_ARENA_BESIDE_A_PINNED_ONE(
      "an arena without a live block is kept beside another arena",
      state ->
          arenas(state).size() > 1
              && arenas(state).stream().anyMatch(arena -> liveBlockCount(arena) == 0));

  private final String sentence;
  private final BiPredicate<State, Transition> isReached;

  Landmark(String sentence, BiPredicate<State, Transition> isReached) {
    this.sentence = sentence;
    this.isReached = isReached;
  }

  Landmark(String sentence, Predicate<State> isThere) {
    this(sentence, (before, transition) -> isThere.test(transition.done().state()));
  }

  String sentence() {
    return sentence;
  }

  boolean isReached(State before, Transition transition) {
    return isReached.test(before, transition);
  }

  private static List<Arena> arenas(State state) {
    List<Arena> arenas = new ArrayList<>();
    for (ArenaRecord record : state.table().records()) {
      if (record instanceof Arena arena) {
        arenas.add(arena);
      }
    }
    return arenas;
  }

  private static boolean areAllSlotsTaken(State state) {
    return arenas(state).size() == state.geometry().slotAddresses().size();
  }

  private static long liveBlockCount(Arena arena) {
    long count = 0;
    for (Pool pool : arena.pools()) {
      count += pool.allocatedCount();
    }
    return count;
  }

  private static boolean isPinned(Arena arena) {
    return liveBlockCount(arena) == 1;
  }

  /** The block that is freed is the only one that its arena ever handed out. */
  private static boolean isUnmappedAtOnce(State before, Transition transition) {
    ArenaIndex index = before.arenaOf(transition.block());
    if (index == null || !transition.done().rules().contains(Rule.ARENA_GIVEN_BACK)) {
      return false;
    }
    Vector<Pool> pools = before.table().arena(index).pools();
    Pool first = pools.get(0);
    Address firstBlock = first.address().plus(before.geometry().poolHeaderBytes());
    return pools.size() == 1
        && transition.block().equals(firstBlock)
        && first.freeBlocks().count() == 1
        && first.nextOffset()
            == firstBlock.offsetFrom(first.address())
                + 2L * before.geometry().blockBytes(first.sizeClass());
  }

  private static boolean hasFrameWithBothMarks(State state) {
    for (long frame : state.tree().marks().keys()) {
      if (state.tree().mark(frame).high() != 0 && state.tree().mark(frame).low() != 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnservedBesideALargerBlock(State before, Transition transition) {
    ByteCount size =
        switch (transition.operation()) {
          case Operation.Malloc(var domain, ByteCount asked) -> asked;
          case Operation.Calloc c -> null;
          case Operation.Realloc r -> null;
          case Operation.Free f -> null;
        };
    if (size == null || !transition.done().rules().contains(Rule.NOT_SERVED)) {
      return false;
    }
    int wanted = before.geometry().sizeClassOf(size).index();
    for (int index = wanted + 1; index < before.geometry().sizeClassCount(); index++) {
      if (!before.usedPools(new SizeClass(index)).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isShrinkRefused(State before, Transition transition) {
    Pool pool = transition.block().isNull() ? null : before.poolOf(transition.block());
    return pool != null
        && transition.operation() instanceof Operation.Realloc realloc
        && !realloc.size().exceeds(before.geometry().blockBytes(pool.sizeClass()))
        && Situation.address(transition.done().outcome()).isNull();
  }

  private static boolean isMovedOut(State before, Transition transition) {
    return transition.done().outcome() instanceof Outcome.Block(Address answer, Contents contents)
        && contents instanceof Contents.Copied
        && transition.done().state().arenaOf(answer) == null;
  }

  private static boolean hasFreeListAgainstAddresses(State state) {
    for (Arena arena : arenas(state)) {
      for (Pool pool : arena.pools()) {
        Address last = Address.NULL;
        for (Address block : pool.freeBlocks()) {
          if (block.compareTo(last) < 0) {
            return true;
          }
          last = block;
        }
      }
    }
    return false;
  }

  private static boolean isPoolChangingClass(State before, Transition transition) {
    Pool now = poolOfAnswer(transition);
    Pool then = now == null ? null : before.poolOf(now.address());
    return now != null
        && then != null
        && !then.sizeClass().equals(SizeClass.NEVER_USED)
        && !then.sizeClass().equals(now.sizeClass());
  }

  private static @Nullable Pool poolOfAnswer(Transition transition) {
    return transition.done().state().poolOf(Situation.address(transition.done().outcome()));
  }

  private static boolean areArenasOutOfOrder(State state) {
    Address last = Address.NULL;
    for (Arena arena : arenas(state)) {
      if (arena.address().compareTo(last) < 0) {
        return true;
      }
      last = arena.address();
    }
    return false;
  }
}
