package org.poolproof.specs.shrink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.subject.UndefinedOperation;

/**
 * Makes a sequence of operations that shows a difference shorter, then simpler, as long as the same
 * rule is broken. It keeps only what it has tried. When it ends within its budget, no operation and
 * no two can be left out, and nothing can be replaced by something simpler.
 */
public final class Shrinker {

  /** How far above a size it is tried whether a greater one shows the same. */
  private static final int VARIATION_BYTES = 1024;

  private final Trial trial;
  private final Difference.Rule rule;
  private final long operationBudget;
  private List<Instruction> best;
  private Difference difference;
  private long trialCount;
  private long operationCount;

  private Shrinker(
      Trial trial, List<Instruction> instructions, Difference difference, long operationBudget) {
    this.trial = trial;
    this.operationBudget = operationBudget;
    this.difference = difference;
    rule = difference.rule();
    best = upTo(instructions, difference);
  }

  private static List<Instruction> upTo(List<Instruction> instructions, Difference difference) {
    Long last = difference.operation();
    return last != null && last < instructions.size()
        ? instructions.subList(0, last.intValue())
        : instructions;
  }

  /**
   * Shrinks {@code instructions}, which show {@code difference} in a {@code trial}.
   *
   * @param operationBudget about so many operations are carried out at most
   */
  public static Shrunk shrink(
      Trial trial, List<Instruction> instructions, Difference difference, long operationBudget) {
    return new Shrinker(trial, instructions, difference, operationBudget).shrink();
  }

  private Shrunk shrink() {
    removeHalves();
    boolean changed = true;
    while (changed && hasBudget()) {
      changed = removeSingles();
      changed |= rename();
      changed |= simplify();
      changed |= lowerSizes();
      changed = changed || removePairs();
    }
    boolean isMinimal = hasBudget();
    return new Shrunk(best, difference, isMinimal, variations(), trialCount);
  }

  private boolean hasBudget() {
    return operationCount < operationBudget;
  }

  /**
   * Whether {@code candidate} is simpler and breaks the same rule; if so it is the best from now
   * on. Since each is simpler than the one before, there is a last one.
   */
  private boolean accept(List<Instruction> candidate) {
    if (Shortlex.ORDER.compare(candidate, best) >= 0) {
      return false;
    }
    Difference found = tried(candidate);
    if (found == null) {
      return false;
    }
    best = List.copyOf(upTo(candidate, found));
    difference = found;
    return true;
  }

  /** What {@code candidate} shows of the same rule, null if nothing. */
  private @Nullable Difference tried(List<Instruction> candidate) {
    if (!hasBudget()) {
      return null;
    }
    trialCount++;
    try {
      Difference found = trial.run(candidate);
      operationCount += trial.operationCount(candidate, found);
      return found != null && found.rule() == rule ? found : null;
    } catch (UndefinedOperation nonsense) {
      operationCount += trial.operationCount(candidate, null);
      return null;
    }
  }

  /** Leaves out long runs, then shorter ones. */
  private void removeHalves() {
    for (int length = best.size() / 2; length > 1; length /= 2) {
      int end = best.size();
      while (end > 0) {
        int start = Math.max(0, end - length);
        boolean isRemoved = accept(without(start, end));
        end = Math.min(isRemoved ? Math.min(start, best.size()) : start, best.size());
      }
    }
  }

  private List<Instruction> without(int start, int end) {
    List<Instruction> rest = new ArrayList<>(best.subList(0, start));
    rest.addAll(best.subList(end, best.size()));
    return rest;
  }

  private boolean removeSingles() {
    boolean changed = false;
    boolean again = true;
    while (again && hasBudget()) {
      again = false;
      for (int at = best.size() - 1; at >= 0; at--) {
        if (at < best.size() && accept(without(at, at + 1))) {
          again = true;
        }
      }
      changed |= again;
    }
    return changed;
  }

  /** Whether two operations could be left out together. */
  private boolean removePairs() {
    for (int second = best.size() - 1; second > 0; second--) {
      for (int first = second - 1; first >= 0; first--) {
        List<Instruction> rest = without(second, second + 1);
        rest.remove(first);
        if (accept(rest)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Gives the blocks the least numbers, in the order of their creation. */
  private boolean rename() {
    Map<Integer, Integer> names = new HashMap<>();
    List<Instruction> renamed = new ArrayList<>();
    for (Instruction instruction : best) {
      renamed.add(new Instruction(renamed(instruction.action(), names), instruction.conditions()));
    }
    return accept(renamed);
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
    for (int at = 0; at < best.size(); at++) {
      for (Instruction simpler : Simpler.than(best.get(at))) {
        if (accept(with(at, simpler))) {
          changed = true;
          break;
        }
      }
    }
    return changed;
  }

  private List<Instruction> with(int at, Instruction other) {
    List<Instruction> changed = new ArrayList<>(best);
    changed.set(at, other);
    return changed;
  }

  private boolean lowerSizes() {
    boolean changed = false;
    for (int at = 0; at < best.size(); at++) {
      int sizeCount = Simpler.sizes(best.get(at).action()).size();
      for (int index = 0; index < sizeCount && at < best.size(); index++) {
        changed |= lowerSize(at, index);
      }
    }
    return changed;
  }

  private boolean lowerSize(int at, int index) {
    Instruction instruction = best.get(at);
    Simpler.Size size = Simpler.sizes(instruction.action()).get(index);
    for (long lower : size.lower()) {
      Action action = size.with().apply(lower);
      if (accept(with(at, new Instruction(action, instruction.conditions())))) {
        return true;
      }
    }
    return false;
  }

  private List<Shrunk.Variation> variations() {
    List<Shrunk.Variation> variations = new ArrayList<>();
    for (int at = 0; at < best.size(); at++) {
      for (Simpler.Size size : Simpler.sizes(best.get(at).action())) {
        Shrunk.Variation variation = variation(at, size);
        if (variation.greatest() != variation.least()) {
          variations.add(variation);
        }
      }
    }
    return variations;
  }

  private Shrunk.Variation variation(int at, Simpler.Size size) {
    long greatest = size.value();
    while (greatest - size.value() < VARIATION_BYTES && greatest != -1) {
      Action action = size.with().apply(greatest + 1);
      Instruction other = new Instruction(action, best.get(at).conditions());
      if (tried(with(at, other)) == null) {
        return new Shrunk.Variation(at, size.value(), greatest, hasBudget());
      }
      greatest++;
    }
    return new Shrunk.Variation(at, size.value(), greatest, false);
  }
}
