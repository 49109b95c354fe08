package org.poolproof.specs.check;

import java.util.List;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/** The model, wrong by one in what it is told to be wrong in. */
record Miscounting(ModelSubject honest, Wrong wrong) implements Subject {

  /** What it is wrong in. */
  enum Wrong {
    NOTHING,
    /** Requests for 33 bytes or more are answered a step too far. */
    ANSWERS,
    BLOCK_COUNT,
    TEXT
  }

  static Miscounting of(Geometry geometry, Wrong wrong) {
    return new Miscounting(new ModelSubject(geometry), wrong);
  }

  @Override
  public String name() {
    return "miscounting";
  }

  @Override
  public Geometry geometry() {
    return honest.geometry();
  }

  @Override
  public Performed perform(Operation operation, LayersBelow below) {
    Performed truth = honest.perform(operation, below);
    boolean isWrong =
        wrong == Wrong.ANSWERS
            && operation instanceof Operation.Malloc malloc
            && malloc.size().value() >= 33
            && !truth.answer().isNull();
    return isWrong ? new Performed(truth.answer().plus(8), truth.calls()) : truth;
  }

  @Override
  public Boolean isInArena(Address address) {
    return honest.isInArena(address);
  }

  @Override
  public HeapCounters counters() {
    HeapCounters truth = honest.counters();
    return new HeapCounters(
        truth.allocatedBlockCount() + (wrong == Wrong.BLOCK_COUNT ? 1 : 0),
        truth.arenasEverCount(),
        truth.arenasFreedCount(),
        truth.highwaterArenaCount());
  }

  @Override
  public String statisticsText() {
    return honest.statisticsText() + (wrong == Wrong.TEXT ? "!" : "");
  }

  @Override
  public List<String> faults() {
    return honest.faults();
  }

  @Override
  public void close() {
    honest.close();
  }
}
