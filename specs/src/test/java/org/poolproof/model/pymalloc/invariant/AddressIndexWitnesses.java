package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.AddressIndexInvariant.ARENAS_ARE_MARKED;
import static org.poolproof.model.pymalloc.invariant.AddressIndexInvariant.ARENAS_HAVE_A_BASE;
import static org.poolproof.model.pymalloc.invariant.AddressIndexInvariant.BASES_HAVE_AN_ARENA;
import static org.poolproof.model.pymalloc.invariant.AddressIndexInvariant.BOTTOM_NODES_HAVE_A_MIDDLE_NODE;
import static org.poolproof.model.pymalloc.invariant.AddressIndexInvariant.MARKS_ARE_OF_ARENAS;
import static org.poolproof.model.pymalloc.invariant.AddressIndexInvariant.MARKS_HAVE_NODES;
import static org.poolproof.model.pymalloc.invariant.AddressIndexInvariant.NODES_ARE_BELOW_THE_ROOT;
import static org.poolproof.model.pymalloc.invariant.AddressIndexInvariant.OWNERSHIP_TEST_IS_EXACT;
import static org.poolproof.model.pymalloc.invariant.AddressIndexInvariant.TABLE_OWNERSHIP_HAS_NO_TREE;
import static org.poolproof.model.pymalloc.invariant.Broken.at;
import static org.poolproof.model.pymalloc.invariant.Broken.tree;
import static org.poolproof.model.pymalloc.invariant.Witness.alone;
import static org.poolproof.model.pymalloc.invariant.Witness.with;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.RadixTree;
import org.poolproof.model.pymalloc.state.RadixTree.Mark;
import org.poolproof.model.pymalloc.state.State;

/** States broken at the bases, at the marks, and at the nodes. */
final class AddressIndexWitnesses {

  private static final Invariant UNACCOUNTED =
      ArenaTableInvariant.RECORDS_ARE_UNUSED_OR_HAVE_A_BASE;

  private AddressIndexWitnesses() {}

  static Stream<Witness> all() {
    return Stream.of(ofBases(), ofMarks(), ofStrayMarks(), ofNodes()).flatMap(List::stream);
  }

  private static List<Witness> ofBases() {
    return List.of(
        with(
            Set.of(OWNERSHIP_TEST_IS_EXACT, UNACCOUNTED),
            ARENAS_HAVE_A_BASE,
            "base 0x2400: expected arena 1, actual none",
            Sound::busy,
            s -> s.withBases(s.bases().without(0x2400))),
        with(
            Set.of(BASES_HAVE_AN_ARENA),
            ARENAS_HAVE_A_BASE,
            "base 0x2400: expected arena 1, actual arena 2",
            Sound::busy,
            s -> s.withBases(s.bases().with(0x2400, new ArenaIndex(2)))),
        with(
            Set.of(UNACCOUNTED),
            BASES_HAVE_AN_ARENA,
            "base of arena 2: expected 0x2800, actual 0x2c00",
            Sound::busy,
            s -> s.withBases(s.bases().with(0x2c00, new ArenaIndex(2)))),
        with(
            Set.of(UNACCOUNTED),
            BASES_HAVE_AN_ARENA,
            "base of arena 3: expected none, for it has no memory, actual 0x2c00",
            Sound::busy,
            s -> s.withBases(s.bases().with(0x2c00, new ArenaIndex(3)))),
        with(
            Set.of(UNACCOUNTED),
            BASES_HAVE_AN_ARENA,
            "base of arena 4: expected none, for it has no memory, actual 0x0",
            Sound::busy,
            s -> s.withBases(s.bases().with(0, new ArenaIndex(4)))));
  }

  private static List<Witness> ofMarks() {
    return List.of(
        alone(
            TABLE_OWNERSHIP_HAS_NO_TREE,
            "tree under table ownership: expected neither nodes nor marks, actual"
                + " RadixTree[middleNodes={}, bottomNodes={0x0: 0x500}, marks={}]",
            Sound::busy,
            s -> tree(s, tree -> tree.withBottomNode(0, at(0x500)))),
        with(
            Set.of(OWNERSHIP_TEST_IS_EXACT),
            ARENAS_ARE_MARKED,
            "arena 1 at 0x1100: high mark of frame 4: expected 256, actual 257",
            Sound::marked,
            s -> tree(s, tree -> tree.withMark(4, new Mark(257, 256)))),
        with(
            Set.of(OWNERSHIP_TEST_IS_EXACT),
            ARENAS_ARE_MARKED,
            "arena 2 at 0x1500: low mark of frame 6: expected 256, actual 255",
            Sound::marked,
            s -> tree(s, tree -> tree.withMark(6, new Mark(0, 255)))),
        with(
            Set.of(ARENAS_ARE_MARKED),
            OWNERSHIP_TEST_IS_EXACT,
            "ownership test of 0x18ff: expected inside arena 2 at 0x1500, actual outside",
            Sound::marked,
            s -> tree(s, tree -> tree.withMark(6, new Mark(0, 255)))),
        with(
            Set.of(OWNERSHIP_TEST_IS_EXACT, MARKS_HAVE_NODES),
            MARKS_ARE_OF_ARENAS,
            "low mark of frame 4: expected 0, actual 16",
            () -> Sound.single("tiny:blocks=4,index=radix"),
            s -> tree(s, tree -> tree.withMark(4, new Mark(0, 16)))),
        with(
            Set.of(ARENAS_ARE_MARKED),
            OWNERSHIP_TEST_IS_EXACT,
            "ownership test of 0x1900: expected outside, actual inside",
            Sound::marked,
            s -> tree(s, tree -> tree.withMark(6, new Mark(0, 257)))));
  }

  private static List<Witness> ofStrayMarks() {
    return List.of(
        alone(
            MARKS_ARE_OF_ARENAS,
            "high mark of frame 7: expected 0, actual -1",
            Sound::marked,
            s -> tree(s, tree -> tree.withMark(7, new Mark(-1, 0)))),
        alone(
            MARKS_ARE_OF_ARENAS,
            "low mark of frame 2: expected 0, actual 16",
            Sound::marked,
            s -> tree(s, tree -> tree.withMark(2, new Mark(0, 16)))),
        with(
            Set.of(OWNERSHIP_TEST_IS_EXACT),
            MARKS_ARE_OF_ARENAS,
            "high mark of frame 6: expected 0, actual 256",
            Sound::marked,
            s -> tree(s, tree -> tree.withMark(6, new Mark(256, 256)))),
        alone(
            MARKS_ARE_OF_ARENAS,
            "marks of frame 7: expected no entry, actual two zeros",
            Sound::marked,
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
    Supplier<State> rootOnly = () -> Sound.single("tiny:blocks=4,index=radix,radix=0/0/3");
    return List.of(
        alone(
            MARKS_HAVE_NODES,
            "marked frame 6: expected bottom node 3, actual no node",
            Sound::marked,
            s -> tree(s, AddressIndexWitnesses::withoutBottomNode)),
        alone(
            BOTTOM_NODES_HAVE_A_MIDDLE_NODE,
            "bottom node 2: expected below middle node 1, actual no node",
            Sound::marked,
            s -> tree(s, AddressIndexWitnesses::withoutMiddleNode)),
        alone(
            NODES_ARE_BELOW_THE_ROOT,
            "middle nodes: number: expected less than 2, actual 2",
            Sound::marked,
            s -> tree(s, tree -> tree.withMiddleNode(2, at(0x500)))),
        with(
            Set.of(BOTTOM_NODES_HAVE_A_MIDDLE_NODE),
            NODES_ARE_BELOW_THE_ROOT,
            "bottom nodes: number: expected less than 4, actual 4",
            Sound::marked,
            s -> tree(s, tree -> tree.withBottomNode(4, at(0x500)))),
        alone(
            NODES_ARE_BELOW_THE_ROOT,
            "middle nodes: number: expected less than 2, actual 18446744073709551615",
            Sound::marked,
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
}
