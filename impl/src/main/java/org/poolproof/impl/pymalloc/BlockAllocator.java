package org.poolproof.impl.pymalloc;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Rules;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.raw.RawSource;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * The rules of pymalloc as the allocator of a domain (PYMALLOC.md 2): which requests the pools
 * serve, and which the raw domain. Requests are within the limit and products do not overflow.
 */
final class BlockAllocator {
  private final Memory memory;
  private final ControlBlock control;
  private final UsedPools pools;
  private final AddressIndex index;
  private final RawSource raw;
  private final Rules rules;
  private final @SignedPositive @ByteSize long smallLimit;
  private final @SignedPositive int classShift;

  BlockAllocator(
      Geometry geometry,
      Memory memory,
      ControlBlock control,
      UsedPools pools,
      AddressIndex index,
      RawSource raw) {
    this.memory = memory;
    this.control = control;
    this.pools = pools;
    this.index = index;
    this.raw = raw;
    this.rules = geometry.rules();
    this.smallLimit = geometry.smallLimit();
    this.classShift = geometry.classShift();
  }

  /** A block from a pool, if the request is small and an arena can be had, or from raw memory. */
  public @Unsigned @Address long malloc(@Unsigned @ByteSize long bytes) {
    long block = allocateSmall(bytes);
    if (block != 0) {
      return block;
    }
    boolean asksForOne = bytes == 0 && rules.asksRawForOneInsteadOfZero();
    return counted(raw.malloc(asksForOne ? 1 : bytes));
  }

  /** As {@link #malloc} of the product, and zero; the raw domain is asked for both factors. */
  public @Unsigned @Address long calloc(
      @Unsigned long count, @Unsigned @ByteSize long elementBytes) {
    long bytes = count * elementBytes;
    long block = allocateSmall(bytes);
    if (block == 0) {
      return counted(raw.calloc(count, elementBytes));
    }
    memory.zeroUser(block, small(bytes));
    return block;
  }

  /**
   * A block of a pool stays when more than three quarters of it are wanted, else it moves: first a
   * new block, then the copy, then the release. A block of the raw domain stays with it.
   */
  public @Unsigned @Address long realloc(
      @Unsigned @Address long p, @Unsigned @ByteSize long bytes) {
    if (p == 0) {
      return malloc(bytes);
    }
    if (!index.contains(p)) {
      return reallocForeign(p, bytes);
    }
    long blockBytes = pools.blockBytesAt(p);
    boolean fits = Long.compareUnsigned(bytes, blockBytes) <= 0;
    if (fits && Long.compareUnsigned(4 * bytes, 3 * blockBytes) > 0) {
      return p;
    }
    long moved = malloc(bytes);
    if (moved != 0) {
      memory.copyUser(p, moved, fits ? small(bytes) : blockBytes);
      pools.release(p);
    }
    return moved;
  }

  /** Releases a block to where it came from; 0 is none. */
  void free(@Unsigned @Address long p) {
    if (p == 0) {
      return;
    }
    if (index.contains(p)) {
      pools.release(p);
    } else {
      raw.free(p);
      control.setRawBlockCount(control.rawBlockCount() - 1);
    }
  }

  /** 0 bytes are not small: one less is the greatest of all sizes. */
  private @Unsigned @Address long allocateSmall(@Unsigned @ByteSize long bytes) {
    long last = bytes - 1;
    if (Long.compareUnsigned(last, smallLimit) >= 0) {
      return 0;
    }
    return pools.allocate(small(last) >>> classShift);
  }

  private @Unsigned @Address long reallocForeign(
      @Unsigned @Address long p, @Unsigned @ByteSize long bytes) {
    if (bytes == 0 && rules.foreignReallocToZeroKeeps()) {
      long moved = raw.realloc(p, 1);
      return moved == 0 ? p : granted(moved);
    }
    return granted(raw.realloc(p, bytes));
  }

  private @Unsigned @Address long counted(@Unsigned @Address long grant) {
    if (grant != 0) {
      control.setRawBlockCount(control.rawBlockCount() + 1);
    }
    return granted(grant);
  }

  private @Unsigned @Address long granted(@Unsigned @Address long grant) {
    index.requireDistinct(grant);
    return grant;
  }

  @SuppressWarnings("signedness:return") // at most the limit of small requests
  private static @SignedPositive @ByteSize long small(@Unsigned @ByteSize long bytes) {
    return bytes;
  }
}
