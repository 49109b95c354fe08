package org.poolproof.specs.lockstep;

import java.util.List;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.subject.LayersBelow;

/**
 * Layers below that answer what another allocator was answered, to the same requests in the same
 * order, and refuse everything else: the comparison of the calls will say what is wrong.
 */
final class Echo implements LayersBelow {

  private List<Call> calls = List.of();
  private int next;

  /** An operation begins during which the other one made {@code calls}. */
  void begin(List<Call> given) {
    calls = given;
    next = 0;
  }

  @Override
  public Answer answer(Request request) {
    while (next < calls.size()) {
      Call call = calls.get(next);
      Answer answer = call.answer();
      if (answer != null) {
        return call.request().equals(request) ? taken(answer) : Answer.REFUSED;
      }
      next++;
    }
    return Answer.REFUSED;
  }

  private Answer taken(Answer answer) {
    next++;
    return answer;
  }

  @Override
  public void takeBack(Request release) {
    // The other one's layers keep the ledger; the comparison tells who is wrong.
  }
}
