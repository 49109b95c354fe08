package org.poolproof.specs.shrink;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;

/** Leaves operations out: long runs first, then shorter ones, of all or of one sort. */
final class Removal {

  private static final int NO_BLOCK = -1;
  private static final long[] BOUNDS = {64, 512, 4096, 1 << 15, 1 << 18};

  private final Smallest smallest;

  Removal(Smallest smallest) {
    this.smallest = smallest;
  }

  /** Leaves out all operations that are {@code of} a sort. */
  boolean whole(Predicate<Action> of) {
    return accept(of, 0, smallest.instructions().size());
  }

  /** Leaves out all operations with a size above a bound. */
  boolean larger() {
    for (long bound : BOUNDS) {
      if (whole(action -> Simpler.sizes(action).stream().anyMatch(size -> size.exceeds(bound)))) {
        return true;
      }
    }
    return false;
  }

  /** Leaves out what is not needed of operations that are {@code of} a sort. */
  boolean runs(Predicate<Action> of) {
    boolean changed = false;
    for (int length = count(of) / 2; length > 1 && smallest.hasBudget(); length /= 2) {
      int end = count(of);
      while (end > 0 && smallest.hasBudget()) {
        int start = Math.max(0, end - length);
        boolean isRemoved = accept(of, start, end);
        changed |= isRemoved;
        end = isRemoved ? Math.min(start, count(of)) : start;
      }
    }
    return changed;
  }

  private int count(Predicate<Action> of) {
    return (int) smallest.instructions().stream().filter(each -> of.test(each.action())).count();
  }

  /** Without those of the sort that have the numbers from {@code start} to {@code end} in it. */
  private boolean accept(Predicate<Action> of, int start, int end) {
    List<Instruction> rest = new ArrayList<>();
    int number = 0;
    for (Instruction each : smallest.instructions()) {
      boolean isOfSort = of.test(each.action());
      if (!isOfSort || number < start || number >= end) {
        rest.add(each);
      }
      number += isOfSort ? 1 : 0;
    }
    return smallest.accept(rest);
  }

  /** Leaves out whole lives of blocks, from creation to free. */
  boolean lives() {
    boolean changed = false;
    List<Integer> blocks = blocks();
    for (int length = blocks.size() / 2; length > 0 && smallest.hasBudget(); length /= 2) {
      for (int end = blocks.size(); end > 0 && smallest.hasBudget(); end -= length) {
        List<Integer> some =
            blocks.subList(Math.max(0, end - length), Math.min(end, blocks.size()));
        if (acceptWithout(some)) {
          some.clear();
          changed = true;
        }
      }
    }
    return changed;
  }

  private List<Integer> blocks() {
    return new ArrayList<>(
        smallest.instructions().stream()
            .map(each -> BLOCK.applyAsInt(each.action()))
            .filter(number -> number != NO_BLOCK)
            .distinct()
            .toList());
  }

  private boolean acceptWithout(List<Integer> blocks) {
    BitSet left = new BitSet();
    blocks.forEach(left::set);
    List<Instruction> rest =
        smallest.instructions().stream()
            .filter(each -> {
              int number = BLOCK.applyAsInt(each.action());
              return number == NO_BLOCK || !left.get(number);
            })
            .toList();
    return smallest.accept(rest);
  }

  private static final ToIntFunction<Action> BLOCK =
      action ->
          switch (action) {
            case Action.Malloc m -> m.blockNumber();
            case Action.Calloc c -> c.blockNumber();
            case Action.ReallocNull r -> r.blockNumber();
            case Action.Realloc r -> r.blockNumber();
            case Action.Free f -> f.blockNumber();
            case Action.FreeNull f -> NO_BLOCK;
          };

  /** Whether single operations could be left out. */
  boolean singles() {
    boolean changed = false;
    boolean again = true;
    while (again && smallest.hasBudget()) {
      again = false;
      for (int at = smallest.instructions().size() - 1; at >= 0; at--) {
        if (at < smallest.instructions().size() && smallest.accept(without(at))) {
          again = true;
        }
      }
      changed |= again;
    }
    return changed;
  }

  /** Whether two operations could be left out together. */
  boolean pair() {
    for (int second = smallest.instructions().size() - 1; second > 0; second--) {
      for (int first = second - 1; first >= 0 && smallest.hasBudget(); first--) {
        List<Instruction> rest = without(second);
        rest.remove(first);
        if (smallest.accept(rest)) {
          return true;
        }
      }
    }
    return false;
  }

  private List<Instruction> without(int at) {
    List<Instruction> rest = new ArrayList<>(smallest.instructions());
    rest.remove(at);
    return rest;
  }
}
