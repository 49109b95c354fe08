package org.poolproof.model.contract;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.poolproof.model.geometry.Address;

/** Allocators that break one rule each, and the few operations on which they do. */
final class BrokenAllocators {

  /**
   * @param fault what it does wrong, a sentence
   * @param rule the rule that this breaks
   * @param needsContents whether only the contents show it
   * @param scenario operations on which it shows
   */
  record Broken(
      String fault,
      Rule rule,
      boolean needsContents,
      Supplier<FixtureAllocator> allocator,
      Consumer<Run> scenario) {
    @Override
    public String toString() {
      return fault;
    }
  }

  static final Consumer<Run> REFUSED_REALLOC =
      run -> {
        Address block = run.malloc(16);
        run.allocator.isExhausted = true;
        run.realloc(block, 17);
      };

  static final Consumer<Run> TWO_OF_EACH_SIZE_TO_64 =
      run -> {
        for (long size = 1; size <= 64; size++) {
          run.malloc(size);
          run.malloc(size);
        }
        run.verifyAll();
      };

  private BrokenAllocators() {}

  static List<Broken> all() {
    return Stream.of(
            MisplacingAllocators.all(), SpoilingAllocators.all(), MisansweringAllocators.all())
        .flatMap(List::stream)
        .toList();
  }
}
