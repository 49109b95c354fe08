package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.Finding.differs;
import static org.poolproof.model.pymalloc.invariant.Finding.first;
import static org.poolproof.model.pymalloc.invariant.Finding.unlessEqual;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.Ownership.Radix;
import org.poolproof.model.pymalloc.invariant.Survey.LiveArena;
import org.poolproof.model.pymalloc.rule.AddressIndex;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.Directory;
import org.poolproof.model.pymalloc.state.RadixTree;
import org.poolproof.model.pymalloc.state.RadixTree.Mark;

/** What holds of the ways to an arena from an address: the bases, the nodes and the marks. */
public enum AddressIndexInvariant implements Invariant {
  ARENAS_HAVE_A_BASE(
      "The address of every arena leads to its record.",
      "PYMALLOC.md 6; PY-60",
      Cost.ARENAS,
      AddressIndexInvariant::arenasHaveBase),
  BASES_HAVE_AN_ARENA(
      "Every base is the address of the arena in its record.",
      "PYMALLOC.md 6; PY-60, PY-61",
      Cost.ARENAS,
      AddressIndexInvariant::basesHaveArena),
  OWNERSHIP_TEST_IS_EXACT(
      "The ownership test finds an address in an arena exactly if it lies in one.",
      "PYMALLOC.md 6, 7; PY-60, PY-63",
      Cost.POOLS,
      AddressIndexInvariant::ownershipIsExact),
  TABLE_OWNERSHIP_HAS_NO_TREE(
      "Under table ownership there are neither nodes nor marks.",
      "PYMALLOC.md 6; PY-60",
      Cost.CONSTANT,
      AddressIndexInvariant::tableHasNoTree),
  ARENAS_ARE_MARKED(
      "Every arena is marked high in the frame where it starts, and low where it ends in the next.",
      "PYMALLOC.md 7; PY-63",
      Cost.ARENAS,
      AddressIndexInvariant::arenasAreMarked),
  MARKS_ARE_OF_ARENAS(
      "Every mark is that of an arena that starts in its frame, or ends in it.",
      "PYMALLOC.md 5.4a, 7; PY-63, PY-64",
      Cost.ARENAS,
      AddressIndexInvariant::marksAreOfArenas),
  MARKS_HAVE_NODES(
      "Every mark is in a bottom node that is there.",
      "PYMALLOC.md 7; PY-63, PY-65",
      Cost.NODES,
      AddressIndexInvariant::marksHaveNodes),
  BOTTOM_NODES_HAVE_A_MIDDLE_NODE(
      "Every bottom node is below a middle node that is there.",
      "PYMALLOC.md 7; PY-62, PY-65",
      Cost.NODES,
      AddressIndexInvariant::bottomHasMiddle),
  NODES_ARE_BELOW_THE_ROOT(
      "Every node has a number that the root leads to; so there is none where the root is all.",
      "PYMALLOC.md 7; PY-62",
      Cost.NODES,
      AddressIndexInvariant::nodesAreBelowRoot);

  private final Statement statement;

  AddressIndexInvariant(
      String sentence, String source, Cost cost, Function<Survey, @Nullable String> check) {
    statement = new Statement(sentence, source, cost, check);
  }

  @Override
  public Statement statement() {
    return statement;
  }

  private static @Nullable String arenasHaveBase(Survey survey) {
    return first(
        survey.arenas(),
        each -> {
          ArenaIndex found = survey.state().bases().get(each.arena().address().value());
          return unlessEqual(
              () -> "base " + each.arena().address(),
              each.index(),
              found == null ? ArenaIndex.NONE : found);
        });
  }

  private static @Nullable String basesHaveArena(Survey survey) {
    for (long key : survey.state().bases().keys()) {
      ArenaIndex index = survey.state().bases().get(key);
      Arena arena = index == null ? null : survey.arena(index);
      if (arena == null || arena.address().value() != key) {
        return differs(
            "base of " + index,
            arena == null ? "none, for it has no memory" : arena.address(),
            new Address(key));
      }
    }
    return null;
  }

  private static @Nullable String ownershipIsExact(Survey survey) {
    if (basesHaveArena(survey) != null) {
      return null;
    }
    TreeMap<Address, LiveArena> byBase = new TreeMap<>();
    survey.arenas().forEach(each -> byBase.put(each.arena().address(), each));
    return first(
        survey.arenas(),
        live ->
            first(edges(survey.geometry(), live), edge -> ownershipIsExact(survey, byBase, edge)));
  }

  private static @Nullable String ownershipIsExact(
      Survey survey, TreeMap<Address, LiveArena> byBase, Address address) {
    LiveArena inside = arenaAround(byBase, survey.geometry(), address);
    return (inside != null) == AddressIndex.isInArena(survey.state(), address)
        ? null
        : differs(
            "ownership test of " + address,
            inside == null ? "outside" : "inside " + inside,
            inside == null ? "inside" : "outside");
  }

  private static @Nullable LiveArena arenaAround(
      TreeMap<Address, LiveArena> byBase, Geometry geometry, Address address) {
    Map.Entry<Address, LiveArena> below = byBase.floorEntry(address);
    return below != null && address.isWithin(below.getKey(), geometry.arenaBytes())
        ? below.getValue()
        : null;
  }

  /** The first and the last byte of the arena and of each of its pools, and their neighbours. */
  private static List<Address> edges(Geometry geometry, LiveArena live) {
    Address base = live.arena().address();
    List<Address> edges = new ArrayList<>();
    addEdge(edges, base);
    Address pool = live.firstPool(geometry);
    for (int index = 0; index <= geometry.poolsPerArena(); index++) {
      addEdge(edges, pool);
      pool = pool.plus(geometry.poolBytes());
    }
    addEdge(edges, base.plus(geometry.arenaBytes()));
    return edges;
  }

  private static void addEdge(List<Address> edges, Address edge) {
    edges.add(edge.plus(-1));
    edges.add(edge);
  }

  private static @Nullable String tableHasNoTree(Survey survey) {
    RadixTree tree = survey.state().tree();
    return radix(survey) != null || tree.equals(RadixTree.EMPTY)
        ? null
        : differs("tree under table ownership", "neither nodes nor marks", tree);
  }

  private static @Nullable Radix radix(Survey survey) {
    return survey.geometry().ownership() instanceof Radix radix ? radix : null;
  }

  private static @Nullable String arenasAreMarked(Survey survey) {
    Radix radix = radix(survey);
    return radix == null ? null : first(survey.arenas(), each -> isMarked(survey, radix, each));
  }

  private static @Nullable String isMarked(Survey survey, Radix radix, LiveArena live) {
    long frameBytes = survey.geometry().arenaBytes();
    Address base = live.arena().address();
    int tail = (int) base.offsetFrom(base.roundedDown(frameBytes));
    long start = radix.frameIndex(base, frameBytes);
    long end = radix.frameIndex(base.plus(frameBytes), frameBytes);
    RadixTree tree = survey.state().tree();
    int high = tail == 0 ? -1 : tail;
    if (tree.mark(start).high() != high) {
      return unlessEqual(
          () -> live + ": high mark of frame " + start, high, tree.mark(start).high());
    }
    return tail == 0
        ? null
        : unlessEqual(() -> live + ": low mark of frame " + end, tail, tree.mark(end).low());
  }

  private static @Nullable String marksAreOfArenas(Survey survey) {
    Radix radix = radix(survey);
    if (radix == null) {
      return null;
    }
    long frameBytes = survey.geometry().arenaBytes();
    Set<Long> starts = new HashSet<>();
    Set<Long> ends = new HashSet<>();
    for (LiveArena live : survey.arenas()) {
      Address base = live.arena().address();
      starts.add(radix.frameIndex(base, frameBytes));
      if (!base.isAligned(frameBytes)) {
        ends.add(radix.frameIndex(base.plus(frameBytes), frameBytes));
      }
    }
    return firstKey(
        survey.state().tree().marks(),
        frame -> strayMark(survey, frame, starts.contains(frame), ends.contains(frame)));
  }

  private static @Nullable String strayMark(
      Survey survey, long frame, boolean starts, boolean ends) {
    Mark mark = survey.state().tree().mark(frame);
    if (!starts && mark.high() != 0) {
      return unlessEqual(() -> "high mark of frame " + frame, 0, mark.high());
    }
    if (!ends && mark.low() != 0) {
      return unlessEqual(() -> "low mark of frame " + frame, 0, mark.low());
    }
    return starts || ends ? null : differs("marks of frame " + frame, "no entry", "two zeros");
  }

  private static @Nullable String marksHaveNodes(Survey survey) {
    Radix radix = radix(survey);
    return radix == null || !radix.hasInteriorNodes()
        ? null
        : firstKey(
            survey.state().tree().marks(),
            frame ->
                survey.state().tree().bottomNodes().contains(radix.bottomNodeIndex(frame))
                    ? null
                    : differs(
                        "marked frame " + frame,
                        "bottom node " + radix.bottomNodeIndex(frame),
                        "no node"));
  }

  private static @Nullable String bottomHasMiddle(Survey survey) {
    Radix radix = radix(survey);
    return radix == null
        ? null
        : firstKey(
            survey.state().tree().bottomNodes(),
            node ->
                survey.state().tree().middleNodes().contains(node >>> radix.middleBits())
                    ? null
                    : differs(
                        "bottom node " + node,
                        "below middle node " + (node >>> radix.middleBits()),
                        "no node"));
  }

  private static @Nullable String nodesAreBelowRoot(Survey survey) {
    Radix radix = radix(survey);
    if (radix == null) {
      return null;
    }
    long middleCount = radix.hasInteriorNodes() ? 1L << radix.topBits() : 0;
    String found = firstBeyond("middle nodes", survey.state().tree().middleNodes(), middleCount);
    return found != null
        ? found
        : firstBeyond(
            "bottom nodes", survey.state().tree().bottomNodes(), middleCount << radix.middleBits());
  }

  private static @Nullable String firstBeyond(
      String nodes, Directory<Address> directory, long nodeCount) {
    return firstKey(
        directory,
        node ->
            Long.compareUnsigned(node, nodeCount) < 0
                ? null
                : differs(
                    nodes + ": number", "less than " + nodeCount, Long.toUnsignedString(node)));
  }

  private static @Nullable String firstKey(
      Directory<?> directory, Function<Long, @Nullable String> check) {
    return first(LongStream.of(directory.keys()).boxed().toList(), check);
  }
}
