package org.poolproof.model.pymalloc.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Request;
import org.poolproof.model.operation.Supply;
import org.poolproof.model.pymalloc.state.State;

/**
 * One step between its first and its last rule: the state so far, the calls so far, and the answers
 * that are left. It lives no longer than the step, and nobody outside sees it change; that is what
 * lets the rules read like the text that they come from.
 */
public final class StepUnderWay {

  /** The supply ran dry: control leaves the rules, and the step is forgotten. */
  public static final class SupplyRanDry extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Request request;

    private SupplyRanDry(Request request) {
      super("no answer is left", null, false, false);
      this.request = request;
    }

    /** What an answer is missing for. */
    public Request request() {
      return request;
    }
  }

  private final Supply supply;
  private State state;
  private long rules;
  private int consumedCount;
  private List<Call> calls = List.of();

  public StepUnderWay(State state, Supply supply) {
    this.state = state;
    this.supply = supply;
  }

  /** The state that the rules so far have led to. */
  public State state() {
    return state;
  }

  /** The answers that were not consumed. */
  public Supply unused() {
    return supply.after(consumedCount);
  }

  /** The calls of the layers below, in order. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The rules that were applied at least once. */
  public Set<Rule> rules() {
    return new RuleSet(rules);
  }

  Geometry geometry() {
    return state.geometry();
  }

  void become(State next) {
    state = next;
  }

  /** Counts {@code rule} as applied. */
  public void apply(Rule rule) {
    rules |= RuleSet.word(rule);
  }

  /**
   * Asks a layer below.
   *
   * @return the address that it grants, null if it refuses
   * @throws SupplyRanDry if there is no answer left
   */
  Address ask(Request request) {
    if (consumedCount == supply.size()) {
      throw new SupplyRanDry(request);
    }
    Answer answer = supply.answers().get(consumedCount++);
    record(new Call(request, answer));
    return answer.address();
  }

  /** Gives something back to a layer below, which has no say in it. */
  void release(Request request) {
    record(Call.of(request));
  }

  private void record(Call call) {
    if (calls.isEmpty()) {
      calls = new ArrayList<>();
    }
    calls.add(call);
  }
}
