package org.poolproof.specs.report;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.state.Pool;

/**
 * The blocks of a pool, a character each: {@code #} allocated, {@code .} free, a space where none
 * has been carved yet. If there are many, only those near a place are shown.
 *
 * <pre>
 *   |###.##..    |        the whole pool
 *   120~##.#.###~         from block 120 on, and more behind
 * </pre>
 *
 * @param first the number of the first block that is shown
 * @param text the map
 */
record BlockMap(int first, String text) {

  /** So many blocks are shown at most. */
  static final int WIDTH = 40;

  /** The map of {@code pool} around the block {@code centre}. */
  static BlockMap of(Geometry geometry, Pool pool, int centre) {
    int blockCount = geometry.blocksPerPool(pool.sizeClass());
    int carvedCount = blockIndex(geometry, pool, pool.address().plus(pool.nextOffset()));
    int first = Math.max(0, Math.min(centre - WIDTH / 2, blockCount - WIDTH));
    int end = Math.min(blockCount, first + WIDTH);
    StringBuilder text = new StringBuilder(first == 0 ? "|" : first + "~");
    for (int block = first; block < end; block++) {
      text.append(pool.allocated().contains(block) ? '#' : block < carvedCount ? '.' : ' ');
    }
    return new BlockMap(first, text.append(end == blockCount ? '|' : '~').toString());
  }

  /** The block that {@code inside} lies in; below 0 if it lies in the header. */
  static int blockIndex(Geometry geometry, Pool pool, Address inside) {
    long offset = inside.offsetFrom(pool.address()) - geometry.poolHeaderBytes();
    return (int) Math.floorDiv(offset, geometry.blockBytes(pool.sizeClass()));
  }

  /** Where in the text the block {@code blockIndex} stands, -1 if it is not shown. */
  int column(int blockIndex) {
    int lead = first == 0 ? 1 : Integer.toString(first).length() + 1;
    int column = lead + blockIndex - first;
    return blockIndex < first || column >= text.length() - 1 ? -1 : column;
  }
}
