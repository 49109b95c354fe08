package org.poolproof.specs.explore;

import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Instruction;

/**
 * What an exploration came to.
 *
 * @param isClosed whether every node that can be reached was expanded
 * @param stateCount the nodes
 * @param memberCount the nodes that those stand for which were expanded: more than they are if
 *     there is one for each orbit
 * @param specifiedCount so many states of the specification those are that were expanded; 0 if
 *     there is one for each orbit, or there is no specification
 * @param transitionCount the edges that were examined
 * @param depth how many operations the farthest node is away from the start
 * @param coverage how many edges take each rule
 * @param find what was found first, null if nothing
 * @param isInterrupted whether it was told to stop before the end
 */
public record Exploration(
    boolean isClosed,
    long stateCount,
    long memberCount,
    long specifiedCount,
    long transitionCount,
    int depth,
    Map<Rule, Long> coverage,
    @Nullable Find find,
    boolean isInterrupted) {

  /**
   * Something that was found.
   *
   * @param instructions the operations that show it; there is no shorter sequence
   */
  public record Find(List<Instruction> instructions, Difference difference) {
    public Find {
      instructions = List.copyOf(instructions);
    }
  }

  public Exploration {
    coverage = Map.copyOf(coverage);
  }
}
