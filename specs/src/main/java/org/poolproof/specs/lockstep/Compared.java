package org.poolproof.specs.lockstep;

import org.poolproof.model.operation.Request;

/** What a {@link Lockstep} compares, each by itself. */
public enum Compared {
  /** The address that the client is answered. */
  ANSWER,
  /** The calls of the arena allocator that ask for an arena; their place among all calls, too. */
  ARENA_REQUEST,
  /** Those that give one back. */
  ARENA_RELEASE,
  RAW_MALLOC,
  RAW_CALLOC,
  RAW_REALLOC,
  RAW_FREE,
  /** The bytes of blocks over everything that happens to others. */
  CONTENT_KEPT,
  /** The bytes of a block that was reallocated. */
  CONTENT_MOVED,
  /** The bytes of a block from calloc. */
  CONTENT_ZEROED,
  /** The image of pool headers, the links of used and of free pools included. */
  IMAGE_POOLS,
  /** That of free blocks, and with it which blocks are handed out. */
  IMAGE_BLOCKS,
  /** That of the arena records. */
  IMAGE_ARENAS,
  /** That of the heads of the lists of used pools. */
  IMAGE_USED_POOLS,
  /** That of the radix tree. */
  IMAGE_RADIX,
  /** That of the other static data: the heads of the arena lists, the counters. */
  IMAGE_STATICS,
  /** Which addresses around arenas lie in one. */
  OWNERSHIP,
  COUNTERS,
  STATISTICS,
  /** The invariants of the model's state, and what a subject says of itself. */
  INVARIANTS,
  /** That the subject carries the operation out at all. */
  FAILURE;

  /** The kind of a call. */
  static Compared of(Request request) {
    return switch (request) {
      case Request.ArenaAlloc a -> ARENA_REQUEST;
      case Request.ArenaFree a -> ARENA_RELEASE;
      case Request.RawMalloc m -> RAW_MALLOC;
      case Request.RawCalloc c -> RAW_CALLOC;
      case Request.RawRealloc r -> RAW_REALLOC;
      case Request.RawFree f -> RAW_FREE;
    };
  }

  /** The part of the image that a field belongs to, by the structure in its name. */
  static Compared ofField(String name) {
    int dot = name.indexOf('.');
    return switch (dot < 0 ? name : name.substring(0, dot)) {
      case "pool" -> IMAGE_POOLS;
      case "block" -> IMAGE_BLOCKS;
      case "arena" -> IMAGE_ARENAS;
      case "usedpools" -> IMAGE_USED_POOLS;
      case "arena_map_root", "arena_map_mid", "arena_map_bot" -> IMAGE_RADIX;
      default -> IMAGE_STATICS;
    };
  }
}
