package org.poolproof.specs.subject.impl;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.impl.raw.RawSource;
import org.poolproof.impl.system.ArenaSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.subject.LayersBelow;

/**
 * The layers below the implementation: they ask those of the script, keep the calls, and do with
 * the bytes in the window what a C library does.
 */
final class RecordedBelow {

  private final Window window;
  private final Grants grants = new Grants();
  private @Nullable LayersBelow script;
  private List<Call> calls = List.of();

  RecordedBelow(Window window) {
    this.window = window;
  }

  /** The operation begins that {@code below} answers. */
  void begin(LayersBelow below) {
    script = below;
    calls = List.of();
  }

  /** The calls since the operation began. */
  List<Call> calls() {
    return calls;
  }

  /** What {@code place} is called outside the window. */
  Address addressOf(long place) {
    return new Address(grants.addressOf(place));
  }

  /** The arena allocator. */
  ArenaSource arenas() {
    return new ArenaSource() {
      @Override
      public long allocate(long bytes) {
        Address granted = ask(new Request.ArenaAlloc(new ByteCount(bytes)));
        if (!granted.isNull()) {
          window.require("an arena", granted.value(), granted.value(), bytes);
          grants.put(granted.value(), granted.value(), bytes);
        }
        return granted.value();
      }

      @Override
      public void free(long arena, long bytes) {
        grants.remove(arena);
        release(new Request.ArenaFree(new Address(arena), new ByteCount(bytes)));
      }
    };
  }

  /** Raw memory. */
  RawSource raw() {
    return new RawSource() {
      @Override
      public long malloc(long bytes) {
        return enter(ask(new Request.RawMalloc(new ByteCount(bytes))), bytes);
      }

      @Override
      public long calloc(long count, long bytes) {
        Address granted = ask(new Request.RawCalloc(count, new ByteCount(bytes)));
        long place = enter(granted, count * bytes);
        if (place != 0) {
          window.clear(place, count * bytes);
        }
        return place;
      }

      @Override
      public long realloc(long grant, long bytes) {
        Request request =
            new Request.RawRealloc(RecordedBelow.this.addressOf(grant), new ByteCount(bytes));
        return reenter(grant, ask(request), bytes);
      }

      @Override
      public void free(long grant) {
        Address address = RecordedBelow.this.addressOf(grant);
        grants.remove(grant);
        release(new Request.RawFree(address));
      }
    };
  }

  private Address ask(Request request) {
    if (script == null) {
      throw new IllegalStateException(request + " outside an operation");
    }
    Answer answer = script.answer(request);
    record(new Call(request, answer));
    return answer.address();
  }

  /** Most operations make no call, and need no list of their own. */
  private void record(Call call) {
    if (calls.isEmpty()) {
      calls = new ArrayList<>();
    }
    calls.add(call);
  }

  private void release(Request request) {
    LayersBelow current = script;
    if (current == null) {
      throw new IllegalStateException(request + " outside an operation");
    }
    record(Call.of(request));
    current.takeBack(request);
  }

  private long enter(Address granted, long bytes) {
    if (granted.isNull()) {
      return 0;
    }
    long place = window.place(granted.value());
    long length = Math.max(1, bytes);
    window.require("raw memory", granted.value(), place, length);
    grants.put(place, granted.value(), length);
    return place;
  }

  private long reenter(long old, Address granted, long bytes) {
    if (granted.isNull()) {
      return 0;
    }
    long length = Math.max(1, bytes);
    if (old != 0 && window.place(granted.value()) == old) {
      window.require("raw memory", granted.value(), old, length);
      grants.resize(old, granted.value(), length);
      return old;
    }
    Grants.Grant former = grants.remove(old);
    long place = enter(granted, bytes);
    if (former != null) {
      window.copy(old, place, Math.min(former.bytes(), length));
    }
    return place;
  }
}
