package org.poolproof.specs.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.Pool;

/**
 * Every operation of a client in a situation: of each function, in each domain, with every size
 * that can make a difference, and on every live block.
 *
 * <p>The sizes are of each class the smallest and the largest, and both sides of three quarters of
 * a block; 0; one that no class serves; one that every function refuses. The raw domain looks at
 * none of the classes and gets the others, and 1.
 */
final class Moves {

  private static final ByteCount ZERO = new ByteCount(0);
  private static final ByteCount ONE = new ByteCount(1);

  private final Places places;
  private final Geometry geometry;
  private final List<ByteCount> sizes = new ArrayList<>();
  private final List<ByteCount> rawSizes;

  /** What can be done with no block at all; the same in every situation. */
  private final List<Operation> creations = new ArrayList<>();

  Moves(Places places) {
    this.places = places;
    geometry = places.geometry();
    ByteCount large = new ByteCount(geometry.smallLimitBytes() + 1L);
    ByteCount excessive = new ByteCount(geometry.maxRequestBytes() + 1);
    TreeSet<Long> ofClasses = new TreeSet<>();
    for (int index = 0; index < geometry.sizeClassCount(); index++) {
      int blockBytes = geometry.blockBytes(new SizeClass(index));
      ofClasses.add(blockBytes - geometry.alignmentBytes() + 1L);
      ofClasses.add((long) blockBytes);
      ofClasses.add(3L * blockBytes / 4);
      ofClasses.add(3L * blockBytes / 4 + 1);
    }
    ofClasses.forEach(size -> sizes.add(new ByteCount(size)));
    sizes.addAll(List.of(ZERO, large, excessive));
    rawSizes = List.of(ZERO, ONE, large, excessive);
    for (Domain domain : List.of(Domain.OBJ, Domain.MEM, Domain.RAW)) {
      addCreations(domain);
    }
  }

  private List<ByteCount> sizes(Domain domain) {
    return domain == Domain.RAW ? rawSizes : sizes;
  }

  private void addCreations(Domain domain) {
    for (ByteCount size : sizes(domain)) {
      creations.add(new Operation.Malloc(domain, size));
      creations.add(new Operation.Realloc(domain, Address.NULL, size));
      // Elements of one byte: nodes of the radix tree are asked for as one element.
      creations.add(new Operation.Calloc(domain, size.value(), ONE));
    }
    long half = geometry.maxRequestBytes() / 2 + 1;
    creations.add(new Operation.Calloc(domain, half, new ByteCount(2)));
    creations.add(new Operation.Calloc(domain, 0, new ByteCount(geometry.maxRequestBytes())));
    creations.add(new Operation.Free(domain, Address.NULL));
  }

  /** Every operation in {@code situation}, in the same order each time. */
  List<Operation> in(Situation situation) {
    List<Operation> moves = new ArrayList<>(creations);
    for (ArenaRecord record : situation.state().table().records()) {
      if (record instanceof Arena arena) {
        arena.pools().forEach(pool -> addUses(moves, pool));
      }
    }
    for (Situation.RawBlock block : situation.rawBlocks(places)) {
      addUses(moves, block.domain(), block.address());
    }
    return moves;
  }

  private void addUses(List<Operation> moves, Pool pool) {
    if (pool.isEmpty()) {
      return;
    }
    int blockBytes = geometry.blockBytes(pool.sizeClass());
    int blockCount = geometry.blocksPerPool(pool.sizeClass());
    for (int index = 0; index < blockCount; index++) {
      if (pool.allocated().contains(index)) {
        Address block = pool.address().plus(geometry.poolHeaderBytes() + (long) index * blockBytes);
        addUses(moves, Domain.OBJ, block);
      }
    }
  }

  private void addUses(List<Operation> moves, Domain domain, Address block) {
    moves.add(new Operation.Free(domain, block));
    for (ByteCount size : sizes(domain)) {
      moves.add(new Operation.Realloc(domain, block, size));
    }
    if (domain == Domain.OBJ) {
      // The two domains share the heap: what one of them handed out, the other may get back.
      moves.add(new Operation.Free(Domain.MEM, block));
      moves.add(new Operation.Realloc(Domain.MEM, block, ONE));
    }
  }
}
