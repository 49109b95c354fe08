package org.poolproof.model.contract;

import java.util.List;
import org.poolproof.model.contract.BrokenAllocators.Broken;
import org.poolproof.model.geometry.Address;

/** Allocators that answer null where they must not, and a block where they must not: C8 to C11. */
final class MisansweringAllocators {
  private MisansweringAllocators() {}

  static List<Broken> all() {
    return List.of(
        answersNullForNoBytes(),
        takesReallocToNoBytesForAFree(),
        servesARequestOverTheLimit(),
        resizesInPlaceToOverTheLimit(),
        servesACallocThatOverflowsWithASmallBlock(),
        refusesTheLargestBlockWithoutAReason());
  }

  private static Broken answersNullForNoBytes() {
    return new Broken(
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
        run -> run.calloc(0, 1));
  }

  private static Broken takesReallocToNoBytesForAFree() {
    return new Broken(
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
        run -> run.realloc(run.malloc(16), 0));
  }

  private static Broken servesARequestOverTheLimit() {
    return new Broken(
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
        run -> run.malloc(Long.MIN_VALUE));
  }

  private static Broken resizesInPlaceToOverTheLimit() {
    return new Broken(
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
        run -> run.realloc(run.malloc(16), -0x20000));
  }

  private static Broken servesACallocThatOverflowsWithASmallBlock() {
    return new Broken(
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
        run -> run.calloc(0x1000_0000_0000_0001L, 16));
  }

  private static Broken refusesTheLargestBlockWithoutAReason() {
    return new Broken(
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
        BrokenAllocators.TWO_OF_EACH_SIZE_TO_64);
  }
}
