package org.poolproof.specs.explore;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Ownership;
import org.poolproof.model.operation.Contents;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Difference.Rule;

/** Model and implementation in the same state, for one operation at a time. */
final class Product implements Examiner {

  private static final int[] ANY_INDEX = {0};

  private final Places places;
  private final ExploredHeap heap;
  private final Image before;
  private final Image after;
  private Situation situation;

  /**
   * @param salt of what the client writes to its blocks
   */
  Product(Places places, int salt) {
    this.places = places;
    heap = new ExploredHeap(places);
    before = new Image(places, salt);
    after = new Image(places, salt);
    situation = Situation.initial(places.geometry());
  }

  /** The heap before an operation has an empty image. */
  @Override
  public @Nullable Difference ofEmptyHeap() {
    after.draw(State.initial(places.geometry()));
    return ofImage(after);
  }

  /** The operations to come are carried out in {@code next}. */
  @Override
  public void enter(Situation next) {
    situation = next;
    before.draw(next.state());
  }

  /**
   * Carries a transition of the model out on the implementation, whatever the words of others say
   * that it looks at.
   *
   * @return the first difference, null if there is none
   */
  @Override
  public @Nullable Difference check(Transition transition) {
    Address block = transition.block();
    boolean isForgeable =
        !block.isNull()
            && places.isRaw(block)
            && transition.operation().domain() != Domain.RAW
            && places.geometry().ownership() instanceof Ownership.Table;
    int[] arenaIndexes = isForgeable ? arenaIndexes() : ANY_INDEX;
    for (int arenaIndex : arenaIndexes) {
      heap.restore(before);
      fillRawBlocks();
      if (isForgeable) {
        heap.forgeArenaIndex(block, arenaIndex);
      }
      Difference difference = perform(transition);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  /** Of each record, of the one behind the last, and of none. */
  private int[] arenaIndexes() {
    int recordCount = (int) situation.state().table().records().size();
    int[] indexes = new int[recordCount + 2];
    for (int index = 0; index <= recordCount; index++) {
      indexes[index] = index;
    }
    indexes[recordCount + 1] = -1;
    return indexes;
  }

  private void fillRawBlocks() {
    for (int index = 0; index < situation.rawCount(); index++) {
      Address raw = places.raw(index);
      MemorySegment bytes = heap.rawBytes(raw);
      MemorySegment.copy(
          after.pattern(),
          (int) raw.value(),
          bytes,
          ValueLayout.JAVA_BYTE,
          0,
          (int) bytes.byteSize());
    }
  }

  private @Nullable Difference perform(Transition transition) {
    Address answer;
    try {
      answer = heap.perform(transition.operation(), transition.done().calls());
    } catch (ScriptedLayers.OtherCall other) {
      return difference(Rule.CALL, other.expected(), other.actual());
    } catch (RuntimeException | StackOverflowError failure) {
      return difference(Rule.SUBJECT, "an answer", failure.toString());
    }
    Outcome outcome = transition.done().outcome();
    if (outcome instanceof Outcome.Undefined(String reason)) {
      throw new IllegalStateException(reason);
    }
    Address expected = Situation.address(outcome);
    if (!answer.equals(expected)) {
      return difference(Rule.ANSWER, expected.toString(), answer.toString());
    }
    State state = transition.done().state();
    Image image = before;
    if (!isSame(state, situation.state())) {
      image = after;
      image.draw(state);
      image.promise(state, transition.block(), outcome);
    }
    Difference difference = ofImage(image);
    return difference == null ? ofCopyToRaw(transition) : difference;
  }

  @SuppressWarnings("interning:not.interned") // a state that was not touched has the same image
  private static boolean isSame(State one, State other) {
    return one == other;
  }

  private @Nullable Difference ofImage(Image expected) {
    byte[] states = heap.states();
    long at = expected.difference(heap.image(), states);
    return at < 0
        ? null
        : difference(Rule.IMAGE, expected.text(at), expected.text(heap.image(), states, at));
  }

  /** A block of a pool that moved to raw memory is whole there. */
  private @Nullable Difference ofCopyToRaw(Transition transition) {
    if (!(transition.done().outcome() instanceof Outcome.Block(Address answer, Contents contents))
        || !(contents instanceof Contents.Copied(var size))
        || !places.isRaw(answer)) {
      return null;
    }
    long old = transition.block().value();
    MemorySegment bytes = heap.rawBytes(answer);
    for (long offset = 0; offset < size.value(); offset++) {
      byte expected = after.pattern()[(int) (old + offset)];
      byte actual = bytes.get(ValueLayout.JAVA_BYTE, offset);
      if (expected != actual) {
        return difference(
            Rule.CONTENT,
            "byte " + offset + " of " + answer + ": " + expected,
            "byte " + offset + " of " + answer + ": " + actual);
      }
    }
    return null;
  }

  private static Difference difference(Rule rule, String expected, String actual) {
    return new Difference(rule, null, null, expected, actual);
  }
}
