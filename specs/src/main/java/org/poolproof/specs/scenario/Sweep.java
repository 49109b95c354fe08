package org.poolproof.specs.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;

/**
 * A client that asks for one size after the other: each up to 2 KiB, both sides of every power of
 * two and of every page up to some, hundreds of KiB. Of each it has several blocks at a time, one
 * of them zeroed and one reallocated by a byte, so that a block that is too small by one byte meets
 * its neighbour; older ones are freed at random.
 */
final class Sweep implements Workload {

  private static final int GREATEST_POWER = 21;
  private static final int PAGES = 40;
  private static final int HUNDREDS = 40;
  private static final int WINDOW = 24;
  private static final long GREATEST_LIVE_BYTES = 32L << 20;

  private final SplittableRandom random;
  private final List<Long> sizes;
  private final LiveRow live = new LiveRow();
  private final Deque<Action> planned = new ArrayDeque<>();
  private int sizeIndex;
  private int createdCount;

  Sweep(Episode episode) {
    random = new SplittableRandom(episode.seed());
    sizes = new ArrayList<>(all(random));
    int order = random.nextInt(3);
    if (order == 1) {
      Collections.reverse(sizes);
    } else if (order == 2) {
      Collections.shuffle(sizes, new Random(random.nextLong()));
    }
    sizeIndex = 0;
  }

  /** How many operations it takes to ask for all sizes. */
  static int operationCount() {
    return 11 * (UnknownSizes.SMALL_BYTES + 3 * GREATEST_POWER + 3 * PAGES + HUNDREDS);
  }

  private static TreeSet<Long> all(SplittableRandom random) {
    TreeSet<Long> all = new TreeSet<>();
    for (long size = 0; size <= UnknownSizes.SMALL_BYTES; size++) {
      all.add(size);
    }
    for (int power = 0; power <= GREATEST_POWER; power++) {
      addBoth(all, 1L << power);
    }
    for (int pages = 1; pages <= PAGES; pages++) {
      addBoth(all, (long) pages * UnknownSizes.PAGE_BYTES);
    }
    for (int each = 0; each < HUNDREDS; each++) {
      all.add(100_000L + random.nextInt(900_000));
    }
    return all;
  }

  private static void addBoth(TreeSet<Long> all, long bytes) {
    for (int beside = -1; beside <= 1; beside++) {
      all.add(bytes + beside);
    }
  }

  @Override
  public Instruction next() {
    if (planned.isEmpty()) {
      plan(sizes.get(sizeIndex));
      sizeIndex = (sizeIndex + 1) % sizes.size();
    }
    return Instruction.of(planned.remove());
  }

  @Override
  public void answered(boolean granted) {
    // All that is asked for is owed.
  }

  private void plan(long size) {
    int first = create(size, false);
    create(size, random.nextBoolean());
    int third = create(size, true);
    long another = Math.max(1, size + random.nextInt(3) - 1);
    planned.add(new Action.Realloc(Domain.OBJ, third, new ByteCount(another)));
    long other = Math.max(1, random.nextBoolean() ? 2 * size : size / 2);
    planned.add(new Action.Realloc(Domain.OBJ, first, new ByteCount(other)));
    create(size, false);
    while (live.count() > WINDOW
        || live.bytes() > GREATEST_LIVE_BYTES
        || live.count() > 1 && random.nextInt(4) == 0) {
      int index = random.nextInt(live.count());
      planned.add(new Action.Free(Domain.OBJ, live.number(index)));
      live.remove(index);
    }
  }

  private int create(long size, boolean isZeroed) {
    int number = createdCount++;
    ByteCount bytes = new ByteCount(size);
    planned.add(
        isZeroed
            ? new Action.Calloc(Domain.OBJ, number, 1, bytes)
            : new Action.Malloc(Domain.OBJ, number, bytes));
    live.add(number, 2 * size);
    return number;
  }
}
