package org.poolproof.specs.lockstep;

import java.util.ArrayDeque;
import java.util.Deque;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.subject.LayersBelow;

/** Layers below whose answers a second subject can be given as well. */
record Recorded(LayersBelow layers, Deque<Answer> answers) implements LayersBelow {

  Recorded(LayersBelow layers) {
    this(layers, new ArrayDeque<>());
  }

  @Override
  public Answer answer(Request request) {
    Answer answer = layers.answer(request);
    answers.add(answer);
    return answer;
  }

  @Override
  public void takeBack(Request release) {
    layers.takeBack(release);
  }

  /** The same answers in the same order; nothing is taken back. */
  LayersBelow echo() {
    return new LayersBelow() {
      @Override
      public Answer answer(Request request) {
        return answers.remove();
      }

      @Override
      public void takeBack(Request release) {
        // Taken back already.
      }
    };
  }
}
