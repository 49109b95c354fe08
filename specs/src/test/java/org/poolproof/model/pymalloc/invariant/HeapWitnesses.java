package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.AddressIndexInvariant.*;
import static org.poolproof.model.pymalloc.invariant.Broken.*;
import static org.poolproof.model.pymalloc.invariant.HeapInvariant.*;
import static org.poolproof.model.pymalloc.invariant.Witness.alone;
import static org.poolproof.model.pymalloc.invariant.Witness.with;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.RadixTree;
import org.poolproof.model.pymalloc.state.RadixTree.Mark;
import org.poolproof.model.pymalloc.state.State;

/** States broken at the address index, at the memory below, and at the counters. */
final class HeapWitnesses {

  private static final State BUSY = Sound.busy();
  private static final State MARKED = Sound.marked();
  private static final State RETURNED = Sound.returned();
  private static final Invariant UNACCOUNTED =
      ArenaTableInvariant.RECORDS_ARE_UNUSED_OR_HAVE_A_BASE;

  private HeapWitnesses() {}

  static Stream<Witness> all() {
    return Stream.of(ofBases(), ofMarks(), ofNodes(), ofMemory(), ofCounters())
        .flatMap(List::stream);
  }

  private static List<Witness> ofBases() {
    return List.of(
        with(
            Set.of(OWNERSHIP_TEST_IS_EXACT, UNACCOUNTED),
            ARENAS_HAVE_A_BASE,
            "base 0x2400: expected arena 1, actual none",
            BUSY,
            s -> s.withBases(s.bases().without(0x2400))),
        with(
            Set.of(BASES_HAVE_AN_ARENA),
            ARENAS_HAVE_A_BASE,
            "base 0x2400: expected arena 1, actual arena 2",
            BUSY,
            s -> s.withBases(s.bases().with(0x2400, new ArenaIndex(2)))),
        with(
            Set.of(UNACCOUNTED),
            BASES_HAVE_AN_ARENA,
            "base of arena 2: expected 0x2800, actual 0x2c00",
            BUSY,
            s -> s.withBases(s.bases().with(0x2c00, new ArenaIndex(2)))),
        with(
            Set.of(UNACCOUNTED),
            BASES_HAVE_AN_ARENA,
            "base of arena 3: expected none, for it has no memory, actual 0x2c00",
            BUSY,
            s -> s.withBases(s.bases().with(0x2c00, new ArenaIndex(3)))),
        with(
            Set.of(UNACCOUNTED),
            BASES_HAVE_AN_ARENA,
            "base of arena 4: expected none, for it has no memory, actual 0x0",
            BUSY,
            s -> s.withBases(s.bases().with(0, new ArenaIndex(4)))));
  }

  private static List<Witness> ofMarks() {
    return List.of(
        alone(
            TABLE_OWNERSHIP_HAS_NO_TREE,
            "tree under table ownership: expected neither nodes nor marks, actual"
                + " RadixTree[middleNodes={0x0: 0x500}, bottomNodes={}, marks={}]",
            BUSY,
            s -> tree(s, tree -> tree.withMiddleNode(0, at(0x500)))),
        with(
            Set.of(OWNERSHIP_TEST_IS_EXACT),
            ARENAS_ARE_MARKED,
            "arena 1 at 0x1100: high mark of frame 4: expected 256, actual 257",
            MARKED,
            s -> tree(s, tree -> tree.withMark(4, new Mark(257, 256)))),
        with(
            Set.of(OWNERSHIP_TEST_IS_EXACT),
            ARENAS_ARE_MARKED,
            "arena 2 at 0x1500: low mark of frame 6: expected 256, actual 255",
            MARKED,
            s -> tree(s, tree -> tree.withMark(6, new Mark(0, 255)))),
        with(
            Set.of(ARENAS_ARE_MARKED),
            OWNERSHIP_TEST_IS_EXACT,
            "arena 2 at 0x1500: ownership test of 0x1900: expected outside, actual inside",
            MARKED,
            s -> tree(s, tree -> tree.withMark(6, new Mark(0, 257)))),
        alone(
            MARKS_ARE_OF_ARENAS,
            "high mark of frame 7: expected 0, actual -1",
            MARKED,
            s -> tree(s, tree -> tree.withMark(7, new Mark(-1, 0)))),
        alone(
            MARKS_ARE_OF_ARENAS,
            "low mark of frame 2: expected 0, actual 16",
            MARKED,
            s -> tree(s, tree -> tree.withMark(2, new Mark(0, 16)))),
        with(
            Set.of(OWNERSHIP_TEST_IS_EXACT),
            MARKS_ARE_OF_ARENAS,
            "high mark of frame 6: expected 0, actual 256",
            MARKED,
            s -> tree(s, tree -> tree.withMark(6, new Mark(256, 256)))),
        alone(
            MARKS_ARE_OF_ARENAS,
            "marks of frame 7: expected no entry, actual two zeros",
            MARKED,
            s -> markedNone(s, 7)));
  }

  /** With an entry of two zeros, which stands for nothing. */
  private static State markedNone(State state, long frame) {
    return tree(
        state,
        tree ->
            new RadixTree(
                tree.middleNodes(), tree.bottomNodes(), tree.marks().with(frame, Mark.NONE)));
  }

  private static List<Witness> ofNodes() {
    State rootOnly = Sound.single("tiny:blocks=4,index=radix,radix=0/0/3");
    return List.of(
        alone(
            MARKS_HAVE_NODES,
            "marked frame 6: expected bottom node 3, actual no node",
            MARKED,
            s -> tree(s, HeapWitnesses::withoutBottomNode)),
        alone(
            BOTTOM_NODES_HAVE_A_MIDDLE_NODE,
            "bottom node 2: expected below middle node 1, actual no node",
            MARKED,
            s -> tree(s, HeapWitnesses::withoutMiddleNode)),
        alone(
            NODES_ARE_BELOW_THE_ROOT,
            "middle nodes: number: expected less than 2, actual 2",
            MARKED,
            s -> tree(s, tree -> tree.withMiddleNode(2, at(0x500)))),
        with(
            Set.of(BOTTOM_NODES_HAVE_A_MIDDLE_NODE),
            NODES_ARE_BELOW_THE_ROOT,
            "bottom nodes: number: expected less than 4, actual 4",
            MARKED,
            s -> tree(s, tree -> tree.withBottomNode(4, at(0x500)))),
        alone(
            NODES_ARE_BELOW_THE_ROOT,
            "middle nodes: number: expected less than 2, actual 18446744073709551615",
            MARKED,
            s -> tree(s, tree -> tree.withMiddleNode(-1, at(0x500)))),
        alone(
            NODES_ARE_BELOW_THE_ROOT,
            "middle nodes: number: expected less than 0, actual 0",
            rootOnly,
            s -> tree(s, tree -> tree.withMiddleNode(0, at(0x500)))),
        with(
            Set.of(BOTTOM_NODES_HAVE_A_MIDDLE_NODE),
            NODES_ARE_BELOW_THE_ROOT,
            "bottom nodes: number: expected less than 0, actual 0",
            rootOnly,
            s -> tree(s, tree -> tree.withBottomNode(0, at(0x500)))));
  }

  private static RadixTree withoutBottomNode(RadixTree tree) {
    return new RadixTree(tree.middleNodes(), tree.bottomNodes().without(3), tree.marks());
  }

  private static RadixTree withoutMiddleNode(RadixTree tree) {
    return new RadixTree(tree.middleNodes().without(1), tree.bottomNodes(), tree.marks());
  }

  private static List<Witness> ofMemory() {
    State narrow = Sound.single("tiny:blocks=4,word=4");
    return List.of(
        alone(
            MEMORY_IS_ADDRESSABLE,
            "middle node 0 at 0x0, 16 bytes: expected from 0x1 to 0xffffffffffffffff, actual to"
                + " 0xf",
            MARKED,
            s -> tree(s, tree -> tree.withMiddleNode(0, Address.NULL))),
        alone(
            MEMORY_IS_ADDRESSABLE,
            "table at 0xffffffe5, 28 bytes: expected from 0x1 to 0xffffffff, actual to 0x100000000",
            narrow,
            s -> tableAddress(s, 0xffff_ffe5L)),
        alone(
            MEMORY_IS_ADDRESSABLE,
            "table at 0xffffffffffffff41, 192 bytes: expected from 0x1 to 0xffffffffffffffff,"
                + " actual to 0x0",
            BUSY,
            s -> tableAddress(s, -191)),
        alone(
            MEMORY_IS_DISJOINT,
            "arena 0 at 0x2000: expected behind 0x2000, actual table at 0x1f41",
            BUSY,
            s -> tableAddress(s, 0x1f41)),
        alone(
            MEMORY_IS_DISJOINT,
            "bottom node 1 at 0x40: expected behind 0x4f, actual middle node 0 at 0x40",
            MARKED,
            s -> tree(s, tree -> tree.withBottomNode(1, at(0x40)))));
  }

  private static List<Witness> ofCounters() {
    State none = Client.of("tiny:blocks=4,keep=none").state();
    return List.of(
        with(
            Set.of(STATISTICS_ADD_UP),
            ARENA_COUNT_IS_NUMBER_OF_ARENAS,
            "arenas now: expected 2, actual 3",
            RETURNED,
            s -> counters(s, 3, 3, 3)),
        alone(
            HIGHWATER_IS_BETWEEN_NOW_AND_EVER,
            "highwater mark: expected 2 to 2, actual 3",
            RETURNED,
            s -> counters(s, 2, 2, 3)),
        alone(
            HIGHWATER_IS_BETWEEN_NOW_AND_EVER,
            "highwater mark: expected 1 to 1, actual 0",
            none,
            s -> counters(s, 0, 1, 0)),
        with(
            Set.of(ArenaTableInvariant.UNUSED_LIST_ENDS_WITH_THE_NEVER_USED),
            HIGHWATER_IS_BETWEEN_NOW_AND_EVER,
            "highwater mark: expected 3 to 3, actual 2",
            BUSY,
            s -> counters(s, 3, 3, 2)),
        alone(
            AN_ARENA_REMAINS_IF_THE_LAST_IS_KEPT,
            "arenas, where the last is kept: expected at least one of 1, actual none",
            Sound.refused(),
            s -> counters(s, 0, 1, 1)),
        with(
            Set.of(ARENA_COUNT_IS_NUMBER_OF_ARENAS),
            STATISTICS_ADD_UP,
            "bytes accounted for: expected 1024, actual 2048",
            RETURNED,
            s -> counters(s, 1, 3, 3)));
  }
}
