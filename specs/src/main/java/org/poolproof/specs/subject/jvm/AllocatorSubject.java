package org.poolproof.specs.subject.jvm;

import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.Owning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.contract.Profile;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.subject.Ability;
import org.poolproof.specs.subject.BlockMemory;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/** An {@link AllocatorUnderTest} as a subject, in this virtual machine. */
@InheritableMustCall("close")
public final class AllocatorSubject implements Subject {

  private static final int WORD_BYTES = 8;

  private final @Owning AllocatorUnderTest allocator;
  private final Geometry geometry;
  private final Set<Ability> missing;

  /**
   * Takes {@code allocator} over.
   *
   * @param geometry of which nothing is used but the size of a word
   * @param spared what it is not asked, beside what it does not support
   */
  public AllocatorSubject(
      @Owning AllocatorUnderTest allocator, Geometry geometry, Set<Ability> spared) {
    this.allocator = allocator;
    this.geometry = geometry;
    EnumSet<Ability> all = EnumSet.noneOf(Ability.class);
    all.addAll(allocator.unsupported().keySet());
    all.addAll(spared);
    missing = all;
  }

  @Override
  public String name() {
    return "class:" + allocator.getClass().getName();
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public Profile profile() {
    return Profile.c(allocator.alignmentBytes(), WORD_BYTES).serving(allocator.servedBytes());
  }

  @Override
  public Set<Ability> missing() {
    return missing;
  }

  @Override
  public boolean isOnGivenLayers() {
    return false;
  }

  @Override
  public Performed perform(Operation operation, LayersBelow below) {
    return perform(operation);
  }

  /** Carries {@code operation} out. */
  public Performed perform(Operation operation) {
    long answer =
        switch (operation) {
          case Operation.Malloc m -> allocator.malloc(m.size().value());
          case Operation.Calloc c -> allocator.calloc(c.elementCount(), c.elementSize().value());
          case Operation.Realloc r -> allocator.realloc(r.block().value(), r.size().value());
          case Operation.Free f -> {
            allocator.free(f.block().value());
            yield 0;
          }
        };
    return new Performed(new Address(answer), List.of());
  }

  /** How many bytes the allocator holds, null if it does not tell. */
  public @Nullable Long heldBytes() {
    OptionalLong held = allocator.heldBytes();
    return held.isPresent() ? held.getAsLong() : null;
  }

  @Override
  public BlockMemory memory() {
    MemorySegment memory = allocator.memory();
    return new BlockMemory() {
      @Override
      public MemorySegment segment() {
        return memory;
      }

      @Override
      public long offsetOf(Address address) {
        return address.value();
      }
    };
  }

  @Override
  public @Nullable Boolean isInArena(Address address) {
    return null;
  }

  @Override
  public @Nullable HeapCounters counters() {
    return null;
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
  @EnsuresCalledMethods(value = "allocator", methods = "close")
  public void close() {
    allocator.close();
  }
}
