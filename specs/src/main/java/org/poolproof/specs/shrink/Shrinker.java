package org.poolproof.specs.shrink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;

/**
 * Makes a sequence of operations that shows a difference shorter, then simpler, as long as the same
 * rule is broken. It keeps only what it has tried. When it ends within its budget, no operation and
 * no two can be left out, and nothing can be replaced by something simpler.
 */
public final class Shrinker {

  /** Above so many operations it is first looked for what is superfluous in large. */
  private static final int LONG = 64;

  private final Smallest smallest;
  private final Removal removal;
  private final Lowering lowering;

  private Shrinker(Smallest smallest) {
    this.smallest = smallest;
    removal = new Removal(smallest);
    lowering = new Lowering(smallest);
  }

  /**
   * Shrinks {@code instructions}, which show {@code difference} in a {@code trial}.
   *
   * @param operationBudget about so many operations are carried out at most
   */
  public static Shrunk shrink(
      Trial trial, List<Instruction> instructions, Difference difference, long operationBudget) {
    return new Shrinker(new Smallest(trial, instructions, difference, operationBudget)).shrink();
  }

  private Shrunk shrink() {
    removeInLarge();
    removal.runs(any -> true);
    boolean changed = true;
    while (changed && smallest.hasBudget()) {
      changed = removal.singles();
      changed |= rename();
      changed |= simplify();
      changed |= lowering.sizes();
      changed = changed || removal.pair();
    }
    boolean isMinimal = smallest.hasBudget();
    return new Shrunk(
        smallest.instructions(),
        smallest.difference(),
        isMinimal,
        lowering.variations(),
        smallest.trialCount());
  }

  private boolean isLong() {
    return smallest.instructions().size() > LONG;
  }

  private void removeInLarge() {
    boolean changed = true;
    while (changed && isLong() && smallest.hasBudget()) {
      changed = removal.whole(action -> action instanceof Action.Realloc);
      changed |= removal.whole(action -> action instanceof Action.Free);
      changed |= removal.larger();
      changed |= lowering.uniform();
      changed |= removal.runs(action -> action instanceof Action.Realloc);
      changed |= removal.runs(action -> action instanceof Action.Free);
      changed |= removal.lives();
      changed |= removal.runs(any -> true);
    }
  }

  /** Gives the blocks the least numbers, in the order of their creation. */
  private boolean rename() {
    Map<Integer, Integer> names = new HashMap<>();
    List<Instruction> renamed = new ArrayList<>();
    for (Instruction instruction : smallest.instructions()) {
      renamed.add(new Instruction(renamed(instruction.action(), names), instruction.conditions()));
    }
    return smallest.accept(renamed);
  }

  private static Action renamed(Action action, Map<Integer, Integer> names) {
    return switch (action) {
      case Action.Malloc m -> new Action.Malloc(m.domain(), name(m.blockNumber(), names), m.size());
      case Action.Calloc c ->
          new Action.Calloc(
              c.domain(), name(c.blockNumber(), names), c.elementCount(), c.elementSize());
      case Action.ReallocNull r ->
          new Action.ReallocNull(r.domain(), name(r.blockNumber(), names), r.size());
      case Action.Realloc r ->
          new Action.Realloc(r.domain(), name(r.blockNumber(), names), r.size());
      case Action.Free f -> new Action.Free(f.domain(), name(f.blockNumber(), names));
      case Action.FreeNull f -> f;
    };
  }

  private static int name(int number, Map<Integer, Integer> names) {
    return names.computeIfAbsent(number, any -> names.size());
  }

  private boolean simplify() {
    boolean changed = false;
    for (int at = 0; at < smallest.instructions().size(); at++) {
      for (Instruction simpler : Simpler.than(smallest.instructions().get(at))) {
        if (smallest.accept(smallest.with(at, simpler))) {
          changed = true;
          break;
        }
      }
    }
    return changed;
  }
}
