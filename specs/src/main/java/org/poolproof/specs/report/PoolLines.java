package org.poolproof.specs.report;

import java.util.ArrayList;
import java.util.List;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.Pool;

/** What stands below the line of a pool: who points into it, and what its next blocks are. */
final class PoolLines {

  private static final int WIDTH = 100;

  /** Where a mark stands that is in no map. */
  private static final int MARK_COLUMN = 7;

  private static final int FREE_LIST_LENGTH = 4;

  private final Scene scene;
  private final Geometry geometry;
  private final Arena arena;
  private final int mapColumn;

  PoolLines(Scene scene, Arena arena, int mapColumn) {
    this.scene = scene;
    this.arena = arena;
    this.mapColumn = mapColumn;
    geometry = scene.geometry();
  }

  /** The map of {@code pool} around what points into it, else around what it allocates next. */
  BlockMap map(Pool pool) {
    for (Scene.Mark mark : scene.marks()) {
      if (isInside(mark, pool.address())) {
        return map(pool, mark.address());
      }
    }
    boolean hasFree = !pool.freeBlocks().isEmpty();
    return map(pool, hasFree ? pool.freeBlocks().first() : pool.address());
  }

  private BlockMap map(Pool pool, Address centre) {
    return BlockMap.of(geometry, pool, BlockMap.blockIndex(geometry, pool, centre));
  }

  /** The lines of the pool {@code poolIndex}, whose own line is {@code row}. */
  List<String> of(int poolIndex, String row) {
    Address firstPool = arena.address().roundedUp(geometry.poolBytes());
    Address start = firstPool.plus((long) poolIndex * geometry.poolBytes());
    List<String> text = new ArrayList<>();
    text.add(row);
    Pool pool = poolIndex < arena.pools().size() ? arena.pools().get(poolIndex) : null;
    for (Scene.Mark mark : scene.marks()) {
      if (isInside(mark, start)) {
        text.add(pool == null ? loose(mark) : mark(mark, pool));
      }
    }
    if (pool != null && !pool.isFull()) {
      text.add(next(pool));
    }
    return text;
  }

  private boolean isInside(Scene.Mark mark, Address pool) {
    return mark.address().isWithin(pool, geometry.poolBytes());
  }

  /** What points into the arena, but into none of its pools. */
  List<String> outsidePools() {
    Address firstPool = arena.address().roundedUp(geometry.poolBytes());
    long extent = (long) arena.totalPoolCount() * geometry.poolBytes();
    return scene.marks().stream()
        .filter(mark -> mark.address().isWithin(arena.address(), geometry.arenaBytes()))
        .filter(mark -> !mark.address().isWithin(firstPool, extent))
        .map(mark -> loose(mark) + ", in no pool")
        .toList();
  }

  private String loose(Scene.Mark mark) {
    return " ".repeat(MARK_COLUMN) + "^ " + text(mark);
  }

  private String text(Scene.Mark mark) {
    return mark.label() + " " + scene.name(mark.address());
  }

  private String mark(Scene.Mark mark, Pool pool) {
    BlockMap map = map(pool);
    int block = BlockMap.blockIndex(geometry, pool, mark.address());
    int column = map.column(block);
    if (block < 0) {
      return loose(mark) + ", in the header";
    }
    if (block >= geometry.blocksPerPool(pool.sizeClass())) {
      return loose(mark) + ", behind the last block";
    }
    int blockBytes = geometry.blockBytes(pool.sizeClass());
    long offset = mark.address().offsetFrom(pool.address()) - geometry.poolHeaderBytes();
    String text = text(mark) + (offset % blockBytes == 0 ? "" : ", inside a block");
    if (column < 0) {
      return loose(mark) + ", block " + block;
    }
    int at = mapColumn + column;
    return at + 2 + text.length() <= WIDTH
        ? " ".repeat(at) + "^ " + text
        : " ".repeat(at - text.length() - 1) + text + " ^";
  }

  private String next(Pool pool) {
    String free =
        pool.freeBlocks().isEmpty()
            ? "free list empty"
            : "free list " + scene.names(pool.freeBlocks(), FREE_LIST_LENGTH);
    String carve =
        pool.canCarve() ? "; carves " + scene.name(pool.address().plus(pool.nextOffset())) : "";
    return " ".repeat(MARK_COLUMN) + free + carve;
  }
}
