package org.poolproof.model.contract;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Operation;

/**
 * The smallest honest allocator: a bump pointer through an array, and a list of free blocks of each
 * multiple of 16 bytes. Its broken kin override one step each.
 */
class FixtureAllocator {
  static final long LIMIT = Long.MAX_VALUE;
  static final int GRAIN_BYTES = 16;

  final ArrayMemory memory = new ArrayMemory(0x10000, 1 << 16);
  final Map<Address, Long> requested = new HashMap<>();
  private final Map<Long, Deque<Address>> free = new HashMap<>();
  private Address bump = memory.base;

  /** Whether the array had no room left during the last operation. */
  boolean refusedBelow;

  /** Whether the array pretends to be full. */
  boolean isExhausted;

  final Address perform(Operation operation) {
    refusedBelow = false;
    return switch (operation) {
      case Operation.Malloc(var domain, ByteCount size) -> malloc(size.value());
      case Operation.Calloc(var domain, long count, ByteCount size) -> calloc(count, size.value());
      case Operation.Realloc(var domain, Address block, ByteCount size) ->
          block.isNull() ? malloc(size.value()) : realloc(block, size.value());
      case Operation.Free(var domain, Address block) -> {
        if (block.isNull()) {
          freeOfNull();
        } else {
          release(block);
        }
        yield Address.NULL;
      }
    };
  }

  Address malloc(long size) {
    if (size < 0) {
      return Address.NULL;
    }
    Address block = place(roundedBytes(size));
    if (!block.isNull()) {
      requested.put(block, size);
    }
    return block;
  }

  Address calloc(long count, long size) {
    if (size != 0 && Long.compareUnsigned(count, Long.divideUnsigned(LIMIT, size)) > 0) {
      return Address.NULL;
    }
    Address block = malloc(count * size);
    if (!block.isNull()) {
      zero(block, count * size);
    }
    return block;
  }

  Address realloc(Address block, long size) {
    if (size < 0) {
      return Address.NULL;
    }
    long oldSize = requested.get(block);
    if (roundedBytes(size) == roundedBytes(oldSize)) {
      requested.put(block, size);
      return block;
    }
    Address moved = malloc(size);
    if (moved.isNull()) {
      refuseRealloc(block);
      return Address.NULL;
    }
    copy(block, moved, Math.min(oldSize, size));
    release(block);
    return moved;
  }

  void freeOfNull() {}

  void refuseRealloc(Address block) {}

  void zero(Address block, long bytes) {
    if (bytes > 0) {
      memory.fill(block, bytes, 0);
    }
  }

  void copy(Address from, Address to, long bytes) {
    if (bytes > 0) {
      memory.copy(from, to, bytes);
    }
  }

  void release(Address block) {
    reuse(block, requested.remove(block));
  }

  /** Puts the block first into its list; writes over its first bytes as a link would. */
  final void reuse(Address block, long size) {
    memory.fill(block, 8, 0xEE);
    free.computeIfAbsent(roundedBytes(size), bytes -> new ArrayDeque<>()).push(block);
  }

  /** A place of {@code bytes} bytes: the last one freed, or a new one. */
  Address place(long bytes) {
    Deque<Address> reusable = free.get(bytes);
    if (reusable != null && !reusable.isEmpty()) {
      return reusable.pop();
    }
    if (isExhausted || bytes > memory.base.plus(memory.bytes.length).offsetFrom(bump)) {
      refusedBelow = true;
      return Address.NULL;
    }
    Address block = bump;
    bump = bump.plus(bytes);
    return block;
  }

  static long roundedBytes(long size) {
    return Math.max(GRAIN_BYTES, (size + GRAIN_BYTES - 1) & -GRAIN_BYTES);
  }
}
