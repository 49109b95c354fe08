package org.poolproof.model.pymalloc.state;

import org.poolproof.model.geometry.Address;

/**
 * The address index of a geometry with radix ownership: the nodes below the static root, and the
 * marks in the bottom nodes. PYMALLOC.md 7.
 *
 * @param middleNodes where raw memory granted each middle node, by its number
 * @param bottomNodes where raw memory granted each bottom node, by its number
 * @param marks by frame; a frame without an entry has two zero marks
 */
public record RadixTree(
    Directory<Address> middleNodes, Directory<Address> bottomNodes, Directory<Mark> marks) {

  public static final RadixTree EMPTY =
      new RadixTree(Directory.empty(), Directory.empty(), Directory.empty());

  /**
   * What a frame holds, as two signed 32-bit numbers.
   *
   * @param high 0: no arena starts in the frame; -1: one starts with it; else the offset of one
   * @param low 0: no arena reaches into the frame from below; else the offset of its end
   */
  public record Mark(int high, int low) {
    public static final Mark NONE = new Mark(0, 0);
  }

  public Mark mark(long frameIndex) {
    Mark mark = marks.get(frameIndex);
    return mark == null ? Mark.NONE : mark;
  }

  public RadixTree withMark(long frameIndex, Mark mark) {
    Directory<Mark> changed =
        mark.equals(Mark.NONE) ? marks.without(frameIndex) : marks.with(frameIndex, mark);
    return new RadixTree(middleNodes, bottomNodes, changed);
  }

  public RadixTree withMiddleNode(long nodeIndex, Address node) {
    return new RadixTree(middleNodes.with(nodeIndex, node), bottomNodes, marks);
  }

  public RadixTree withBottomNode(long nodeIndex, Address node) {
    return new RadixTree(middleNodes, bottomNodes.with(nodeIndex, node), marks);
  }
}
