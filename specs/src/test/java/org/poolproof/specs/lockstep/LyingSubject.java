package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.List;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/** The model, but for one lie. A lie about an operation is told in the first that it fits. */
final class LyingSubject implements Subject {

  /** What it is wrong about. */
  enum Lie {
    ANSWER_BESIDE,
    ANSWER_NULL,
    CALL_SWALLOWED,
    CALL_ADDED,
    CALLS_SWAPPED,
    ARENA_SIZE,
    RAW_MALLOC_SIZE,
    RAW_CALLOC_SIZE,
    RAW_REALLOC_SIZE,
    RAW_FREE_ADDRESS,
    ARENA_KEPT,
    ARENA_OF_ANOTHER,
    RETURNED_TWICE,
    BLOCK_COUNT,
    ARENAS_EVER,
    ARENAS_FREED,
    ARENAS_HIGH,
    TEXT_CHARACTER,
    TEXT_LINE_MISSING,
    TEXT_LINE_MORE,
    FAULT,
    ARENA_DENIED,
    NONE
  }

  private final ModelSubject honest;
  private final Lie lie;
  private boolean told;
  private boolean started;

  LyingSubject(Geometry geometry, Lie lie) {
    honest = new ModelSubject(geometry);
    this.lie = lie;
  }

  /** Whether there was an occasion. */
  boolean told() {
    return told;
  }

  @Override
  public String name() {
    return "liar";
  }

  @Override
  public Geometry geometry() {
    return honest.geometry();
  }

  @Override
  public Performed perform(Operation operation, LayersBelow below) {
    started = true;
    Performed truth = honest.perform(operation, below);
    if (told) {
      return truth;
    }
    List<Call> calls = new ArrayList<>(truth.calls());
    Address answer = truth.answer();
    switch (lie) {
      case ANSWER_BESIDE -> answer = answer.isNull() ? answer : answer.plus(16);
      case ANSWER_NULL -> answer = Address.NULL;
      case CALL_SWALLOWED -> removeFirst(calls);
      case CALL_ADDED ->
          calls.add(new Call(new Request.RawMalloc(new ByteCount(1)), Answer.REFUSED));
      case CALLS_SWAPPED -> swap(calls);
      case ARENA_KEPT -> calls.removeIf(call -> call.request() instanceof Request.ArenaFree);
      case RETURNED_TWICE -> giveBackAgain(calls, below);
      default -> calls.replaceAll(this::falsified);
    }
    Performed performed = new Performed(answer, calls);
    told = told || !performed.equals(truth);
    return performed;
  }

  private static void removeFirst(List<Call> calls) {
    if (!calls.isEmpty()) {
      calls.removeFirst();
    }
  }

  private static void swap(List<Call> calls) {
    if (calls.size() > 1) {
      calls.add(calls.removeFirst());
    }
  }

  private void giveBackAgain(List<Call> calls, LayersBelow below) {
    for (Call call : calls) {
      if (call.answer() == null) {
        below.takeBack(call.request());
        told = true;
      }
    }
  }

  private Call falsified(Call call) {
    return switch (call.request()) {
      case Request.ArenaAlloc(ByteCount size) when lie == Lie.ARENA_SIZE ->
          new Call(new Request.ArenaAlloc(more(size)), call.answer());
      case Request.RawMalloc(ByteCount size) when lie == Lie.RAW_MALLOC_SIZE ->
          new Call(new Request.RawMalloc(more(size)), call.answer());
      case Request.RawCalloc(long count, ByteCount size) when lie == Lie.RAW_CALLOC_SIZE ->
          new Call(new Request.RawCalloc(count, more(size)), call.answer());
      case Request.RawRealloc(Address block, ByteCount size) when lie == Lie.RAW_REALLOC_SIZE ->
          new Call(new Request.RawRealloc(block, more(size)), call.answer());
      case Request.RawFree(Address block) when lie == Lie.RAW_FREE_ADDRESS ->
          Call.of(new Request.RawFree(block.plus(16)));
      case Request.ArenaFree(Address arena, ByteCount size) when lie == Lie.ARENA_OF_ANOTHER ->
          Call.of(new Request.ArenaFree(arena.plus(size.value()), size));
      default -> call;
    };
  }

  private static ByteCount more(ByteCount size) {
    return new ByteCount(size.value() + 1);
  }

  @Override
  public Boolean isInArena(Address address) {
    return lie != Lie.ARENA_DENIED && honest.isInArena(address);
  }

  @Override
  public HeapCounters counters() {
    HeapCounters truth = honest.counters();
    return new HeapCounters(
        truth.allocatedBlockCount() + (lie == Lie.BLOCK_COUNT ? 1 : 0),
        truth.arenasEverCount() + (lie == Lie.ARENAS_EVER ? 1 : 0),
        truth.arenasFreedCount() + (lie == Lie.ARENAS_FREED ? 1 : 0),
        truth.highwaterArenaCount() + (lie == Lie.ARENAS_HIGH ? 1 : 0));
  }

  @Override
  public String statisticsText() {
    String truth = honest.statisticsText();
    int lastLine = truth.lastIndexOf("Total");
    return switch (lie) {
      case TEXT_CHARACTER -> truth.substring(0, lastLine) + "t" + truth.substring(lastLine + 1);
      case TEXT_LINE_MISSING -> truth.substring(0, truth.length() - 1);
      case TEXT_LINE_MORE -> truth + "\n";
      default -> truth;
    };
  }

  @Override
  public List<String> faults() {
    return lie == Lie.FAULT && started ? List.of("a pool is in two lists") : List.of();
  }

  @Override
  public void close() {
    honest.close();
  }
}
