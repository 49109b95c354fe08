package org.poolproof.specs.subject;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Request;

/** The arena allocator and raw memory, as a subject meets them. */
public interface LayersBelow {

  /** Where the first arena lies if nobody says where. */
  static Address firstArena(Geometry geometry) {
    if (geometry.slots() != null) {
      return geometry.slotAddresses().getFirst();
    }
    return new Address(geometry.wordBytes() == 8 ? 0x7f00_0010_0000L : 0x8000_0000L);
  }

  /** Grants or refuses memory. Called once for each request that has an answer, in order. */
  Answer answer(Request request);

  /** Takes memory back. Called for each release, in order among themselves. */
  void takeBack(Request release);
}
