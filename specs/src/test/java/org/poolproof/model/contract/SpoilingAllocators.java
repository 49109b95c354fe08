package org.poolproof.model.contract;

import java.util.List;
import org.poolproof.model.contract.BrokenAllocators.Broken;
import org.poolproof.model.geometry.Address;

/** Allocators that lose bytes: C4 to C7. */
final class SpoilingAllocators {
  private SpoilingAllocators() {}

  static List<Broken> all() {
    return List.of(
        writesOneByteIntoTheNeighbourAboveWhenItZeroes(),
        writesABoundaryTagIntoTheLastByteOfTheBlockBelowWhenItFrees(),
        losesAByteOfTheOldestBlockWhenItRefuses(),
        doesNotZeroTheLastByteOfACalloc(),
        forgetsTheLastByteWhenReallocMoves(),
        copiesFromTheWrongPlaceAtExactlyOneSize(),
        copiesFromWhereTheBlockWasBeforeTheLastMove(),
        freesTheBlockWhoseReallocItRefuses(),
        losesTheLastByteOfTheBlockWhoseReallocItRefuses());
  }

  private static Broken writesOneByteIntoTheNeighbourAboveWhenItZeroes() {
    return new Broken(
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
        });
  }

  private static Broken writesABoundaryTagIntoTheLastByteOfTheBlockBelowWhenItFrees() {
    return new Broken(
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
        });
  }

  private static Broken losesAByteOfTheOldestBlockWhenItRefuses() {
    return new Broken(
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
        });
  }

  private static Broken doesNotZeroTheLastByteOfACalloc() {
    return new Broken(
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
        });
  }

  private static Broken forgetsTheLastByteWhenReallocMoves() {
    return new Broken(
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
        run -> run.realloc(run.malloc(16), 17));
  }

  private static Broken copiesFromTheWrongPlaceAtExactlyOneSize() {
    return new Broken(
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
        });
  }

  private static Broken copiesFromWhereTheBlockWasBeforeTheLastMove() {
    return new Broken(
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
        run -> run.realloc(run.realloc(run.malloc(16), 17), 33));
  }

  private static Broken freesTheBlockWhoseReallocItRefuses() {
    return new Broken(
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
        BrokenAllocators.REFUSED_REALLOC);
  }

  private static Broken losesTheLastByteOfTheBlockWhoseReallocItRefuses() {
    return new Broken(
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
        BrokenAllocators.REFUSED_REALLOC);
  }
}
