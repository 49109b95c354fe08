package org.poolproof.specs.lockstep;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Request;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/**
 * The model beside a subject: it carries out the same operations on the answers that the subject
 * got from the layers below, and its state determines the image that the subject's memory must be.
 */
final class ModelBeside {

  private final ModelSubject model;
  private final Wording wording;
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final Audit audit;

  /** Gives the model what the subject was given, then refuses. */
  private final LayersBelow echo =
      new LayersBelow() {
        @Override
        public Answer answer(Request request) {
          Answer next = answers.poll();
          return next == null ? Answer.REFUSED : next;
        }

        @Override
        public void takeBack(Request release) {
          // The subject gave it back to the layers already.
        }
      };

  @SuppressWarnings("resourceleak") // a model is all on the Java heap
  ModelBeside(@NotOwning Subject subject, Wording wording) {
    model = new ModelSubject(subject.geometry());
    this.wording = wording;
    audit = new Audit(model, subject, wording, EnumSet.allOf(Compared.class));
  }

  /** In how many steps each rule of the geometry was applied. */
  Map<Rule, Long> coverage() {
    return model.coverage();
  }

  /** How often the images were compared. */
  long imageCheckCount() {
    return audit.imageCheckCount();
  }

  /** Carries out what the subject performed; the difference, null if there is none. */
  @Nullable Difference follow(
      Operation operation, Performed performed, @Nullable Long line, long number) {
    answers.clear();
    for (Call call : performed.calls()) {
      if (call.answer() != null) {
        answers.add(call.answer());
      }
    }
    Performed expected = model.perform(operation, echo);
    audit.note(expected.calls());
    if (expected.equals(performed)) {
      return null;
    }
    boolean sameCalls = expected.calls().equals(performed.calls());
    return new Difference(
        Difference.Rule.MODEL,
        line,
        number,
        sameCalls ? wording.of(expected.answer()) : calls(expected.calls()),
        sameCalls ? wording.of(performed.answer()) : calls(performed.calls()));
  }

  private String calls(List<Call> calls) {
    return calls.isEmpty()
        ? "no call below"
        : String.join("; ", calls.stream().map(call -> wording.of(call.request())).toList());
  }

  /** What parts the heaps between two operations, null if nothing does. */
  @Nullable Difference audit(@Nullable Long line, long number) {
    Difference difference = audit.find(number);
    return difference == null
        ? null
        : new Difference(
            difference.rule(), line, number, difference.expected(), difference.actual());
  }
}
