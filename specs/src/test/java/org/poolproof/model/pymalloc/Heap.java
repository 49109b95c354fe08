package org.poolproof.model.pymalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.poolproof.model.Model;
import org.poolproof.model.Step;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.operation.Request;
import org.poolproof.model.operation.Supply;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.Chain;
import org.poolproof.model.pymalloc.state.State;

/**
 * A heap of the model in a test: it keeps the state from one operation to the next. The layers
 * below answer what the test said with {@link #below}, and after that they grant: arenas one behind
 * the other from {@link #ARENAS} on, raw memory in steps of 4 KiB from {@link #RAW} on.
 *
 * <p>Each operation is carried out with the answers appended one at a time, and again from the old
 * state with all of them at once; the two must be equal.
 */
public final class Heap {
  /** The first planned arena: a multiple of every arena size, within 32 bits. */
  public static final long ARENAS = 0x8000_0000L;

  /** The first planned raw block. */
  public static final long RAW = 0x1_0000L;

  private State state;
  private final Deque<Answer> said = new ArrayDeque<>();
  private long nextArena = ARENAS;
  private long nextRaw = RAW;
  private Step.Done last;

  public Heap(State state) {
    this.state = state;
    last = new Step.Done(state, Outcome.NOTHING, List.of(), Supply.EMPTY, Set.of());
  }

  public static Heap of(String geometry) {
    return new Heap(Model.initial(Geometries.named(geometry)));
  }

  /** The next answers of the layers below; null addresses refuse. */
  public Heap below(long... addresses) {
    Arrays.stream(addresses).forEach(each -> said.add(Answer.of(new Address(each))));
    return this;
  }

  /** Carries out {@code operation}; all that {@link #below} said must be used up. */
  public Outcome perform(Operation operation) {
    State before = state;
    Supply supply = Supply.EMPTY;
    Step step = Model.step(before, operation, supply);
    while (step instanceof Step.Asks(Request request)) {
      supply = supply.and(answer(request));
      step = Model.step(before, operation, supply);
    }
    last = (Step.Done) step;
    assertEquals(last, Model.step(before, operation, supply));
    assertTrue(last.unused().isEmpty());
    assertTrue(said.isEmpty(), () -> "not asked for: " + said);
    state = last.state();
    return last.outcome();
  }

  private Answer answer(Request request) {
    if (!said.isEmpty()) {
      return said.remove();
    }
    long address;
    if (request instanceof Request.ArenaAlloc) {
      address = nextArena;
      nextArena += geometry().arenaBytes();
    } else {
      address = nextRaw;
      nextRaw += 0x1000;
    }
    return new Answer.Granted(new Address(address));
  }

  /** The address of a new block, 0 if there is none. */
  public long malloc(long size) {
    return address(perform(new Operation.Malloc(Domain.OBJ, new ByteCount(size))));
  }

  public long calloc(long count, long size) {
    return address(perform(new Operation.Calloc(Domain.OBJ, count, new ByteCount(size))));
  }

  public long realloc(long block, long size) {
    return address(perform(new Operation.Realloc(Domain.OBJ, at(block), new ByteCount(size))));
  }

  public void free(long... blocks) {
    for (long block : blocks) {
      assertEquals(Outcome.NOTHING, perform(new Operation.Free(Domain.OBJ, at(block))));
    }
  }

  /** {@code count} new blocks, in the order in which they came. */
  public long[] mallocs(int count, long size) {
    long[] blocks = new long[count];
    Arrays.setAll(blocks, index -> malloc(size));
    return blocks;
  }

  private static long address(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Block(Address address, var contents) -> address.value();
      case Outcome.Null() -> 0;
      case Outcome.Nothing() -> throw new AssertionError("nothing was answered");
      case Outcome.Undefined(String reason) -> throw new AssertionError(reason);
    };
  }

  public Geometry geometry() {
    return state.geometry();
  }

  public State state() {
    return state;
  }

  /** The last operation. */
  public Step.Done last() {
    return last;
  }

  public boolean applied(Rule rule) {
    return last.rules().contains(rule);
  }

  /** The calls below of the last operation, in the letters of the recordings. */
  public List<String> calls() {
    return last.calls().stream().map(Heap::text).toList();
  }

  private static String text(Call call) {
    Answer answer = call.answer();
    return switch (call.request()) {
          case Request.ArenaAlloc(ByteCount size) -> "A " + size;
          case Request.ArenaFree(Address arena, ByteCount size) -> "a " + hex(arena) + " " + size;
          case Request.RawMalloc(ByteCount size) -> "M " + size;
          case Request.RawCalloc(long count, ByteCount size) -> "C " + count + " " + size;
          case Request.RawRealloc(Address block, ByteCount size) -> "R " + hex(block) + " " + size;
          case Request.RawFree(Address block) -> "F " + hex(block);
        }
        + (answer == null ? "" : " = " + hex(answer.address()));
  }

  /** The header and the blocks of the pool at {@code address}, all offsets from its start. */
  public String pool(long address) {
    var pool = state.pool(at(address));
    List<String> allocated = new ArrayList<>();
    for (int block = 0; block < 1024; block++) {
      if (pool.allocated().contains(block)) {
        allocated.add(String.valueOf(block));
      }
    }
    return "%s: %d %s, free %s, next %x, max %x"
        .formatted(
            pool.sizeClass(),
            pool.allocatedCount(),
            allocated,
            hex(pool.freeBlocks(), address),
            pool.nextOffset(),
            pool.maxNextOffset());
  }

  /** The record {@code index}; pools by their number from the first pool boundary of the arena. */
  public String arena(int index) {
    var arena = state.table().arena(new ArenaIndex(index));
    long poolBytes = geometry().poolBytes();
    long firstPool = arena.address().value() + poolBytes - 1 & -poolBytes;
    List<Long> freePools = new ArrayList<>();
    arena.freePools().forEach(pool -> freePools.add((pool.value() - firstPool) / poolBytes));
    return "%s: %d of %d free %s, next %d"
        .formatted(
            hex(arena.address()),
            arena.freePoolCount(),
            arena.totalPoolCount(),
            freePools,
            (arena.poolAddress().value() - firstPool) / poolBytes);
  }

  public List<Integer> usable() {
    return indexes(state.table().usable());
  }

  public List<Integer> unused() {
    return indexes(state.table().unused());
  }

  /** For each number of free pools, from 0 on, the last usable arena with so many, or -1. */
  public List<Integer> lastUsable() {
    List<Integer> last = new ArrayList<>();
    state.table().lastUsable().forEach(index -> last.add(index.value()));
    return last;
  }

  /** The used pools of {@code sizeClass}, the first to allocate from first, in hex. */
  public String used(int sizeClass) {
    return hex(state.usedPools().get(sizeClass), 0);
  }

  private static List<Integer> indexes(Chain<ArenaIndex> chain) {
    List<Integer> indexes = new ArrayList<>();
    chain.forEach(index -> indexes.add(index.value()));
    return indexes;
  }

  private static String hex(Chain<Address> chain, long base) {
    List<String> texts = new ArrayList<>();
    chain.forEach(address -> texts.add(Long.toHexString(address.value() - base)));
    return texts.toString();
  }

  private static String hex(Address address) {
    return Long.toHexString(address.value());
  }

  public static Address at(long address) {
    return new Address(address);
  }
}
