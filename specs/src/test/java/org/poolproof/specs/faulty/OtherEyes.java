package org.poolproof.specs.faulty;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/**
 * A subject without its image. It may be asked instead, after each operation, which of the
 * addresses around its arenas, live or given back, lie in one.
 */
final class OtherEyes implements Subject {
  private final Subject subject;
  private final boolean asksBounds;
  private final Set<Address> live = new HashSet<>();
  private final Set<Address> all = new HashSet<>();

  OtherEyes(Subject subject, boolean asksBounds) {
    this.subject = subject;
    this.asksBounds = asksBounds;
  }

  @Override
  public String name() {
    return subject.name();
  }

  @Override
  public Geometry geometry() {
    return subject.geometry();
  }

  @Override
  public Performed perform(Operation operation, LayersBelow below) {
    Performed performed = subject.perform(operation, below);
    for (Call call : performed.calls()) {
      if (call.request() instanceof Request.ArenaAlloc
          && call.answer() instanceof Answer.Granted(Address arena)) {
        live.add(arena);
        all.add(arena);
      } else if (call.request() instanceof Request.ArenaFree(Address arena, ByteCount size)) {
        live.remove(arena);
      }
    }
    return performed;
  }

  @Override
  public Boolean isInArena(Address address) {
    return subject.isInArena(address);
  }

  @Override
  public HeapCounters counters() {
    return subject.counters();
  }

  @Override
  public String statisticsText() {
    return subject.statisticsText();
  }

  @Override
  public List<String> faults() {
    List<String> faults = new ArrayList<>(subject.faults());
    long bytes = geometry().arenaBytes();
    for (Address arena : asksBounds ? all : Set.<Address>of()) {
      for (long offset : new long[] {-1, 0, bytes}) {
        Address asked = arena.plus(offset);
        boolean isInside = live.stream().anyMatch(other -> asked.isWithin(other, bytes));
        if (isInArena(asked) != isInside) {
          faults.add(asked + (isInside ? " lies in an arena" : " lies in no arena"));
        }
      }
    }
    return faults;
  }

  @Override
  public void close() {
    subject.close();
  }
}
