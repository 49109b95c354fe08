package org.poolproof.specs.subject.impl;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.Owning;
import org.poolproof.impl.census.Census;
import org.poolproof.impl.census.HeapWalk;
import org.poolproof.impl.domain.Domains;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.pymalloc.Pymalloc;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.subject.BlockMemory;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.HeapImage;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/** The off-heap implementation as a subject, in a window of its own. */
@InheritableMustCall("close")
public final class ImplSubject implements Subject {

  private final Geometry geometry;
  private final Variant variant;
  private final org.poolproof.impl.layout.Geometry implGeometry;
  private final @Owning Window window;
  private final Memory memory;
  private final RecordedBelow below;
  private final Pymalloc heap;
  private final Domains domains;

  /**
   * An empty heap.
   *
   * @param firstArena where the first arena will be granted, or somewhere near
   * @throws CannotHold if the implementation cannot be built to {@code geometry}
   */
  @SuppressWarnings("resourceleak") // the heap holds nothing but the window, which is closed
  public ImplSubject(Geometry geometry, Variant variant, Address firstArena) {
    this.geometry = geometry;
    this.variant = variant;
    implGeometry = ImplGeometry.of(geometry);
    window = new Window(implGeometry, firstArena);
    memory = window.memory(variant);
    below = new RecordedBelow(window);
    heap = Pymalloc.open(implGeometry, memory, window.control(), below.arenas(), below.raw());
    domains = new Domains(implGeometry, heap, below.raw());
  }

  @Override
  public String name() {
    return variant == Variant.CHECKED ? "impl:checked" : "impl";
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public Performed perform(Operation operation, LayersBelow script) {
    below.begin(script);
    long answer = ImplCalls.perform(domains, operation, window::place);
    return new Performed(below.addressOf(answer), below.calls());
  }

  @Override
  public Boolean isInArena(Address address) {
    return heap.owns(window.place(address.value()));
  }

  @Override
  public HeapCounters counters() {
    Census census = heap.census();
    return new HeapCounters(
        census.allocatedBlockCount(),
        census.grantCount(),
        census.grantCount() - census.arenaCount(),
        census.highwaterCount());
  }

  @Override
  public String statisticsText() {
    return heap.statisticsText();
  }

  /** None of its own: its image is held against the model's state. */
  @Override
  public List<String> faults() {
    return List.of();
  }

  @Override
  public HeapImage image() {
    return new HeapImage() {
      @Override
      public void visit(FieldVisitor fields, BlockVisitor blocks) {
        HeapWalk.walk(implGeometry, memory, window.control(), fields::field, blocks::block);
      }

      @Override
      public Address controlAddress() {
        return new Address(window.control());
      }

      @Override
      public Address placeOf(Address granted) {
        return new Address(window.place(granted.value()));
      }
    };
  }

  @Override
  public BlockMemory memory() {
    MemorySegment segment = window.segment();
    return new BlockMemory() {
      @Override
      public MemorySegment segment() {
        return segment;
      }

      @Override
      public long offsetOf(Address address) {
        return window.offsetOf(address.value());
      }
    };
  }

  /** Gives the window back, and with it all that the heap has. */
  @Override
  @EnsuresCalledMethods(value = "window", methods = "close")
  public void close() {
    window.close();
  }
}
