package org.poolproof.specs.explore;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.poolproof.impl.domain.Domains;
import org.poolproof.impl.memory.CheckedMemory;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.pymalloc.Pymalloc;
import org.poolproof.impl.raw.RawSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.subject.impl.ImplCalls;
import org.poolproof.specs.subject.impl.ImplGeometry;

/**
 * The implementation in a few kilobytes of checked memory, whose image is put back before each
 * operation. The layers below it answer what they answered to the model.
 */
final class ExploredHeap {

  /** More than any operation of a tiny heap needs. */
  private static final int STEP_BUDGET = 1 << 12;

  private final Places places;
  private final MemorySegment window;
  private final MemorySegment image;
  private final byte[] states;
  private final CheckedMemory memory;
  private final Domains domains;
  private final ScriptedLayers layers;

  @SuppressWarnings("resourceleak") // the heap holds nothing but the window
  ExploredHeap(Places places) {
    this.places = places;
    Geometry geometry = places.geometry();
    var constants = ImplGeometry.of(geometry);
    long windowBytes = places.imageAddress() + places.imageBytes();
    window = Arena.ofAuto().allocate(windowBytes, Long.BYTES);
    image = window.asSlice(places.imageAddress());
    states = new byte[places.imageBytes()];
    Memory plain = Memory.plain(geometry.wordBytes(), window.address());
    memory = new CheckedMemory(plain, 0, windowBytes, STEP_BUDGET);
    layers = new ScriptedLayers(places, window);
    RawSource raw = layers.raw();
    Pymalloc heap =
        Pymalloc.open(constants, memory, places.control().value(), layers.arenas(), raw);
    domains = new Domains(constants, heap, raw);
  }

  /** Puts {@code image} back. */
  void restore(Image image) {
    memory.restore(places.imageAddress(), image.bytes());
    memory.restoreStates(places.imageAddress(), image.states());
  }

  /** The bytes that {@link #restore} put back, as they are now. */
  MemorySegment image() {
    return image;
  }

  /** What each of them means now; good until the next call. */
  byte[] states() {
    memory.saveStates(places.imageAddress(), states);
    return states;
  }

  /** The bytes of the client's raw block at {@code raw}. */
  MemorySegment rawBytes(Address raw) {
    return window.asSlice(raw.value(), places.geometry().poolBytes());
  }

  /**
   * What lies where a pool of the client's raw block at {@code raw} would name its arena, if it
   * were one, is {@code arenaIndex}.
   */
  void forgeArenaIndex(Address raw, int arenaIndex) {
    long pool = raw.value() & -places.geometry().poolBytes();
    long offset = 4L * places.geometry().wordBytes();
    window.set(ValueLayout.JAVA_INT_UNALIGNED, pool + offset, arenaIndex);
  }

  /**
   * Carries {@code operation} out; the layers below are expected to be asked as in {@code
   * expectedCalls}, and answer the same.
   *
   * @throws ScriptedLayers.OtherCall if they are asked otherwise
   */
  Address perform(Operation operation, List<Call> expectedCalls) {
    layers.begin(expectedCalls);
    long answer = ImplCalls.perform(domains, operation, LongUnaryOperator.identity());
    layers.end();
    return new Address(answer);
  }
}
