package org.poolproof.specs.lockstep;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.script.Regions;
import org.poolproof.specs.subject.HeapCounters;

/** Addresses and calls in the words of the operation language, and in those of the recording. */
final class Wording {

  private final Recording recording;

  Wording(Recording recording) {
    this.recording = recording;
  }

  String of(Address address) {
    if (address.isNull()) {
      return "null";
    }
    return switch (recording) {
      case Recording.Golden golden -> address + " (" + inRegion(golden.regions(), address) + ")";
      case Recording.Trace trace -> address.toString();
      case Recording.None none -> address.toString();
    };
  }

  private static String inRegion(Regions regions, Address address) {
    boolean raw = regions.isRaw(address);
    Address start = raw ? regions.rawRegion() : regions.arenaRegion();
    return (raw ? "r+" : "p+") + Long.toHexString(address.offsetFrom(start));
  }

  /** As the last line of a script says them. */
  String of(HeapCounters heap) {
    return "blocks "
        + heap.allocatedBlockCount()
        + " arenas "
        + heap.arenasEverCount()
        + " freed "
        + heap.arenasFreedCount()
        + " high "
        + heap.highwaterArenaCount();
  }

  String of(Request request) {
    return switch (request) {
      case Request.ArenaAlloc(ByteCount size) -> "arena " + size;
      case Request.ArenaFree(Address arena, ByteCount size) ->
          "arena free " + of(arena) + " " + size;
      case Request.RawMalloc(ByteCount size) -> "raw malloc " + size;
      case Request.RawCalloc(long count, ByteCount size) ->
          "raw calloc " + Long.toUnsignedString(count) + " " + size;
      case Request.RawRealloc(Address block, ByteCount size) ->
          "raw realloc " + of(block) + " " + size;
      case Request.RawFree(Address block) -> "raw free " + of(block);
    };
  }
}
