package org.poolproof.specs.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.Model;
import org.poolproof.model.Step;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Request;
import org.poolproof.model.operation.Supply;
import org.poolproof.model.pymalloc.state.State;

/**
 * Everything that the layers below may do in one operation: refuse, grant, and where a raw realloc
 * may stay or move, either. Arenas are granted at the lowest free slot.
 */
final class Choices {

  private final Places places;
  private final boolean mayRefuse;

  /** Every behaviour. */
  Choices(Places places) {
    this(places, true);
  }

  /**
   * @param mayRefuse whether a request that could be granted is refused, too
   */
  Choices(Places places, boolean mayRefuse) {
    this.places = places;
    this.mayRefuse = mayRefuse;
  }

  /** Carries {@code operation} out under every behaviour of the layers below, in a fixed order. */
  void forEach(Situation situation, Operation operation, Consumer<Step.Done> visitor) {
    Deque<Supply> open = new ArrayDeque<>();
    open.push(Supply.EMPTY);
    while (!open.isEmpty()) {
      Supply supply = open.pop();
      switch (Model.step(situation.state(), operation, supply)) {
        case Step.Done done -> visitor.accept(done);
        case Step.Asks(Request request) -> {
          List<Answer> answers = answers(situation, operation, request, supply);
          for (int index = answers.size() - 1; index >= 0; index--) {
            open.push(supply.and(answers.get(index)));
          }
        }
      }
    }
  }

  private List<Answer> answers(
      Situation situation, Operation operation, Request request, Supply supply) {
    List<Answer> answers = new ArrayList<>(3);
    switch (request) {
      case Request.ArenaAlloc arena -> grant(answers, lowestFreeSlot(situation.state()));
      case Request.RawMalloc malloc -> grant(answers, freeRaw(situation));
      case Request.RawCalloc calloc ->
          grant(
              answers,
              isNode(operation, calloc)
                  ? places.node(nodeCount(situation.state(), supply))
                  : freeRaw(situation));
      case Request.RawRealloc realloc when isClients(operation, realloc) -> {
        if (!realloc.block().isNull()) {
          grant(answers, realloc.block());
          grant(answers, places.raw(situation.rawCount()));
        } else {
          grant(answers, freeRaw(situation));
        }
      }
      case Request.RawRealloc realloc -> {
        if (realloc.block().isNull()) {
          grant(answers, places.table(0));
        } else {
          grant(answers, realloc.block());
          grant(answers, places.table(1 - places.tablePlaceIndex(realloc.block())));
        }
      }
      case Request.ArenaFree release -> throw new IllegalStateException(release + " has no answer");
      case Request.RawFree release -> throw new IllegalStateException(release + " has no answer");
    }
    if (mayRefuse || answers.isEmpty()) {
      answers.add(Answer.REFUSED);
    }
    return answers;
  }

  private static void grant(List<Answer> answers, @Nullable Address address) {
    if (address != null) {
      answers.add(new Answer.Granted(address));
    }
  }

  private @Nullable Address lowestFreeSlot(State state) {
    for (Address slot : places.slots()) {
      if (!state.bases().contains(slot.value())) {
        return slot;
      }
    }
    return null;
  }

  /** A place for one more raw block of the client, null if there are enough of them. */
  private @Nullable Address freeRaw(Situation situation) {
    boolean hasRoom = situation.rawCount() < places.geometry().rawBlockLimit();
    return hasRoom ? places.raw(situation.rawCount()) : null;
  }

  /** Whether the client's own operation is passed on, rather than the table enlarged. */
  private boolean isClients(Operation operation, Request.RawRealloc realloc) {
    return realloc.block().isNull()
        ? operation.domain() == Domain.RAW
        : places.isRaw(realloc.block());
  }

  /** Whether a node is asked for: the client never asks for one element of several bytes. */
  private static boolean isNode(Operation operation, Request.RawCalloc calloc) {
    boolean isClients =
        operation instanceof Operation.Calloc client
            && client.elementCount() == calloc.elementCount()
            && client.elementSize().equals(calloc.elementSize());
    return !isClients;
  }

  private int nodeCount(State state, Supply supply) {
    int count = state.tree().middleNodes().size() + state.tree().bottomNodes().size();
    for (Answer answer : supply.answers()) {
      count += places.isNode(answer.address()) ? 1 : 0;
    }
    return count;
  }
}
