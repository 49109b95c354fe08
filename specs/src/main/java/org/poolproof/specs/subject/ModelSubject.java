package org.poolproof.specs.subject;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.poolproof.model.Model;
import org.poolproof.model.Step;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.operation.Supply;
import org.poolproof.model.pymalloc.invariant.Invariants;
import org.poolproof.model.pymalloc.invariant.Violation;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.model.pymalloc.state.Counters;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.model.pymalloc.statistics.StatisticsText;

/** The model as a subject: it keeps the state between the steps, and counts the rules. */
public final class ModelSubject implements Subject {

  private static final int RULE_COUNT = Rule.values().length;

  private final long[] stepCounts = new long[RULE_COUNT];
  private State state;

  public ModelSubject(Geometry geometry) {
    state = Model.initial(geometry);
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public Geometry geometry() {
    return state.geometry();
  }

  @Override
  public Performed perform(Operation operation, LayersBelow below) {
    Supply supply = Supply.EMPTY;
    while (true) {
      switch (Model.step(state, operation, supply)) {
        case Step.Asks(var request) -> supply = supply.and(below.answer(request));
        case Step.Done done -> {
          return accept(done, below);
        }
      }
    }
  }

  private Performed accept(Step.Done done, LayersBelow below) {
    state = done.state();
    for (Rule rule : done.rules()) {
      stepCounts[rule.ordinal()]++;
    }
    if (!done.calls().isEmpty()) {
      takeBack(done.calls(), below);
    }
    return new Performed(address(done.outcome()), done.calls());
  }

  private static void takeBack(List<Call> calls, LayersBelow below) {
    for (Call call : calls) {
      if (call.answer() == null) {
        below.takeBack(call.request());
      }
    }
  }

  private static Address address(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Block(Address address, var contents) -> address;
      case Outcome.Null() -> Address.NULL;
      case Outcome.Nothing() -> Address.NULL;
      case Outcome.Undefined(String reason) -> throw new UndefinedOperation(reason);
    };
  }

  @Override
  public Boolean isInArena(Address address) {
    return state.arenaOf(address) != null;
  }

  @Override
  public HeapCounters counters() {
    Counters counters = state.counters();
    return new HeapCounters(
        state.allocatedBlockCount(),
        counters.arenasEverCount(),
        counters.arenasEverCount() - counters.arenaCount(),
        counters.highwaterArenaCount());
  }

  @Override
  public String statisticsText() {
    return StatisticsText.of(state);
  }

  @Override
  public List<String> faults() {
    return Invariants.check(state).stream().map(Violation::toString).toList();
  }

  /** The state after the operations so far. */
  public State state() {
    return state;
  }

  /** In how many steps each rule of the geometry was applied. */
  public Map<Rule, Long> coverage() {
    Map<Rule, Long> coverage = new EnumMap<>(Rule.class);
    Rule.of(geometry()).forEach(rule -> coverage.put(rule, stepCounts[rule.ordinal()]));
    return coverage;
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
