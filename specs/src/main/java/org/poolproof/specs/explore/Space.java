package org.poolproof.specs.explore;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Instruction;

/**
 * A graph that can be explored: its nodes are bytes, equal exactly if the nodes are. Used by the
 * thread that opened it.
 */
public interface Space {

  /**
   * An edge.
   *
   * @param operationIndex which of the node's edges it is, from 0
   * @param target where it leads
   * @param rules the rules that it takes
   * @param difference what is wrong with it, null if nothing
   * @param verification throws if the bytes of the target do not say all of it; it suffices to run
   *     it once for equal ones
   */
  record Edge(
      int operationIndex,
      byte[] target,
      Set<Rule> rules,
      @Nullable Difference difference,
      Runnable verification) {}

  /** What is explored, in words that no other space has. */
  String name();

  /** The node that everything starts from. */
  byte[] start();

  /** What is wrong with {@code node} itself, null if nothing. */
  @Nullable Difference differenceOf(byte[] node);

  /** How many nodes {@code node} stands for: more than itself if they are explored by orbits. */
  long orbitSize(byte[] node);

  /** {@code node} in the words of the specification, null if those of its orbit have others. */
  @Nullable String specified(byte[] node);

  /** Shows the edges of {@code node}, in the same order each time. */
  void forEachEdge(byte[] node, Consumer<Edge> visitor);

  /**
   * The operations along a path.
   *
   * @param path nodes from the start on
   * @param last an edge of the last of them, null for none
   */
  List<Instruction> instructions(List<byte[]> path, @Nullable Edge last);
}
