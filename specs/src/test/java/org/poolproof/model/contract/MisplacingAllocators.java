package org.poolproof.model.contract;

import java.util.List;
import org.poolproof.model.contract.BrokenAllocators.Broken;
import org.poolproof.model.geometry.Address;

/** Allocators that answer addresses they must not: C1 to C3. */
final class MisplacingAllocators {
  private MisplacingAllocators() {}

  static List<Broken> all() {
    return List.of(
        letsABlockWrapAroundTheEndOfTheAddressSpace(),
        alignsBlocksOfExactly40BytesTo8Only(),
        roundsDownSoThatTheNextBlockStartsInTheLastByte(),
        handsOneBlockOutTwice(),
        answersOneAddressToAllRequestsForNoBytes(),
        freesTheBlockOnFreeNull());
  }

  private static Broken letsABlockWrapAroundTheEndOfTheAddressSpace() {
    return new Broken(
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
        run -> run.malloc(16));
  }

  private static Broken alignsBlocksOfExactly40BytesTo8Only() {
    return new Broken(
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
        BrokenAllocators.TWO_OF_EACH_SIZE_TO_64);
  }

  private static Broken roundsDownSoThatTheNextBlockStartsInTheLastByte() {
    return new Broken(
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
        });
  }

  private static Broken handsOneBlockOutTwice() {
    return new Broken(
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
        BrokenAllocators.TWO_OF_EACH_SIZE_TO_64);
  }

  private static Broken answersOneAddressToAllRequestsForNoBytes() {
    return new Broken(
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
        });
  }

  private static Broken freesTheBlockOnFreeNull() {
    return new Broken(
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
        });
  }
}
