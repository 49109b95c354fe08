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

  private static final Consumer<Run> REFUSED_REALLOC =
      run -> {
        Address block = run.malloc(16);
        run.allocator.isExhausted = true;
        run.realloc(block, 17);
      };

  private static final Consumer<Run> TWO_OF_EACH_SIZE_TO_64 =
      run -> {
        for (long size = 1; size <= 64; size++) {
          run.malloc(size);
          run.malloc(size);
        }
        run.verifyAll();
      };

  private BrokenAllocators() {}

  static List<Broken> all() {
    return Stream.of(placing(), contents(), answering()).flatMap(List::stream).toList();
  }

  private static List<Broken> placing() {
    return List.of(
        new Broken(
            "lets a block wrap around the end of the address space",
            Rule.ADDRESSABLE,
            false,
            () ->
                new FixtureAllocator() {
                  @Override
                  Address malloc(long size) {
                    return new Address(-16);
                  }
                },
            run -> run.malloc(16)),
        new Broken(
            "aligns blocks of exactly 40 bytes to 8 only",
            Rule.ALIGNED,
            false,
            () ->
                new FixtureAllocator() {
                  @Override
                  Address malloc(long size) {
                    return size == 40 ? super.malloc(48).plus(8) : super.malloc(size);
                  }
                },
            TWO_OF_EACH_SIZE_TO_64),
        new Broken(
            "rounds down, so that the next block starts in the last byte",
            Rule.DISJOINT,
            false,
            () ->
                new FixtureAllocator() {
                  @Override
                  Address place(long bytes) {
                    return super.place(bytes == 48 ? 32 : bytes);
                  }
                },
            run -> {
              run.malloc(33);
              run.malloc(1);
            }),
        new Broken(
            "hands one block out twice",
            Rule.DISJOINT,
            false,
            () ->
                new FixtureAllocator() {
                  private Address last = Address.NULL;

                  @Override
                  Address place(long bytes) {
                    last = bytes == 48 && !last.isNull() ? last : super.place(bytes);
                    return last;
                  }
                },
            TWO_OF_EACH_SIZE_TO_64),
        new Broken(
            "answers one address to all requests for no bytes",
            Rule.DISJOINT,
            false,
            () ->
                new FixtureAllocator() {
                  @Override
                  Address malloc(long size) {
                    return size == 0 ? memory.base.plus(0x8000) : super.malloc(size);
                  }
                },
            run -> {
              run.malloc(0);
              run.calloc(0, 8);
            }),
        new Broken(
            "frees the block on free(NULL)",
            Rule.DISJOINT,
            false,
            () ->
                new FixtureAllocator() {
                  @Override
                  void freeOfNull() {
                    requested.forEach(this::reuse);
                  }
                },
            run -> {
              run.malloc(16);
              run.free(Address.NULL);
              run.malloc(16);
            }));
  }

  private static List<Broken> contents() {
    return List.of(
        new Broken(
            "writes one byte into the neighbour above when it zeroes",
            Rule.CONTENTS_KEPT,
            true,
            () ->
                new FixtureAllocator() {
                  @Override
                  void zero(Address block, long bytes) {
                    super.zero(block, bytes + 1);
                  }
                },
            run -> {
              Address first = run.malloc(16);
              run.malloc(16);
              run.free(first);
              run.calloc(2, 8);
              run.verifyAll();
            }),
        new Broken(
            "writes a boundary tag into the last byte of the block below when it frees",
            Rule.CONTENTS_KEPT,
            true,
            () ->
                new FixtureAllocator() {
                  @Override
                  void release(Address block) {
                    super.release(block);
                    if (!block.equals(memory.base)) {
                      memory.damage(block.plus(-1));
                    }
                  }
                },
            run -> {
              run.malloc(16);
              run.free(run.malloc(16));
              run.verifyAll();
            }),
        new Broken(
            "loses a byte of the oldest block when it refuses",
            Rule.CONTENTS_KEPT,
            true,
            () ->
                new FixtureAllocator() {
                  @Override
                  Address place(long bytes) {
                    Address block = super.place(bytes);
                    if (refusedBelow) {
                      memory.damage(memory.base);
                    }
                    return block;
                  }
                },
            run -> {
              run.malloc(16);
              run.allocator.isExhausted = true;
              run.malloc(16);
              run.verifyAll();
            }),
        new Broken(
            "does not zero the last byte of a calloc",
            Rule.ZEROED,
            true,
            () ->
                new FixtureAllocator() {
                  @Override
                  void zero(Address block, long bytes) {
                    super.zero(block, bytes - 1);
                  }
                },
            run -> {
              run.free(run.malloc(48));
              run.calloc(3, 16);
            }),
        new Broken(
            "forgets the last byte when realloc moves",
            Rule.PREFIX_KEPT,
            true,
            () ->
                new FixtureAllocator() {
                  @Override
                  void copy(Address from, Address to, long bytes) {
                    super.copy(from, to, bytes - 1);
                  }
                },
            run -> run.realloc(run.malloc(16), 17)),
        new Broken(
            "copies from the wrong place at exactly one size",
            Rule.PREFIX_KEPT,
            true,
            () ->
                new FixtureAllocator() {
                  @Override
                  void copy(Address from, Address to, long bytes) {
                    super.copy(bytes == 33 ? from.plus(1) : from, to, bytes);
                  }
                },
            run -> {
              for (long size = 1; size <= 64; size++) {
                run.realloc(run.malloc(size), 200);
              }
            }),
        new Broken(
            "copies from where the block was before the last move",
            Rule.PREFIX_KEPT,
            true,
            () ->
                new FixtureAllocator() {
                  private Address home = Address.NULL;

                  @Override
                  void copy(Address from, Address to, long bytes) {
                    super.copy(home.isNull() ? from : home, to, bytes);
                    home = from;
                  }

                  @Override
                  void release(Address block) {}
                },
            run -> run.realloc(run.realloc(run.malloc(16), 17), 33)),
        new Broken(
            "frees the block whose realloc it refuses",
            Rule.REFUSAL_KEEPS,
            true,
            () ->
                new FixtureAllocator() {
                  @Override
                  void refuseRealloc(Address block) {
                    reuse(block, requested.get(block));
                  }
                },
            REFUSED_REALLOC),
        new Broken(
            "loses the last byte of the block whose realloc it refuses",
            Rule.REFUSAL_KEEPS,
            true,
            () ->
                new FixtureAllocator() {
                  @Override
                  void refuseRealloc(Address block) {
                    memory.damage(block.plus(15));
                  }
                },
            REFUSED_REALLOC));
  }

  private static List<Broken> answering() {
    return List.of(
        new Broken(
            "answers null for no bytes",
            Rule.ZERO_SERVED,
            false,
            () ->
                new FixtureAllocator() {
                  @Override
                  Address malloc(long size) {
                    return size == 0 ? Address.NULL : super.malloc(size);
                  }
                },
            run -> run.calloc(0, 1)),
        new Broken(
            "takes realloc to no bytes for a free",
            Rule.ZERO_SERVED,
            false,
            () ->
                new FixtureAllocator() {
                  @Override
                  Address realloc(Address block, long size) {
                    if (size == 0) {
                      release(block);
                      return Address.NULL;
                    }
                    return super.realloc(block, size);
                  }
                },
            run -> run.realloc(run.malloc(16), 0)),
        new Broken(
            "serves a request over the limit",
            Rule.LIMITED,
            false,
            () ->
                new FixtureAllocator() {
                  @Override
                  Address malloc(long size) {
                    return size < 0 ? super.malloc(16) : super.malloc(size);
                  }
                },
            run -> run.malloc(Long.MIN_VALUE)),
        new Broken(
            "resizes in place to over the limit",
            Rule.LIMITED,
            false,
            () ->
                new FixtureAllocator() {
                  @Override
                  Address realloc(Address block, long size) {
                    return size < 0 ? block : super.realloc(block, size);
                  }
                },
            run -> run.realloc(run.malloc(16), -0x20000)),
        new Broken(
            "serves a calloc that overflows with a small block",
            Rule.OVERFLOW_SEEN,
            false,
            () ->
                new FixtureAllocator() {
                  @Override
                  Address calloc(long count, long size) {
                    return malloc(count * size);
                  }
                },
            run -> run.calloc(0x1000_0000_0000_0001L, 16)),
        new Broken(
            "refuses the largest block without a reason",
            Rule.SERVED,
            false,
            () ->
                new FixtureAllocator() {
                  @Override
                  Address place(long bytes) {
                    return bytes == 64 ? Address.NULL : super.place(bytes);
                  }
                },
            TWO_OF_EACH_SIZE_TO_64));
  }
}
