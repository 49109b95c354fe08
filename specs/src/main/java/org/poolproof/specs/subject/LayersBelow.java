package org.poolproof.specs.subject;

import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Request;

/** The arena allocator and raw memory, as a subject meets them. */
public interface LayersBelow {

  /** Grants or refuses memory. Called once for each request that has an answer, in order. */
  Answer answer(Request request);

  /** Takes memory back. Called for each release, in order among themselves. */
  void takeBack(Request release);
}
