package org.poolproof.impl.layout;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * The nodes of the radix tree over frames, which are the address divided by the size of an arena
 * (PYMALLOC.md 7). The root lies in the control block, all others in raw memory.
 *
 * <pre>
 *     address   | ignored | top | middle | bottom | offset in the frame |
 *
 *     root, middle node: one word for each index, the node below or 0
 *     bottom node: 8 bytes for each index, what of the frame lies in an arena
 *
 *        +--------------+--------------+
 *        | 0  hi  half  | 4  lo  half  |    offsets t with t &lt; lo, or hi != 0 and t &gt;= hi;
 *        +--------------+--------------+    both signed, hi = -1: all of it
 * </pre>
 */
public final class RadixNode {
  /** The bytes of an entry of a bottom node. */
  public static final @SignedPositive @ByteSize int LEAF_BYTES = 2 * Memory.HALF_BYTES;

  /** hi of a frame that is an arena. */
  public static final @SignedPositive long WHOLE_FRAME = 0xffff_ffffL;

  /** The level of bottom nodes; the root, unless it is one, has level 0. */
  public static final @SignedPositive int BOTTOM_LEVEL = 2;

  private RadixNode() {}

  /** The bytes of the root of a geometry; 0 when it has no tree. */
  public static @SignedPositive @ByteSize int rootBytes(Geometry geometry) {
    return switch (geometry.index()) {
      case Table _ -> 0;
      case Radix radix when radix.isFlat() -> bottomBytes(radix);
      case Radix radix -> geometry.wordBytes() << radix.topBits();
    };
  }

  /** The bytes of a middle node. */
  public static @SignedPositive @ByteSize int middleBytes(
      Radix radix, @SignedPositive @ByteSize int wordBytes) {
    return wordBytes << radix.middleBits();
  }

  /** The bytes of a bottom node. */
  public static @SignedPositive @ByteSize int bottomBytes(Radix radix) {
    return LEAF_BYTES << radix.bottomBits();
  }

  /** The node at an index of the root or of a middle node, or 0. */
  public static @Unsigned @Address long child(
      Memory memory, @Unsigned @Address long node, @Unsigned long index) {
    return memory.readAddress(node + memory.wordBytes() * index);
  }

  public static void setChild(
      Memory memory,
      @Unsigned @Address long node,
      @Unsigned long index,
      @Unsigned @Address long child) {
    memory.writeAddress(node + memory.wordBytes() * index, child);
  }

  /** Where the entry of an index of a bottom node lies. */
  public static @Unsigned @Address long leaf(@Unsigned @Address long node, @Unsigned long index) {
    return node + LEAF_BYTES * index;
  }

  /** The offset at which an arena begins in the frame; -1: it is the frame; 0: none begins. */
  public static int high(Memory memory, @Unsigned @Address long leaf) {
    return (int) memory.readHalf(leaf);
  }

  public static void setHigh(Memory memory, @Unsigned @Address long leaf, @Unsigned long offset) {
    memory.writeHalf(leaf, offset);
  }

  /** The offset at which an arena ends in the frame; 0: none does. */
  public static int low(Memory memory, @Unsigned @Address long leaf) {
    return (int) memory.readHalf(leaf + Memory.HALF_BYTES);
  }

  public static void setLow(Memory memory, @Unsigned @Address long leaf, @Unsigned long offset) {
    memory.writeHalf(leaf + Memory.HALF_BYTES, offset);
  }

  /** Shows all fields of the root, of a middle node, or of a bottom node, and of those below it. */
  public static void visit(
      Memory memory,
      Radix radix,
      @SignedPositive int level,
      @Unsigned @Address long node,
      FieldVisitor visitor) {
    if (level == BOTTOM_LEVEL) {
      for (int i = 0; i < 1 << radix.bottomBits(); i++) {
        visitor.half("arena_map_bot.tail_hi", memory, leaf(node, i));
        visitor.half("arena_map_bot.tail_lo", memory, leaf(node, i) + Memory.HALF_BYTES);
      }
      return;
    }
    int bits = level == 0 ? radix.topBits() : radix.middleBits();
    for (int i = 0; i < 1 << bits; i++) {
      visitor.word(
          level == 0 ? "arena_map_root" : "arena_map_mid", memory, node + memory.wordBytes() * i);
      long child = child(memory, node, i);
      if (child != 0) {
        visit(memory, radix, level + 1, child, visitor);
      }
    }
  }
}
