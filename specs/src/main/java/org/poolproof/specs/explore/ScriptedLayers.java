package org.poolproof.specs.explore;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.poolproof.impl.raw.RawSource;
import org.poolproof.impl.system.ArenaSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Request;

/** The layers below the implementation: they answer what they answered to the model. */
final class ScriptedLayers {

  /** The layers below were asked for something else than the model asked them for. */
  static final class OtherCall extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String expected;
    private final String actual;

    private OtherCall(String expected, String actual) {
      super(actual, null, false, false);
      this.expected = expected;
      this.actual = actual;
    }

    String expected() {
      return expected;
    }

    String actual() {
      return actual;
    }
  }

  private static final int RAW_FILLING = 0xa5;

  private final Places places;
  private final MemorySegment window;
  private List<Call> calls = List.of();
  private int callIndex;

  /**
   * @param window all memory, from address 0 on
   */
  ScriptedLayers(Places places, MemorySegment window) {
    this.places = places;
    this.window = window;
  }

  /** They will be asked as in {@code expectedCalls}. */
  void begin(List<Call> expectedCalls) {
    calls = expectedCalls;
    callIndex = 0;
  }

  /**
   * They will be asked no more.
   *
   * @throws OtherCall if they should have been
   */
  void end() {
    if (callIndex != calls.size()) {
      throw new OtherCall(calls.get(callIndex).toString(), "no further call");
    }
  }

  private Address ask(Request request) {
    if (callIndex == calls.size()) {
      throw new OtherCall("no further call", request.toString());
    }
    Call call = calls.get(callIndex++);
    if (!call.request().equals(request)) {
      throw new OtherCall(call.request().toString(), request.toString());
    }
    return call.answer() == null ? Address.NULL : call.answer().address();
  }

  ArenaSource arenas() {
    return new ArenaSource() {
      @Override
      public long allocate(long bytes) {
        return ask(new Request.ArenaAlloc(new ByteCount(bytes))).value();
      }

      @Override
      public void free(long arena, long bytes) {
        ask(new Request.ArenaFree(new Address(arena), new ByteCount(bytes)));
      }
    };
  }

  RawSource raw() {
    return new RawSource() {
      @Override
      public long malloc(long bytes) {
        return filled(ask(new Request.RawMalloc(new ByteCount(bytes))), bytes, RAW_FILLING);
      }

      @Override
      public long calloc(long count, long bytes) {
        return filled(ask(new Request.RawCalloc(count, new ByteCount(bytes))), count * bytes, 0);
      }

      @Override
      public long realloc(long grant, long bytes) {
        Address moved = ask(new Request.RawRealloc(new Address(grant), new ByteCount(bytes)));
        boolean isTable = !moved.isNull() && !places.isRaw(moved);
        if (isTable && grant != 0 && grant != moved.value()) {
          window.asSlice(moved.value(), bytes).copyFrom(window.asSlice(grant, bytes / 2));
        }
        return moved.value();
      }

      @Override
      public void free(long grant) {
        ask(new Request.RawFree(new Address(grant)));
      }
    };
  }

  private long filled(Address granted, long bytes, int filling) {
    if (!granted.isNull()) {
      window.asSlice(granted.value(), bytes).fill((byte) filling);
    }
    return granted.value();
  }
}
