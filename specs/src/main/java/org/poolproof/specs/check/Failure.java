package org.poolproof.specs.check;

import java.util.List;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Instruction;

/**
 * Operations on which a subject and a reference part.
 *
 * @param instructions up to the difference, or one round of steady work
 * @param isSteady whether they are a round of steady work
 * @param difference where they part
 */
public record Failure(
    Geometry geometry, List<Instruction> instructions, boolean isSteady, Difference difference) {

  public Failure {
    instructions = List.copyOf(instructions);
  }

  /** Operations that were carried out once. */
  Failure(Geometry geometry, List<Instruction> instructions, Difference difference) {
    this(geometry, instructions, false, difference);
  }
}
