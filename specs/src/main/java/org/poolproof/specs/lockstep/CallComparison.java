package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Request;

/** The calls of the layers below that two allocators made in one operation. */
final class CallComparison {

  private static final String NO_CALL = "no further call of a layer below";

  private final Wording wording;
  private final Set<Compared> compared;

  CallComparison(Wording wording, Set<Compared> compared) {
    this.wording = wording;
    this.compared = compared;
  }

  /** The first difference in operation number {@code number}, null if there is none. */
  @Nullable Difference find(List<Call> model, List<Call> actual, long number) {
    if (model.isEmpty() && actual.isEmpty()) {
      return null;
    }
    List<Request> wanted = requests(model);
    List<Request> made = requests(actual);
    for (int at = 0; at < Math.max(wanted.size(), made.size()); at++) {
      Request one = at < wanted.size() ? wanted.get(at) : null;
      Request other = at < made.size() ? made.get(at) : null;
      if (one == null || !one.equals(other)) {
        return new Difference(
            Difference.Rule.CALL,
            null,
            number,
            one == null ? NO_CALL : wording.of(one),
            other == null ? NO_CALL : wording.of(other));
      }
    }
    return null;
  }

  private List<Request> requests(List<Call> calls) {
    List<Request> requests = new ArrayList<>();
    for (Call call : calls) {
      if (compared.contains(Compared.of(call.request()))) {
        requests.add(call.request());
      }
    }
    return requests;
  }
}
