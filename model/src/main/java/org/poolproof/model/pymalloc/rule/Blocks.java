package org.poolproof.model.pymalloc.rule;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;

/** Blocks of one class: how they are allocated and released. PYMALLOC.md 4.1, 4.3 and 5. */
final class Blocks {

  private Blocks() {}

  /** 4. A block of {@code sizeClass}, null if not served. */
  static Address allocate(StepUnderWay step, SizeClass sizeClass) {
    Chain<Address> used = step.state().usedPools(sizeClass);
    if (!used.isEmpty()) {
      return takeFromUsed(step, step.state().pool(used.first()));
    }
    return Arenas.haveUsable(step) ? takeFromNew(step, sizeClass) : Address.NULL;
  }

  /** 4.1. */
  private static Address takeFromUsed(StepUnderWay step, Pool pool) {
    step.apply(Rule.FREE_BLOCK_TAKEN);
    Address block = pool.freeBlocks().first();
    Pool taken = withTaken(step.geometry(), pool, block, pool.freeBlocks().rest());
    if (taken.freeBlocks().isEmpty() && taken.canCarve()) {
      step.apply(Rule.BLOCK_CARVED);
      taken = withCarved(step.geometry(), taken);
    }
    if (taken.isFull()) {
      step.apply(Rule.POOL_FULL);
      Chain<Address> used = step.state().usedPools(taken.sizeClass());
      step.become(step.state().withPool(taken, used.rest()));
    } else {
      step.become(step.state().withPool(taken));
    }
    return block;
  }

  /** 4.3. */
  private static Address takeFromNew(StepUnderWay step, SizeClass sizeClass) {
    Pool pool = Arenas.takePool(step);
    step.become(step.state().withUsedPools(sizeClass, Chain.of(pool.address())));
    if (pool.sizeClass().equals(sizeClass)) {
      step.apply(Rule.POOL_KEEPS_LIST);
      Address block = pool.freeBlocks().first();
      Chain<Address> rest = pool.freeBlocks().rest();
      step.become(step.state().withPool(withTaken(step.geometry(), pool, block, rest)));
      return block;
    }
    step.apply(Rule.POOL_INITIALISED);
    Pool initialised = initialised(step.geometry(), pool, sizeClass);
    step.become(step.state().withPool(initialised));
    return pool.address().plus(step.geometry().poolHeaderBytes());
  }

  /** 4.3e. The first block is allocated, the second is free, all others were never carved. */
  private static Pool initialised(Geometry geometry, Pool pool, SizeClass sizeClass) {
    int header = geometry.poolHeaderBytes();
    int size = geometry.blockBytes(sizeClass);
    Pool headed = pool.withHeader(sizeClass, header + 2 * size, geometry.maxNextOffset(sizeClass));
    Address first = pool.address().plus(header);
    return withTaken(geometry, headed, first, Chain.of(first.plus(size)));
  }

  private static Pool withTaken(
      Geometry geometry, Pool pool, Address block, Chain<Address> freeBlocks) {
    return pool.withBlocks(
        pool.allocated().with(pool.blockIndex(geometry, block)),
        pool.allocatedCount() + 1,
        freeBlocks);
  }

  private static Pool withCarved(Geometry geometry, Pool pool) {
    Chain<Address> carved = Chain.of(pool.address().plus(pool.nextOffset()));
    int nextOffset = pool.nextOffset() + geometry.blockBytes(pool.sizeClass());
    return pool.withBlocks(pool.allocated(), pool.allocatedCount(), carved)
        .withHeader(pool.sizeClass(), nextOffset, pool.maxNextOffset());
  }

  /** 5. Releases {@code block}, an allocated block of {@code pool}. */
  static void release(StepUnderWay step, Pool pool, Address block) {
    step.apply(Rule.BLOCK_RELEASED);
    Pool released =
        pool.withBlocks(
            pool.allocated().without(pool.blockIndex(step.geometry(), block)),
            pool.allocatedCount() - 1,
            pool.freeBlocks().prepend(block));
    State state = step.state();
    Chain<Address> used = state.usedPools(pool.sizeClass());
    if (pool.isFull()) {
      step.apply(Rule.FULL_POOL_RELINKED);
      step.become(state.withPool(released, used.prepend(pool.address())));
    } else if (released.isEmpty()) {
      step.become(state.withPool(released, used.without(pool.address())));
      Arenas.takeBack(step, released);
    } else {
      step.apply(Rule.POOL_STAYS);
      step.become(state.withPool(released));
    }
  }
}
