package org.poolproof.specs.shrink;

import java.util.ArrayList;
import java.util.List;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;

/** Makes sizes smaller, of all operations at once and of each by itself. */
final class Lowering {

  /** How far above a size it is tried whether a greater one shows the same. */
  private static final int VARIATION_BYTES = 1024;

  private static final long[] UNIFORM = {0, 1, 16, 64, 256, 1024, 4096, 1 << 15};

  private final Smallest smallest;

  Lowering(Smallest smallest) {
    this.smallest = smallest;
  }

  /** Makes all sizes the same, or none greater than one, if that shows the same. */
  boolean uniform() {
    for (long bytes : UNIFORM) {
      if (smallest.accept(withAll(bytes, 0)) || smallest.accept(withAll(bytes, bytes))) {
        return true;
      }
    }
    return false;
  }

  /** Sizes above {@code limit} become {@code bytes}; all if the limit is 0. */
  private List<Instruction> withAll(long bytes, long limit) {
    List<Instruction> changed = new ArrayList<>();
    for (Instruction each : smallest.instructions()) {
      Action action = each.action();
      for (int index = 0; index < Simpler.sizes(action).size(); index++) {
        Simpler.Size size = Simpler.sizes(action).get(index);
        boolean isLowered = size.exceeds(limit);
        boolean isCount = action instanceof Action.Calloc && index == 0;
        action = isLowered ? size.with().apply(isCount ? 1 : bytes) : action;
      }
      changed.add(new Instruction(action, each.conditions()));
    }
    return changed;
  }

  /** Whether the size of some operation could be lowered. */
  boolean sizes() {
    boolean changed = false;
    for (int at = 0; at < smallest.instructions().size() && smallest.hasBudget(); at++) {
      int sizeCount = Simpler.sizes(smallest.instructions().get(at).action()).size();
      for (int index = 0; index < sizeCount && at < smallest.instructions().size(); index++) {
        changed |= bisect(at, index);
        changed |= at < smallest.instructions().size() && lower(at, index);
      }
    }
    return changed;
  }

  /** Halves the way to the least size that shows the same, as if there were only one such way. */
  private boolean bisect(int at, int index) {
    boolean changed = false;
    long shown = size(at, index).value();
    long notShown = -1;
    while (shown > 0 && shown - notShown > 1 && smallest.hasBudget()) {
      long middle = notShown < 0 ? 0 : notShown + (shown - notShown) / 2;
      if (accept(at, index, middle)) {
        changed = true;
        shown = middle;
        if (at >= smallest.instructions().size()) {
          break;
        }
      } else {
        notShown = middle;
      }
    }
    return changed;
  }

  /** Tries all lower sizes that {@link Simpler} names. */
  private boolean lower(int at, int index) {
    for (long lower : size(at, index).lower()) {
      if (accept(at, index, lower)) {
        return true;
      }
    }
    return false;
  }

  private Simpler.Size size(int at, int index) {
    return Simpler.sizes(smallest.instructions().get(at).action()).get(index);
  }

  private boolean accept(int at, int index, long bytes) {
    return smallest.accept(with(at, size(at, index), bytes));
  }

  private List<Instruction> with(int at, Simpler.Size size, long bytes) {
    Instruction old = smallest.instructions().get(at);
    return smallest.with(at, new Instruction(size.with().apply(bytes), old.conditions()));
  }

  /** Which greater sizes show the same. */
  List<Shrunk.Variation> variations() {
    List<Shrunk.Variation> variations = new ArrayList<>();
    for (int at = 0; at < smallest.instructions().size(); at++) {
      for (Simpler.Size size : Simpler.sizes(smallest.instructions().get(at).action())) {
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
      if (smallest.tried(with(at, size, greatest + 1)) == null) {
        return new Shrunk.Variation(at, size.value(), greatest, smallest.hasBudget());
      }
      greatest++;
    }
    return new Shrunk.Variation(at, size.value(), greatest, false);
  }
}
