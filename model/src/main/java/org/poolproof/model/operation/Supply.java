package org.poolproof.model.operation;

import java.util.ArrayList;
import java.util.List;

/**
 * The answers of the layers below that a step may consume, in the order of its requests. Releases
 * consume none. Immutable.
 */
public record Supply(List<Answer> answers) {

  public static final Supply EMPTY = new Supply(List.of());

  public Supply {
    answers = List.copyOf(answers);
  }

  public static Supply of(Answer... answers) {
    return new Supply(List.of(answers));
  }

  public int size() {
    return answers.size();
  }

  public boolean isEmpty() {
    return answers.isEmpty();
  }

  /** These answers and then {@code next}. */
  public Supply and(Answer next) {
    List<Answer> extended = new ArrayList<>(answers);
    extended.add(next);
    return new Supply(extended);
  }

  /** What is left when the first {@code consumedCount} answers are consumed. */
  public Supply after(int consumedCount) {
    return consumedCount == 0 ? this : new Supply(answers.subList(consumedCount, answers.size()));
  }
}
