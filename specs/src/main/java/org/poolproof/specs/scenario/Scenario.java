package org.poolproof.specs.scenario;

import java.util.SplittableRandom;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.scenario.LiveSet.Order;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;

/**
 * A client that makes up its next operation at random, by the {@link Mix} of the phase it is in. It
 * is told whether each operation was granted; apart from that it depends on its seed only.
 */
public final class Scenario implements Workload {

  /** What the operation under way does to the live blocks if it is granted. */
  private enum Effect {
    NOTHING,
    CREATES,
    RESIZES,
    FREES
  }

  private final SplittableRandom random;
  private final Phases phases;
  private final Requests requests;
  private final boolean memIsPooled;
  private final LiveSet pooled = new LiveSet();
  private final LiveSet raw = new LiveSet();
  private Mix mix;
  private int phaseLeft;
  private int createdCount;
  private Effect effect = Effect.NOTHING;
  private LiveSet blocks = pooled;
  private int blockIndex;
  private long sizeBytes;

  /** The client of {@code episode}. */
  public Scenario(Episode episode) {
    Geometry geometry = episode.geometry();
    random = new SplittableRandom(episode.seed());
    requests = new Requests(geometry, random);
    phases = new Phases(episode, random);
    memIsPooled = geometry.clientRules().memServed();
    mix = phases.next(0);
    phaseLeft = phases.length();
  }

  /** How many blocks the client has. */
  public int liveBlockCount() {
    return pooled.count() + raw.count();
  }

  @Override
  public Instruction next() {
    if (phaseLeft == 0 || phases.isOver(mix, liveBlockCount())) {
      mix = phases.next(liveBlockCount());
      phaseLeft = phases.length();
    }
    phaseLeft--;
    return new Instruction(action(), requests.conditions(mix));
  }

  @Override
  public void answered(boolean granted) {
    switch (effect) {
      case CREATES -> {
        if (granted) {
          blocks.add(createdCount - 1, sizeBytes);
        }
      }
      case RESIZES -> {
        if (granted) {
          blocks.resize(blockIndex, sizeBytes);
        }
      }
      case FREES -> blocks.remove(blockIndex);
      case NOTHING -> {}
    }
  }

  private Action action() {
    effect = Effect.NOTHING;
    if (requests.happens(mix.freeNullPermille())) {
      return new Action.FreeNull(domain(random.nextInt(4) == 0));
    }
    boolean hasBlocks = liveBlockCount() > 0;
    if (requests.happens(mix.overflowPermille())) {
      return hasBlocks && random.nextInt(3) == 0 ? excessiveRealloc() : excessiveCreation();
    }
    if (hasBlocks && requests.happens(mix.reallocPermille())) {
      return realloc();
    }
    return hasBlocks && random.nextInt(100) >= mix.growthPercent() ? free() : creation();
  }

  /** A domain whose blocks are those of raw memory, or of pymalloc. */
  private Domain domain(boolean isRaw) {
    boolean prefersMem = requests.happens(mix.memPermille());
    if (isRaw) {
      return prefersMem && !memIsPooled ? Domain.MEM : Domain.RAW;
    }
    return prefersMem && memIsPooled ? Domain.MEM : Domain.OBJ;
  }

  private Action creation() {
    boolean isRaw = requests.happens(mix.rawPermille());
    Domain domain = domain(isRaw);
    blocks = isRaw ? raw : pooled;
    effect = Effect.CREATES;
    sizeBytes = requests.size(mix);
    int number = createdCount++;
    if (requests.happens(mix.callocPermille())) {
      long count = requests.elementCount(sizeBytes);
      long elementBytes = sizeBytes / Math.max(1, count);
      sizeBytes = count * elementBytes;
      return new Action.Calloc(domain, number, count, new ByteCount(elementBytes));
    }
    ByteCount size = new ByteCount(sizeBytes);
    return requests.happens(mix.reallocNullPermille())
        ? new Action.ReallocNull(domain, number, size)
        : new Action.Malloc(domain, number, size);
  }

  private Action excessiveCreation() {
    Domain domain = domain(requests.happens(mix.rawPermille()));
    int number = createdCount++;
    long elementBytes = 1 + random.nextInt(64);
    ByteCount size = new ByteCount(requests.excessiveSize());
    return switch (random.nextInt(4)) {
      case 0 -> new Action.Malloc(domain, number, size);
      case 1 -> new Action.ReallocNull(domain, number, size);
      case 2 ->
          new Action.Calloc(
              domain, number, requests.excessiveCount(elementBytes), new ByteCount(elementBytes));
      default -> new Action.Calloc(domain, number, elementBytes, size);
    };
  }

  private Action realloc() {
    Domain domain = pick();
    effect = Effect.RESIZES;
    sizeBytes = requests.newSize(mix, blocks.sizeBytes(blockIndex));
    return new Action.Realloc(domain, blocks.number(blockIndex), new ByteCount(sizeBytes));
  }

  private Action excessiveRealloc() {
    Domain domain = pick();
    ByteCount size = new ByteCount(requests.excessiveSize());
    return new Action.Realloc(domain, blocks.number(blockIndex), size);
  }

  private Action free() {
    Domain domain = pick();
    effect = Effect.FREES;
    return new Action.Free(domain, blocks.number(blockIndex));
  }

  /** Picks a live block; gives back a domain that it may be given to. */
  private Domain pick() {
    boolean isRaw = random.nextInt(liveBlockCount()) >= pooled.count();
    blocks = isRaw ? raw : pooled;
    Order order = mix.order();
    blockIndex =
        switch (order) {
          case NEWEST_FIRST -> blocks.count() - 1;
          case OLDEST_FIRST -> 0;
          case ANY -> random.nextInt(blocks.count());
        };
    boolean crosses = isRaw && requests.happens(mix.crossPermille());
    return crosses ? Domain.OBJ : domain(isRaw);
  }
}
