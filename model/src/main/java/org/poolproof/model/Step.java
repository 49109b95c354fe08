package org.poolproof.model;

import java.util.List;
import java.util.Set;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.operation.Request;
import org.poolproof.model.operation.Supply;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.model.pymalloc.state.State;

/** What {@link Model#step} returns: the operation is done, or an answer from below is missing. */
public sealed interface Step {

  /**
   * The operation is done.
   *
   * @param state the state after it
   * @param outcome what the client is answered
   * @param calls what the layers below were asked and answered, in order
   * @param unused the answers that were not consumed; if there are any, whoever supplied them and
   *     the model disagree
   * @param rules the numbered steps of PYMALLOC.md that were taken
   */
  record Done(State state, Outcome outcome, List<Call> calls, Supply unused, Set<Rule> rules)
      implements Step {}

  /** The supply ran dry at {@code request}: append its answer and step again. */
  record Asks(Request request) implements Step {}
}
