package org.poolproof.specs.shrink;

import java.util.List;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Instruction;

/**
 * What is left of operations that show a difference.
 *
 * @param instructions the operations
 * @param difference what they show
 * @param isMinimal whether nothing can be left out or lowered: neither one operation nor two, no
 *     size, nothing that is special about the layers below; false if the budget was spent before
 *     that was known
 * @param variations what could be different and would show the same
 * @param trialCount how many sequences were tried
 */
public record Shrunk(
    List<Instruction> instructions,
    Difference difference,
    boolean isMinimal,
    List<Variation> variations,
    long trialCount) {

  /**
   * A size that could be another one.
   *
   * @param instructionIndex which operation's, from 0
   * @param least the least size up to which all show the same
   * @param greatest the greatest size that was tried of those, all of which show the same
   * @param isBounded whether the next greater one does not; if not, it was not tried
   */
  public record Variation(int instructionIndex, long least, long greatest, boolean isBounded) {}

  public Shrunk {
    instructions = List.copyOf(instructions);
    variations = List.copyOf(variations);
  }
}
