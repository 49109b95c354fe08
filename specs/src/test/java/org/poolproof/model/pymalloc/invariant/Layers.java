package org.poolproof.model.pymalloc.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Request;

/**
 * Honest layers below pymalloc. An arena is granted at the lowest free slot; raw memory is granted
 * at the lowest place below the slots where it fits, and grown where it is if there is room. What
 * is chosen to be refused is refused, and what does not fit.
 */
final class Layers {

  private static final long GRAIN_BYTES = 16;

  private final Geometry geometry;
  private final TreeSet<Address> freeSlots;
  private final Address rawEnd;
  private final TreeMap<Address, Long> rawBlocks = new TreeMap<>();
  private Predicate<Request> refused = request -> false;

  /** Layers over arenas at {@code slots}, with raw memory below all of them. */
  Layers(Geometry geometry, List<Address> slots) {
    this.geometry = geometry;
    this.freeSlots = new TreeSet<>(slots);
    this.rawEnd = freeSlots.first().roundedDown(geometry.arenaBytes());
  }

  /** From now on refuses what {@code requests} says, and nothing else without need. */
  void refuse(Predicate<Request> requests) {
    refused = requests;
  }

  /** The answer to {@code request}. */
  Answer answer(Request request) {
    if (refused.test(request)) {
      return Answer.REFUSED;
    }
    return Answer.of(
        switch (request) {
          case Request.ArenaAlloc alloc ->
              freeSlots.isEmpty() ? Address.NULL : freeSlots.pollFirst();
          case Request.RawMalloc(var size) -> grant(size.value());
          case Request.RawCalloc(long count, var size) -> grant(count * size.value());
          case Request.RawRealloc(Address block, var size) -> regrant(block, size.value());
          case Request.ArenaFree free -> throw new IllegalArgumentException("not answered");
          case Request.RawFree free -> throw new IllegalArgumentException("not answered");
        });
  }

  /** Takes back what the releases among {@code calls} give back. */
  void release(List<Call> calls) {
    for (Call call : calls) {
      switch (call.request()) {
        case Request.ArenaFree(Address arena, var size) -> freeSlots.add(arena);
        case Request.RawFree(Address block) -> rawBlocks.remove(block);
        case Request.ArenaAlloc answered -> {}
        case Request.RawMalloc answered -> {}
        case Request.RawCalloc answered -> {}
        case Request.RawRealloc answered -> {}
      }
    }
  }

  private Address regrant(Address block, long bytes) {
    Long oldBytes = rawBlocks.remove(block);
    Address granted = fits(block, bytes) && !block.isNull() ? put(block, bytes) : grant(bytes);
    if (granted.isNull() && oldBytes != null) {
      rawBlocks.put(block, oldBytes);
    }
    return granted;
  }

  private Address grant(long bytes) {
    List<Address> places = new ArrayList<>();
    places.add(new Address(GRAIN_BYTES));
    for (Map.Entry<Address, Long> block : rawBlocks.entrySet()) {
      places.add(block.getKey().plus(block.getValue()));
    }
    for (Address place : places) {
      if (fits(place, bytes)) {
        return put(place, bytes);
      }
    }
    return Address.NULL;
  }

  private boolean fits(Address place, long bytes) {
    Address next = rawBlocks.ceilingKey(place);
    Address limit = next == null ? rawEnd : next;
    return bytes >= 0 && extent(bytes) <= limit.offsetFrom(place);
  }

  private Address put(Address place, long bytes) {
    rawBlocks.put(place, extent(bytes));
    return place;
  }

  private static long extent(long bytes) {
    return new Address(Math.max(1, Math.min(bytes, Long.MAX_VALUE - GRAIN_BYTES)))
        .roundedUp(GRAIN_BYTES)
        .value();
  }
}
