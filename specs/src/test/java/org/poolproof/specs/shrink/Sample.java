package org.poolproof.specs.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Conditions;
import org.poolproof.specs.script.Conditions.ArenaPlace;
import org.poolproof.specs.script.Instruction;

/** Operations to shrink, and trials that look at nothing but the operations. */
final class Sample {

  static final long BUDGET = 3_000_000;

  private Sample() {}

  static Difference difference(Difference.Rule rule, @Nullable Long operation) {
    return new Difference(rule, null, operation, "one", "other");
  }

  static Instruction malloc(int number, long bytes) {
    return Instruction.of(new Action.Malloc(Domain.OBJ, number, new ByteCount(bytes)));
  }

  static Instruction free(int number) {
    return Instruction.of(new Action.Free(Domain.OBJ, number));
  }

  /** Random operations on blocks that may not be live: a trial says what they mean. */
  static List<Instruction> random(long seed, int count) {
    Random random = new Random(seed);
    List<Instruction> instructions = new ArrayList<>();
    while (instructions.size() < count) {
      instructions.add(new Instruction(action(random), conditions(random)));
    }
    return instructions;
  }

  private static Action action(Random random) {
    Domain domain = Domain.values()[random.nextInt(3)];
    int number = random.nextInt(30);
    ByteCount size = new ByteCount(random.nextInt(random.nextInt(4) == 0 ? 100_000 : 600));
    return switch (random.nextInt(6)) {
      case 0 -> new Action.Malloc(domain, number, size);
      case 1 -> new Action.Calloc(domain, number, random.nextInt(9), size);
      case 2 -> new Action.ReallocNull(domain, number, size);
      case 3 -> new Action.Realloc(domain, number, size);
      case 4 -> new Action.Free(domain, number);
      default -> new Action.FreeNull(domain);
    };
  }

  private static Conditions conditions(Random random) {
    int refusals = random.nextBoolean() ? 0 : random.nextInt(64);
    ArenaPlace place =
        random.nextBoolean() ? null : new ArenaPlace(random.nextInt(9), 16 * random.nextInt(9));
    return new Conditions(refusals, random.nextBoolean(), place);
  }

  /** The first size of {@code action}, 0 if it has none. */
  static long bytes(Action action) {
    return switch (action) {
      case Action.Malloc m -> m.size().value();
      case Action.Calloc c -> c.elementCount() * c.elementSize().value();
      case Action.ReallocNull r -> r.size().value();
      case Action.Realloc r -> r.size().value();
      case Action.Free f -> 0;
      case Action.FreeNull f -> 0;
    };
  }
}
