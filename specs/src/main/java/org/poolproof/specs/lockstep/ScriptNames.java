package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.List;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Below;
import org.poolproof.specs.script.Expected;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.subject.Performed;

/**
 * Turns what an allocator did into the lines of a script: blocks by what the layers below granted,
 * the grants themselves by their addresses.
 */
final class ScriptNames {

  private final long arenaBytes;
  private final List<Address> arenas = new ArrayList<>();
  private final List<Address> rawBlocks = new ArrayList<>();

  ScriptNames(Geometry geometry) {
    arenaBytes = geometry.arenaBytes();
  }

  /**
   * The lines of {@code action}, which was {@code performed}; null if it named a block that is not
   * live, and touched nothing. Steps come in their order.
   */
  Step step(long line, Action action, Performed performed) {
    List<Below> below = new ArrayList<>();
    for (Call call : performed.calls()) {
      below.add(below(line + 1 + below.size(), call));
    }
    boolean isFree = action instanceof Action.Free || action instanceof Action.FreeNull;
    return new Step(line, 0, action, isFree ? null : pointer(performed.answer()), below);
  }

  /** The line of {@code action} on a name that is not bound. */
  static Step unbound(long line, Action action) {
    return new Step(line, 0, action, Expected.Word.UNBOUND, List.of());
  }

  private Below below(long line, Call call) {
    Answer answer = call.answer();
    Pointer granted = answer == null ? Pointer.NULL : at(answer.address());
    Below below =
        switch (call.request()) {
          case Request.ArenaAlloc a -> new Below.ArenaAlloc(line, a.size(), granted);
          case Request.ArenaFree a -> new Below.ArenaFree(line, pointer(a.arena()), a.size());
          case Request.RawMalloc m -> new Below.RawMalloc(line, m.size(), granted);
          case Request.RawCalloc c ->
              new Below.RawCalloc(line, c.elementCount(), c.elementSize(), granted);
          case Request.RawRealloc r ->
              new Below.RawRealloc(line, pointer(r.block()), r.size(), granted);
          case Request.RawFree f -> new Below.RawFree(line, pointer(f.block()));
        };
    if (answer instanceof Answer.Granted(Address address)) {
      (call.request() instanceof Request.ArenaAlloc ? arenas : rawBlocks).add(address);
    }
    return below;
  }

  private static Pointer at(Address address) {
    return address.isNull() ? Pointer.NULL : new Pointer.At(address);
  }

  /** The latest grant that {@code address} lies in, or starts at, names it. */
  Pointer pointer(Address address) {
    if (address.isNull()) {
      return Pointer.NULL;
    }
    int raw = rawBlocks.lastIndexOf(address);
    if (raw >= 0) {
      return new Pointer.InRaw(raw, 0);
    }
    for (int index = arenas.size() - 1; index >= 0; index--) {
      if (address.isWithin(arenas.get(index), arenaBytes)) {
        return new Pointer.InArena(index, address.offsetFrom(arenas.get(index)));
      }
    }
    return new Pointer.At(address);
  }
}
