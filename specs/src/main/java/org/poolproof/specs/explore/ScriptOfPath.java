package org.poolproof.specs.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Conditions;
import org.poolproof.specs.script.Instruction;

/**
 * The operations along a path, with blocks named by number. A raw block is known by who takes it
 * back and in which order it came: two of a kind are the same to the heap.
 */
final class ScriptOfPath {

  private final Places places;
  private final List<Instruction> instructions = new ArrayList<>();
  private final Map<Address, Integer> inPools = new HashMap<>();
  private final List<Integer> countedRaw = new ArrayList<>();
  private final List<Integer> plainRaw = new ArrayList<>();
  private int nextNumber;

  ScriptOfPath(Places places) {
    this.places = places;
  }

  List<Instruction> instructions() {
    return instructions;
  }

  /** The path goes on from {@code situation} by {@code transition}. */
  void add(Situation situation, Transition transition) {
    Operation operation = transition.operation();
    Address old = transition.block();
    Address answer = Situation.address(transition.done().outcome());
    boolean isFreed = operation instanceof Operation.Free;
    int number = old.isNull() ? nextNumber++ : number(situation, old);
    Action action = action(operation, number, old);
    instructions.add(new Instruction(action, conditions(transition)));
    if (!old.isNull() && (isFreed || !answer.isNull())) {
      forget(number);
    }
    if (!answer.isNull()) {
      keep(operation.domain(), answer, number);
    }
  }

  private int number(Situation situation, Address block) {
    if (!places.isRaw(block)) {
      Integer number = inPools.get(block);
      if (number == null) {
        throw new IllegalStateException(block + " has no number");
      }
      return number;
    }
    int index = places.rawPlaceIndex(block);
    int countedCount = situation.countedRawCount();
    return index < countedCount ? countedRaw.get(index) : plainRaw.get(index - countedCount);
  }

  private static Action action(Operation operation, int number, Address old) {
    return switch (operation) {
      case Operation.Malloc(Domain domain, ByteCount size) ->
          new Action.Malloc(domain, number, size);
      case Operation.Calloc(Domain domain, long count, ByteCount size) ->
          new Action.Calloc(domain, number, count, size);
      case Operation.Realloc(Domain domain, Address block, ByteCount size) ->
          old.isNull()
              ? new Action.ReallocNull(domain, number, size)
              : new Action.Realloc(domain, number, size);
      case Operation.Free(Domain domain, Address block) ->
          old.isNull() ? new Action.FreeNull(domain) : new Action.Free(domain, number);
    };
  }

  private static Conditions conditions(Transition transition) {
    int refusals = 0;
    int requestIndex = 0;
    boolean rawStays = false;
    for (Call call : transition.done().calls()) {
      Answer answer = call.answer();
      if (answer != null) {
        refusals |= answer instanceof Answer.Refused ? 1 << requestIndex : 0;
        requestIndex++;
        rawStays |=
            call.request() instanceof Request.RawRealloc realloc
                && !realloc.block().isNull()
                && realloc.block().equals(answer.address());
      }
    }
    return new Conditions(refusals, rawStays, null);
  }

  private void forget(int number) {
    inPools.values().remove(number);
    countedRaw.remove((Integer) number);
    plainRaw.remove((Integer) number);
  }

  private void keep(Domain domain, Address answer, int number) {
    if (!places.isRaw(answer)) {
      inPools.put(answer, number);
    } else if (domain == Domain.RAW) {
      plainRaw.add(number);
    } else {
      countedRaw.add(number);
    }
  }
}
