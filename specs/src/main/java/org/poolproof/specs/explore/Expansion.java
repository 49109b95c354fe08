package org.poolproof.specs.explore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.explore.Fingerprinting.Fingerprint;
import org.poolproof.specs.lockstep.Difference;

/** Some nodes side by side, and what their edges lead to; the work of one thread. */
final class Expansion {

  /** A node that may be new. */
  record Reached(Fingerprint fingerprint, long parent, byte[] node) {}

  /**
   * What was found.
   *
   * @param offset the node's, in the log
   * @param edge of that node, null if it is the node itself
   */
  record Found(long offset, Space.@Nullable Edge edge, Difference difference) {}

  private final List<NodeLog.Entry> nodes;
  private final List<Reached> reached = new ArrayList<>();
  private final Set<Fingerprint> fingerprints = new HashSet<>();
  private final List<Fingerprint> specified = new ArrayList<>();
  private final long[] ruleCounts = new long[Rule.values().length];
  private long edgeCount;
  private long memberCount;
  private @Nullable Found found;

  Expansion(List<NodeLog.Entry> nodes) {
    this.nodes = nodes;
  }

  /** Expands the nodes up to the first find. */
  void run(Space space, Fingerprinting fingerprinting, FingerprintSet known) {
    for (NodeLog.Entry entry : nodes) {
      memberCount += space.orbitSize(entry.node());
      String inSpecification = space.specified(entry.node());
      if (inSpecification != null) {
        specified.add(fingerprinting.of(inSpecification));
      }
      Difference own = space.differenceOf(entry.node());
      if (own != null) {
        found = new Found(entry.offset(), null, own);
      } else {
        space.forEachEdge(entry.node(), edge -> visit(entry, edge, fingerprinting, known));
      }
      if (found != null) {
        return;
      }
    }
  }

  private void visit(
      NodeLog.Entry from, Space.Edge edge, Fingerprinting fingerprinting, FingerprintSet known) {
    if (found != null) {
      return;
    }
    edgeCount++;
    for (Rule rule : edge.rules()) {
      ruleCounts[rule.ordinal()]++;
    }
    Difference difference = edge.difference();
    if (difference != null) {
      found = new Found(from.offset(), edge, difference);
      return;
    }
    if (isSame(edge.target(), from.node())) {
      return;
    }
    Fingerprint fingerprint = fingerprinting.of(edge.target());
    if (!known.contains(fingerprint) && fingerprints.add(fingerprint)) {
      edge.verification().run();
      reached.add(new Reached(fingerprint, from.offset(), edge.target()));
    }
  }

  @SuppressWarnings("interning:not.interned") // so spaces say that an operation has no effect
  private static boolean isSame(byte[] target, byte[] node) {
    return target == node;
  }

  List<Reached> reached() {
    return reached;
  }

  /** The nodes that were expanded in the words of the specification. */
  List<Fingerprint> specified() {
    return specified;
  }

  /** How many nodes those stand for that were expanded. */
  long memberCount() {
    return memberCount;
  }

  long edgeCount() {
    return edgeCount;
  }

  long[] ruleCounts() {
    return ruleCounts;
  }

  @Nullable Found found() {
    return found;
  }
}
