package org.poolproof.model.pymalloc.rule;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Ownership;
import org.poolproof.model.geometry.Ownership.Radix;
import org.poolproof.model.pymalloc.state.RadixTree;
import org.poolproof.model.pymalloc.state.RadixTree.Mark;
import org.poolproof.model.pymalloc.state.State;

/** Which addresses lie in an arena. PYMALLOC.md 6 and 7. */
public final class AddressIndex {

  private AddressIndex() {}

  /** 6. Whether {@code address} lies in a live arena, as the geometry's index tells it. */
  static boolean isInArena(StepUnderWay step, Address address) {
    boolean inside = isInArena(step.state(), address);
    step.apply(inside ? Rule.INSIDE : Rule.OUTSIDE);
    return inside;
  }

  /** Whether {@code address} lies in a live arena of {@code state}, as its index tells it. */
  public static boolean isInArena(State state, Address address) {
    return switch (state.geometry().ownership()) {
      case Ownership.Table() -> state.arenaOf(address) != null;
      case Radix radix -> isMarked(state, radix, address);
    };
  }

  private static boolean isMarked(State state, Radix radix, Address address) {
    long frameBytes = state.geometry().arenaBytes();
    Mark mark = state.tree().mark(radix.frameIndex(address, frameBytes));
    long tail = tail(address, frameBytes);
    return tail < mark.low() || (mark.high() != 0 && tail >= mark.high());
  }

  /**
   * 4.4c. Marks the arena at {@code base}; true where there is no tree.
   *
   * @return false if raw memory refused a node; then nothing is marked
   */
  static boolean mark(StepUnderWay step, Address base) {
    return switch (step.geometry().ownership()) {
      case Ownership.Table() -> true;
      case Radix radix -> mark(step, radix, base);
    };
  }

  private static boolean mark(StepUnderWay step, Radix radix, Address base) {
    if (!hasPath(step, radix, base)) {
      return false;
    }
    int tail = (int) tail(base, step.geometry().arenaBytes());
    setHigh(step, radix, base, tail == 0 ? -1 : tail);
    if (tail != 0 && !markNext(step, radix, base, tail)) {
      return false;
    }
    step.apply(Rule.ARENA_MARKED);
    return true;
  }

  /** The arena at {@code base} ends {@code tail} bytes into the frame behind its own. */
  private static boolean markNext(StepUnderWay step, Radix radix, Address base, int tail) {
    Address next = base.plus(step.geometry().arenaBytes());
    if (!hasPath(step, radix, next)) {
      step.apply(Rule.FIRST_MARK_UNDONE);
      setHigh(step, radix, base, 0);
      return false;
    }
    step.apply(Rule.SECOND_FRAME_MARKED);
    setLow(step, radix, next, tail);
    return true;
  }

  /** 5.4a. Clears the marks of the arena at {@code base}. */
  static void unmark(StepUnderWay step, Address base) {
    if (step.geometry().ownership() instanceof Radix radix) {
      step.apply(Rule.MARKS_CLEARED);
      setHigh(step, radix, base, 0);
      if (tail(base, step.geometry().arenaBytes()) != 0) {
        setLow(step, radix, base.plus(step.geometry().arenaBytes()), 0);
      }
    }
  }

  /** Whether the nodes that lead to the frame of {@code address} are there, or could be had. */
  private static boolean hasPath(StepUnderWay step, Radix radix, Address address) {
    long frameIndex = radix.frameIndex(address, step.geometry().arenaBytes());
    return !radix.hasInteriorNodes()
        || (hasMiddleNode(step, radix, frameIndex) && hasBottomNode(step, radix, frameIndex));
  }

  private static boolean hasMiddleNode(StepUnderWay step, Radix radix, long frameIndex) {
    long nodeIndex = radix.middleNodeIndex(frameIndex);
    if (step.state().tree().middleNodes().contains(nodeIndex)) {
      return true;
    }
    Address node = node(step, radix.middleNodeBytes(step.geometry().wordBytes()));
    if (node.isNull()) {
      step.apply(Rule.MIDDLE_NODE_REFUSED);
      return false;
    }
    step.apply(Rule.MIDDLE_NODE_CREATED);
    become(step, step.state().tree().withMiddleNode(nodeIndex, node));
    return true;
  }

  private static boolean hasBottomNode(StepUnderWay step, Radix radix, long frameIndex) {
    long nodeIndex = radix.bottomNodeIndex(frameIndex);
    if (step.state().tree().bottomNodes().contains(nodeIndex)) {
      return true;
    }
    Address node = node(step, radix.bottomNodeBytes());
    if (node.isNull()) {
      step.apply(Rule.BOTTOM_NODE_REFUSED);
      return false;
    }
    step.apply(Rule.BOTTOM_NODE_CREATED);
    become(step, step.state().tree().withBottomNode(nodeIndex, node));
    return true;
  }

  private static Address node(StepUnderWay step, long nodeBytes) {
    return RawMemory.calloc(step, 1, new ByteCount(nodeBytes));
  }

  private static void setHigh(StepUnderWay step, Radix radix, Address address, int high) {
    long frameIndex = radix.frameIndex(address, step.geometry().arenaBytes());
    RadixTree tree = step.state().tree();
    become(step, tree.withMark(frameIndex, new Mark(high, tree.mark(frameIndex).low())));
  }

  private static void setLow(StepUnderWay step, Radix radix, Address address, int low) {
    long frameIndex = radix.frameIndex(address, step.geometry().arenaBytes());
    RadixTree tree = step.state().tree();
    become(step, tree.withMark(frameIndex, new Mark(tree.mark(frameIndex).high(), low)));
  }

  private static void become(StepUnderWay step, RadixTree tree) {
    step.become(step.state().withTree(tree));
  }

  private static long tail(Address address, long frameBytes) {
    return address.offsetFrom(address.roundedDown(frameBytes));
  }
}
