package org.poolproof.model.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.poolproof.model.geometry.Address;

/** No rule is too strict for an honest allocator, and random operations find every broken one. */
class HonestAllocatorProperties {
  private static final Scrutiny SCRUTINY = new Scrutiny(64, 2);

  @Property(tries = 100)
  void honestAllocatorKeepsTheContractForPython(@ForAll long seed) {
    assertHonest(Profile.python(16, 8), seed, true);
  }

  @Property(tries = 50)
  void honestAllocatorKeepsTheContractForC(@ForAll long seed) {
    assertHonest(Profile.c(16, 8), seed, true);
    assertHonest(Profile.c(16, 8).serving(1 << 20), seed, false);
  }

  @Example
  void randomOperationsFindEveryBrokenAllocator() {
    for (BrokenAllocators.Broken broken : BrokenAllocators.all()) {
      assertTrue(isBrokenOrCrashes(broken), broken.fault());
    }
  }

  /** Some trip over their own state before they break a rule: a crash is a counterexample too. */
  private static boolean isBrokenOrCrashes(BrokenAllocators.Broken broken) {
    try {
      return run(broken.allocator().get(), Profile.python(16, 8), 1, true, 3000).isBroken();
    } catch (NullPointerException crash) {
      return crash.getStackTrace()[0].getClassName().equals(FixtureAllocator.class.getName());
    }
  }

  private static void assertHonest(Profile profile, long seed, boolean isReadable) {
    Run run = run(new FixtureAllocator(), profile, seed, isReadable, 1000);
    assertEquals(new Verdict.Kept(isReadable), run.verdict());
  }

  private static Run run(
      FixtureAllocator allocator,
      Profile profile,
      long seed,
      boolean isReadable,
      int operationCount) {
    Run run = new Run(allocator, profile, SCRUTINY, EnumSet.allOf(Rule.class), isReadable);
    SplittableRandom random = new SplittableRandom(seed);
    List<Address> blocks = new ArrayList<>();
    for (int step = 0; step < operationCount && !run.isBroken(); step++) {
      allocator.isExhausted = random.nextInt(16) == 0;
      perform(run, random, blocks);
    }
    run.verifyAll();
    return run;
  }

  private static void perform(Run run, SplittableRandom random, List<Address> blocks) {
    int choice = random.nextInt(100);
    if (choice < 40 || blocks.isEmpty()) {
      add(blocks, choice < 25 ? run.malloc(size(random)) : calloc(run, random));
    } else if (choice < 42) {
      run.free(Address.NULL);
    } else {
      Address block = blocks.remove(random.nextInt(blocks.size()));
      if (choice < 70) {
        run.free(block);
      } else {
        Address moved = run.realloc(block, size(random));
        add(blocks, moved.isNull() && run.contract.liveBlockAt(block) != null ? block : moved);
      }
    }
  }

  private static Address calloc(Run run, SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> run.calloc(-1, 0);
      case 1 -> run.calloc(0x1000_0000_0000_0001L, 16);
      case 2 -> run.calloc(1L << 62, 2);
      default -> run.calloc(random.nextInt(6), random.nextInt(30));
    };
  }

  private static long size(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> 0;
      case 1 -> Long.MIN_VALUE + random.nextInt(2);
      case 2 -> -1;
      case 3 -> -0x20000;
      case 4 -> random.nextInt(600);
      default -> random.nextInt(66);
    };
  }

  private static void add(List<Address> blocks, Address block) {
    if (!block.isNull()) {
      blocks.add(block);
    }
  }
}
