package org.poolproof.specs.lockstep;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/** The heap of a process that was recorded, as far as its arenas tell. */
final class RecordedHeap implements Subject {

  private final Geometry geometry;
  private final TreeMap<Address, Boolean> arenas = new TreeMap<>();
  private long everCount;
  private long freedCount;
  private long greatestCount;

  RecordedHeap(Geometry geometry) {
    this.geometry = geometry;
  }

  /** An arena was granted at {@code address}. */
  void grant(Address address) {
    arenas.put(address, true);
    everCount++;
    greatestCount = Math.max(greatestCount, arenas.size());
  }

  /** The arena at {@code address} was given back. */
  void takeBack(Address address) {
    arenas.remove(address);
    freedCount++;
  }

  @Override
  public String name() {
    return "recorded";
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public Performed perform(Operation operation, LayersBelow below) {
    throw new UnsupportedOperationException("what was recorded is over");
  }

  @Override
  public Boolean isInArena(Address address) {
    Map.Entry<Address, Boolean> arena = arenas.floorEntry(address);
    return arena != null && address.isWithin(arena.getKey(), geometry.arenaBytes());
  }

  @Override
  public HeapCounters counters() {
    return new HeapCounters(0, everCount, freedCount, greatestCount);
  }

  @Override
  public @Nullable String statisticsText() {
    return null;
  }

  @Override
  public List<String> faults() {
    return List.of();
  }

  @Override
  public void close() {}
}
