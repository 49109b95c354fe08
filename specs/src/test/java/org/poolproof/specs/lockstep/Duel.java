package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/** A subject and the model on one random sequence of operations. */
final class Duel {

  private final Geometry geometry;
  private final Subject subject;
  private final ModelBeside model;
  private final Random random;
  private final ChangingLayers layers;
  private final List<Address> blocks = new ArrayList<>();
  private final List<Address> rawBlocks = new ArrayList<>();
  private int appetite = 60;

  Duel(Subject subject, long seed, int refusalPercentage) {
    geometry = subject.geometry();
    this.subject = subject;
    model = new ModelBeside(subject, new Wording(Recording.NONE));
    random = new Random(seed);
    layers = new ChangingLayers(geometry, random, refusalPercentage);
  }

  /**
   * The first difference in {@code operationCount} operations, null if there is none; images are
   * compared after every {@code imageInterval}.
   */
  @Nullable Difference run(int operationCount, int imageInterval) {
    for (int number = 1; number <= operationCount; number++) {
      if (random.nextInt(200) == 0) {
        appetite = 20 + random.nextInt(80);
      }
      Difference difference = step(number);
      if (difference == null && number % imageInterval == 0) {
        difference = model.audit(null, number);
      }
      if (difference != null) {
        return difference;
      }
    }
    return model.audit(null, operationCount);
  }

  private @Nullable Difference step(int number) {
    Domain domain = Domain.values()[random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(2)];
    boolean isRaw = domain == Domain.RAW || (domain == Domain.MEM && !memServed());
    List<Address> live = isRaw ? rawBlocks : blocks;
    int at = live.isEmpty() ? -1 : random.nextInt(live.size());
    Operation operation = operation(domain, at < 0 ? Address.NULL : live.get(at));
    Performed performed = subject.perform(operation, layers);
    Difference difference = model.follow(operation, performed, null, number);
    keep(operation, performed.answer(), live, at);
    return difference;
  }

  private boolean memServed() {
    return geometry.clientRules().memServed();
  }

  private Operation operation(Domain domain, Address block) {
    int choice = random.nextInt(100);
    if (choice < 2) {
      return new Operation.Free(domain, Address.NULL);
    }
    if (choice < 4) {
      return overflowing(domain, block);
    }
    if (choice < 20) {
      Address old = random.nextInt(6) == 0 ? Address.NULL : block;
      return new Operation.Realloc(domain, old, new ByteCount(size()));
    }
    if (random.nextInt(100) >= appetite) {
      return new Operation.Free(domain, block);
    }
    if (choice < 35) {
      int count = random.nextInt(5);
      return new Operation.Calloc(domain, count, new ByteCount(size() / Math.max(1, count)));
    }
    return new Operation.Malloc(domain, new ByteCount(size()));
  }

  private Operation overflowing(Domain domain, Address block) {
    long limit = geometry.maxRequestBytes();
    return switch (random.nextInt(4)) {
      case 0 -> new Operation.Malloc(domain, new ByteCount(limit + 1));
      case 1 -> new Operation.Realloc(domain, block, new ByteCount(-1));
      case 2 -> new Operation.Calloc(domain, limit / 3 + 1, new ByteCount(3));
      default -> new Operation.Calloc(domain, -1, new ByteCount(0));
    };
  }

  private long size() {
    int limit = geometry.smallLimitBytes();
    return switch (random.nextInt(16)) {
      case 0 -> 0;
      case 1 -> limit;
      case 2 -> limit + 1;
      case 3 -> limit + random.nextInt(3 * limit);
      case 4, 5 -> 1 + random.nextInt(limit);
      default -> {
        int step = geometry.alignmentBytes();
        int favourite = random.nextInt(Math.min(3, geometry.sizeClassCount()));
        yield Math.max(1, favourite * step + 1 + random.nextInt(step));
      }
    };
  }

  private static void keep(Operation operation, Address answer, List<Address> live, int at) {
    switch (operation) {
      case Operation.Free(Domain d, Address block) -> {
        if (!block.isNull()) {
          live.remove(at);
        }
      }
      case Operation.Realloc(Domain d, Address block, ByteCount s) when !block.isNull() -> {
        if (!answer.isNull()) {
          live.set(at, answer);
        }
      }
      default -> {
        if (!answer.isNull()) {
          live.add(answer);
        }
      }
    }
  }
}
