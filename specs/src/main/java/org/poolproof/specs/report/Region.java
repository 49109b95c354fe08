package org.poolproof.specs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.specs.script.Below;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.Step;

/**
 * A piece of the address space in which the layers below grant memory. What lies near together is
 * in one region, so that its distances can be kept where it cannot have its own place.
 *
 * @param start a multiple of {@link #UNIT_BYTES}
 * @param lengthBytes a multiple of the same
 */
record Region(Address start, long lengthBytes) {

  /** No pool, arena or frame of any preset is cut by a multiple of it. */
  static final long UNIT_BYTES = 1 << 20;

  /** Grants that are farther apart lie in different regions. */
  private static final long GREATEST_GAP_BYTES = 1L << 30;

  /**
   * The regions of all grants in {@code steps}, ascending.
   *
   * @throws IllegalArgumentException if a grant has no address of its own
   */
  static List<Region> of(List<Step> steps) {
    TreeMap<Address, Long> lengths = new TreeMap<>();
    for (Step step : steps) {
      for (Below call : step.below()) {
        Pointer answer = answer(call);
        if (answer instanceof Pointer.At(Address start)) {
          lengths.merge(start, Math.max(1, lengthBytes(call)), Math::max);
        } else if (answer != null && !answer.equals(Pointer.NULL)) {
          throw new IllegalArgumentException("line " + call.line() + ": where is " + answer + "?");
        }
      }
    }
    List<Region> regions = new ArrayList<>();
    lengths.forEach((start, length) -> add(regions, start, length));
    return regions;
  }

  private static void add(List<Region> regions, Address start, long lengthBytes) {
    Address first = start.roundedDown(UNIT_BYTES);
    Address end = start.plus(lengthBytes).roundedUp(UNIT_BYTES);
    Region last = regions.isEmpty() ? null : regions.getLast();
    if (last != null && first.isWithin(last.start(), last.lengthBytes() + GREATEST_GAP_BYTES)) {
      long length = Math.max(last.lengthBytes(), end.offsetFrom(last.start()));
      regions.set(regions.size() - 1, new Region(last.start(), length));
    } else {
      regions.add(new Region(first, end.offsetFrom(first)));
    }
  }

  private static @Nullable Pointer answer(Below call) {
    return switch (call) {
      case Below.ArenaAlloc a -> a.answer();
      case Below.RawMalloc m -> m.answer();
      case Below.RawCalloc c -> c.answer();
      case Below.RawRealloc r -> r.answer();
      case Below.ArenaFree a -> null;
      case Below.RawFree f -> null;
    };
  }

  private static long lengthBytes(Below call) {
    return switch (call) {
      case Below.ArenaAlloc a -> a.size().value();
      case Below.RawMalloc m -> m.size().value();
      case Below.RawCalloc c -> c.elementCount() * c.elementSize().value();
      case Below.RawRealloc r -> r.size().value();
      case Below.ArenaFree a -> 0;
      case Below.RawFree f -> 0;
    };
  }
}
