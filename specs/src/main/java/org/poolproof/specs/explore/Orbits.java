package org.poolproof.specs.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;

/**
 * Situations up to the order in which the carved pools of an arena lie in it, and the carved blocks
 * of a pool in that, but for one that is still to be taken for the first time. No rule of the
 * algorithm looks at either: pools and blocks are taken from lists, or carved behind all others.
 * That the implementation does not either is an assumption; so that it does not go unseen if it is
 * wrong, some other members of each orbit, chosen at random, are examined too.
 *
 * <p>The representative has in each arena the used pools first, by class and place in its list;
 * then the free ones as in their list; then the full ones, by class. In each pool the free blocks
 * come first, as in the free list.
 */
final class Orbits implements Reduction {

  private final Relabelling relabelling;
  private final SituationWriter writer;
  private final int sampleCount;

  /**
   * @param sampleCount so many members are examined beside the representative, if there are so many
   */
  Orbits(Places places, int sampleCount) {
    relabelling = new Relabelling(places.geometry());
    writer = new SituationWriter(places);
    this.sampleCount = sampleCount;
  }

  @Override
  public Situation representative(Situation situation) {
    Map<Address, Integer> ranks = ranks(situation.state());
    return relabelling.of(
        situation,
        (arena, pools) ->
            order(pools.size(), Comparator.comparing(index -> rank(ranks, pools.get(index)))),
        (pool, blockCount) -> freeBlocksFirst(pool, blockCount));
  }

  /** Where each pool that is in a list is, over all lists. */
  private static Map<Address, Integer> ranks(State state) {
    Map<Address, Integer> ranks = new HashMap<>();
    for (Chain<Address> pools : state.usedPools()) {
      pools.forEach(pool -> ranks.put(pool, ranks.size()));
    }
    for (ArenaRecord record : state.table().records()) {
      if (record instanceof Arena arena) {
        arena.freePools().forEach(pool -> ranks.put(pool, ranks.size()));
      }
    }
    return ranks;
  }

  /** Full pools are in no list, and two of the same class are the same but for their address. */
  private static int rank(Map<Address, Integer> ranks, Pool pool) {
    Integer rank = ranks.get(pool.address());
    return rank == null ? ranks.size() + pool.sizeClass().index() : rank;
  }

  /** The numbers below {@code count} in the order of {@code comparator}, then by themselves. */
  private static int[] order(int count, Comparator<Integer> comparator) {
    List<Integer> order = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      order.add(index);
    }
    order.sort(comparator);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  private int[] freeBlocksFirst(Pool pool, int blockCount) {
    int[] order = new int[blockCount];
    int next = 0;
    for (Address block : pool.freeBlocks()) {
      order[next++] = relabelling.blockIndex(pool, block);
    }
    next -= blockCount - movableCount(pool, blockCount);
    for (int index = 0; index < blockCount; index++) {
      if (pool.allocated().contains(index)) {
        order[next++] = index;
      }
    }
    if (next < blockCount) {
      order[next] = blockCount - 1;
    }
    return order;
  }

  /**
   * All orders of the pools of each arena and of the blocks of each pool are others, but for those
   * of the full pools of a class, and of the allocated blocks.
   */
  @Override
  public long orbitSize(Situation representative) {
    long size = 1;
    for (ArenaRecord record : representative.state().table().records()) {
      if (record instanceof Arena arena) {
        int[] fullCounts = new int[representative.state().geometry().sizeClassCount()];
        size *= factorial((int) arena.pools().size());
        for (Pool pool : arena.pools()) {
          int allocatedCount = pool.allocated().count();
          int blockCount = allocatedCount + pool.freeBlocks().count();
          size *= factorial(movableCount(pool, blockCount)) / factorial(allocatedCount);
          if (pool.isFull()) {
            size /= ++fullCounts[pool.sizeClass().index()];
          }
        }
      }
    }
    return size;
  }

  private static long factorial(int number) {
    long product = 1;
    for (int factor = 2; factor <= number; factor++) {
      product *= factor;
    }
    return product;
  }

  /**
   * How many of the carved blocks of {@code pool} could lie elsewhere. As long as there is one to
   * carve, the one carved last is still the last of the free list: taking it carves the next.
   */
  private static int movableCount(Pool pool, int blockCount) {
    return pool.canCarve() ? blockCount - 1 : blockCount;
  }

  @Override
  public List<Situation> members(Situation representative) {
    RandomGenerator random = new SplittableRandom(Arrays.hashCode(writer.encode(representative)));
    Set<Situation> members = new LinkedHashSet<>();
    members.add(representative);
    for (int count = 0; count < sampleCount; count++) {
      members.add(
          relabelling.of(
              representative,
              (arena, pools) -> shuffled(pools.size(), pools.size(), random),
              (pool, blockCount) -> shuffled(movableCount(pool, blockCount), blockCount, random)));
    }
    return List.copyOf(members);
  }

  /** The numbers below {@code count}, of which the first {@code movableCount} are shuffled. */
  private static int[] shuffled(int movableCount, int count, RandomGenerator random) {
    int[] order = new int[count];
    for (int index = 0; index < count; index++) {
      int other = index < movableCount ? random.nextInt(index + 1) : index;
      order[index] = order[other];
      order[other] = index;
    }
    return order;
  }

  @Override
  public String toString() {
    return "orbits, " + sampleCount + " members sampled";
  }
}
