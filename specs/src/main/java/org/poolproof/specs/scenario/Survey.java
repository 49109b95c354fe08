package org.poolproof.specs.scenario;

import java.util.SplittableRandom;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;

/**
 * A client of an allocator of which nothing is known. Again and again it builds up a live set of
 * sizes of one kind, some blocks or many, and takes it down in one order, while a few operations of
 * the other sort, reallocs, and requests that nobody can grant come between.
 */
final class Survey implements Workload {

  /** In which order blocks are freed. */
  private enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST,
    ANY,
    /** The two ends in turn. */
    BOTH_ENDS,
    /** Every second one, the oldest first; then every second one of the rest, and so on. */
    EVERY_SECOND,
    /** Every second one, the newest first. */
    EVERY_SECOND_BACKWARDS
  }

  private static final long GREATEST_LIVE_BYTES = 48L << 20;
  private static final int EXCESSIVE_PERMILLE = 8;

  private final SplittableRandom random;
  private final Requests requests;
  private final Episode episode;
  private final LiveRow live = new LiveRow();
  private UnknownSizes sizes;
  private Order order = Order.ANY;
  private int depth;
  private int callocPermille;
  private int reallocPermille;
  private int againstPermille;
  private boolean isBuilding = true;
  private int cursor;
  private int createdCount;
  private Runnable onGrant = () -> {};

  Survey(Episode episode) {
    this.episode = episode;
    random = new SplittableRandom(episode.seed());
    requests = new Requests(episode.geometry(), random);
    sizes = new UnknownSizes(random);
    beginPhase();
  }

  private void beginPhase() {
    sizes = new UnknownSizes(random);
    order = Order.values()[random.nextInt(Order.values().length)];
    depth = 1 + random.nextInt(1 + random.nextInt(episode.liveLimit()));
    callocPermille = swarm(400);
    reallocPermille = swarm(300);
    againstPermille = swarm(300);
    isBuilding = true;
  }

  private int swarm(int greatestPermille) {
    return random.nextBoolean() ? 0 : random.nextInt(greatestPermille);
  }

  @Override
  public Instruction next() {
    onGrant = () -> {};
    if (isBuilding && (live.count() >= depth || live.bytes() >= GREATEST_LIVE_BYTES)) {
      isBuilding = false;
      cursor = order == Order.EVERY_SECOND_BACKWARDS ? live.count() : 0;
    } else if (!isBuilding && live.count() <= remainder()) {
      beginPhase();
    }
    return Instruction.of(action());
  }

  /** Now and then, something of the old life is there when a new one begins. */
  private int remainder() {
    return depth % 3 == 0 ? depth / 4 : 0;
  }

  @Override
  public void answered(boolean granted) {
    if (granted) {
      onGrant.run();
    }
  }

  private Action action() {
    if (requests.happens(EXCESSIVE_PERMILLE)) {
      return excessive();
    }
    if (live.count() > 0 && requests.happens(reallocPermille)) {
      return realloc();
    }
    boolean isAgainst = requests.happens(againstPermille);
    return live.count() > 0 && isBuilding == isAgainst ? free(isAgainst) : creation();
  }

  private Action creation() {
    int number = createdCount++;
    long drawn = sizes.draw();
    if (requests.happens(callocPermille)) {
      long count = requests.elementCount(drawn);
      long elementBytes = drawn / Math.max(1, count);
      onGrant = () -> live.add(number, count * elementBytes);
      return new Action.Calloc(Domain.OBJ, number, count, new ByteCount(elementBytes));
    }
    onGrant = () -> live.add(number, drawn);
    ByteCount size = new ByteCount(drawn);
    return random.nextInt(50) == 0
        ? new Action.ReallocNull(Domain.OBJ, number, size)
        : new Action.Malloc(Domain.OBJ, number, size);
  }

  private Action realloc() {
    int index = random.nextInt(3) == 0 ? live.count() - 1 : random.nextInt(live.count());
    long size = sizes.another(live.sizeBytes(index));
    onGrant = () -> live.resize(index, size);
    return new Action.Realloc(Domain.OBJ, live.number(index), new ByteCount(size));
  }

  private Action free(boolean isAgainst) {
    int index = isAgainst ? random.nextInt(live.count()) : next(order);
    int number = live.number(index);
    live.remove(index);
    return new Action.Free(Domain.OBJ, number);
  }

  private int next(Order inOrder) {
    int last = live.count() - 1;
    return switch (inOrder) {
      case NEWEST_FIRST -> last;
      case OLDEST_FIRST -> 0;
      case ANY -> random.nextInt(live.count());
      case BOTH_ENDS -> cursor++ % 2 == 0 ? 0 : last;
      case EVERY_SECOND -> {
        cursor = cursor > last ? 0 : cursor;
        yield cursor++;
      }
      case EVERY_SECOND_BACKWARDS -> {
        cursor = cursor <= 1 ? live.count() : cursor;
        cursor = Math.max(1, Math.min(cursor, live.count()) - 2);
        yield cursor - 1;
      }
    };
  }

  /** A request that nobody can grant, or none. */
  private Action excessive() {
    int number = createdCount++;
    long elementBytes = 1 + random.nextInt(64);
    ByteCount size = new ByteCount(requests.excessiveSize());
    return switch (random.nextInt(live.count() > 0 ? 7 : 4)) {
      case 0 -> new Action.Malloc(Domain.OBJ, number, size);
      case 1 ->
          new Action.Calloc(
              Domain.OBJ,
              number,
              requests.excessiveCount(elementBytes),
              new ByteCount(elementBytes));
      case 2 -> new Action.Calloc(Domain.OBJ, number, elementBytes, size);
      case 3 -> new Action.FreeNull(Domain.OBJ);
      default -> new Action.Realloc(Domain.OBJ, live.number(random.nextInt(live.count())), size);
    };
  }
}
