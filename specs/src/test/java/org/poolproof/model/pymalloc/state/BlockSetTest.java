package org.poolproof.model.pymalloc.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A set of blocks is an immutable set of small numbers; java.util's says what is in it. */
class BlockSetTest {

  @Test
  void emptySetHasNothing() {
    assertEquals(0, BlockSet.EMPTY.count());
    assertFalse(BlockSet.EMPTY.contains(0));
    assertFalse(BlockSet.EMPTY.contains(1000));
    assertFalse(BlockSet.EMPTY.with(63).contains(-1));
    assertEquals("{}", BlockSet.EMPTY.toString());
    assertSame(BlockSet.EMPTY, BlockSet.EMPTY.without(0));
    assertSame(BlockSet.EMPTY, BlockSet.EMPTY.without(64));
  }

  @Test
  void setsWithTheSameBlocksAreEqualWhateverTheirHistory() {
    BlockSet one = BlockSet.EMPTY.with(1);
    assertEquals(one, one.with(200).without(200));
    assertEquals(one.hashCode(), one.with(200).without(200).hashCode());
    assertEquals(BlockSet.EMPTY, one.with(64).with(130).without(64).without(130).without(1));
    assertNotEquals(one, one.with(200));
    assertNotEquals(one, BlockSet.EMPTY.with(2));
    assertNotEquals(one, new BitSet());
    assertEquals("{1, 200}", one.with(200).toString());
  }

  @Test
  void unequalSetsHashApart() {
    assertNotEquals(BlockSet.EMPTY.with(1).hashCode(), BlockSet.EMPTY.with(2).hashCode());
  }

  @Property(tries = 100)
  void setHoldsWhatABitSetHolds(
      @ForAll @Size(max = 20) List<@IntRange(max = 200) Integer> blocks,
      @ForAll @Size(max = 10) List<@IntRange(max = 200) Integer> removed) {
    BlockSet set = BlockSet.EMPTY;
    BitSet expected = new BitSet();
    for (int block : blocks) {
      BlockSet before = set;
      int countBefore = expected.cardinality();
      set = set.with(block);
      expected.set(block);
      assertEquals(countBefore, before.count());
      assertHolds(expected, set);
    }
    for (int block : removed) {
      set = set.without(block);
      expected.clear(block);
      assertHolds(expected, set);
    }
    for (int block : blocks) {
      set = set.without(block);
      expected.clear(block);
      assertHolds(expected, set);
    }
    assertEquals(BlockSet.EMPTY, set);
  }

  private static void assertHolds(BitSet expected, BlockSet set) {
    assertEquals(expected.cardinality(), set.count());
    assertEquals(expected.toString(), set.toString());
    for (int block = 0; block < 260; block++) {
      assertEquals(expected.get(block), set.contains(block));
    }
  }
}
