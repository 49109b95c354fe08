package org.poolproof.specs.scenario;

import java.util.SplittableRandom;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.scenario.LiveSet.Order;

/**
 * How often a phase of a scenario does what. Operations are drawn in permille of the creations, or
 * of all; whatever a mix leaves out does not happen in its phase.
 *
 * @param growthPercent of a hundred operations that create or free a block, so many create one
 * @param order which blocks are freed
 * @param sizes which sizes are asked for
 * @param firstClassIndex the size class that is asked for most often
 * @param callocPermille creations by calloc
 * @param reallocNullPermille creations by realloc of null
 * @param reallocPermille operations that reallocate a block
 * @param freeNullPermille operations that free null
 * @param zeroPermille requests for no bytes
 * @param largePermille requests above the small limit
 * @param overflowPermille requests that no allocator can grant
 * @param rawPermille creations by the raw domain
 * @param memPermille operations by the mem domain instead of obj
 * @param crossPermille operations on blocks of the raw domain by functions of another one, which
 *     pass them on
 * @param refusalPermille operations during which layers below refuse
 * @param places where arenas are granted
 */
record Mix(
    int growthPercent,
    Order order,
    Sizes sizes,
    int firstClassIndex,
    int callocPermille,
    int reallocNullPermille,
    int reallocPermille,
    int freeNullPermille,
    int zeroPermille,
    int largePermille,
    int overflowPermille,
    int rawPermille,
    int memPermille,
    int crossPermille,
    int refusalPermille,
    Places places) {

  /** Which small sizes are asked for. */
  enum Sizes {
    /** Those of one class. */
    ONE_CLASS,
    /** Those of three neighbouring classes. */
    FEW_CLASSES,
    ANY,
    /** The least and the greatest of each class. */
    BOUNDS,
    /** The greatest small size: pools and arenas are soon full. */
    GREATEST
  }

  /** Where arenas are granted. */
  enum Places {
    /** Wherever the layers like: one behind the other, or in the slots. */
    PLANNED,
    /** At multiples of the pool size. */
    POOL_ALIGNED,
    /** At multiples of the alignment. */
    ANYWHERE,
    /** At the ends of what one node of a radix tree covers. */
    NODE_ENDS
  }

  /** A mix that leaves about half of all features out. */
  static Mix random(Geometry geometry, SplittableRandom random) {
    return new Mix(
        random.nextInt(10) == 0 ? 100 : 20 + random.nextInt(75),
        pick(Order.values(), random),
        pick(Sizes.values(), random),
        random.nextInt(geometry.sizeClassCount()),
        swarm(random, 400),
        swarm(random, 200),
        swarm(random, 400),
        swarm(random, 40),
        swarm(random, 60),
        swarm(random, 100),
        swarm(random, 30),
        swarm(random, 100),
        swarm(random, 600),
        swarm(random, 200),
        random.nextInt(3) == 0 ? 5 + random.nextInt(300) : 0,
        pick(Places.values(), random));
  }

  private static int swarm(SplittableRandom random, int greatestPermille) {
    return random.nextBoolean() ? 0 : 1 + random.nextInt(greatestPermille);
  }

  private static <T> T pick(T[] values, SplittableRandom random) {
    return values[random.nextInt(values.length)];
  }

  /** Everything is granted and kept, of the greatest small size. */
  static Mix ofGreatestBlocks(Places places) {
    return new Mix(100, Order.ANY, Sizes.GREATEST, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, places);
  }

  /** The everyday life of a heap: all classes, two requests of a hundred above the small limit. */
  static Mix ofSteadyLife(int growthPercent) {
    return new Mix(
        growthPercent,
        Order.ANY,
        Sizes.ANY,
        0,
        50,
        5,
        60,
        2,
        2,
        20,
        1,
        2,
        100,
        0,
        0,
        Places.ANYWHERE);
  }

  /** This, with all blocks freed and none created or reallocated. */
  Mix draining() {
    return with(0, 0, refusalPermille, places);
  }

  /** This, with arenas granted elsewhere. */
  Mix at(Places newPlaces) {
    return with(growthPercent, reallocPermille, refusalPermille, newPlaces);
  }

  /** This, with refusals during so many of a thousand operations. */
  Mix refusing(int permille) {
    return with(growthPercent, reallocPermille, permille, places);
  }

  private Mix with(
      int newGrowthPercent, int newReallocPermille, int newRefusalPermille, Places newPlaces) {
    return new Mix(
        newGrowthPercent,
        order,
        sizes,
        firstClassIndex,
        callocPermille,
        reallocNullPermille,
        newReallocPermille,
        freeNullPermille,
        zeroPermille,
        largePermille,
        overflowPermille,
        rawPermille,
        memPermille,
        crossPermille,
        newRefusalPermille,
        newPlaces);
  }
}
