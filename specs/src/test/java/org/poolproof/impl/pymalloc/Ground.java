package org.poolproof.impl.pymalloc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.poolproof.impl.layout.ArenaRecord;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Index;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Rules;
import org.poolproof.impl.memory.CheckedMemory;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.raw.RawSource;
import org.poolproof.impl.system.ArenaSource;
import org.poolproof.impl.system.ReservedRange;

/**
 * Where a test builds a heap: checked memory, arenas where the test says, raw memory in steps of 1
 * MiB, refusals when it says, and a note of every call.
 */
public final class Ground implements ArenaSource, RawSource, AutoCloseable {
  /** Where the control block lies. */
  public static final long CONTROL = 0x1_0000;

  /** Where raw memory is granted first; see {@link #raw}. */
  public static final long RAW = 0x10_0000;

  /** From here on there is room for arenas. */
  public static final long ARENAS = 0x400_0000;

  private static final long RAW_STRIDE = 0x10_0000;
  private static final long END = 0x1000_0000;

  private final Geometry geometry;
  private final ReservedRange range = new ReservedRange(CONTROL, END - CONTROL);
  private final Memory plain;
  private final CheckedMemory memory;
  private final Deque<Long> arenas = new ArrayDeque<>();
  private final Deque<Boolean> rawAnswers = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();
  private final Map<Long, Long> rawBytes = new HashMap<>();
  private int rawCount;
  private boolean staysInPlace;

  /** Ground for heaps of a geometry. */
  public Ground(Geometry geometry) {
    this.geometry = geometry;
    this.plain = geometry.memory(range.displacement());
    this.memory = new CheckedMemory(plain, CONTROL, END - CONTROL, 200);
  }

  /** Two classes, three blocks a pool, four pools of 256 bytes an arena, a table of one record. */
  public static Geometry tiny(Index index, boolean keepsLastArena) {
    List<Integer> offsets = List.of(80, 112);
    Rules rules = new Rules(false, false, true);
    return new Geometry(8, 16, 2, 256, 1024, 48, offsets, index, keepsLastArena, 1, rules);
  }

  /** The tiny geometry with a tree over 2^30 addresses, 2^22 to a bottom node. */
  public static Geometry tiny() {
    return tiny(new Radix(4, 4, 12), true);
  }

  /** The address of the raw grant of this number. */
  public static long raw(int number) {
    return RAW + RAW_STRIDE * number;
  }

  /** An empty heap. */
  public Pymalloc open() {
    return Pymalloc.open(geometry, memory, CONTROL, this, this);
  }

  /** Grants these arenas next; 0 is a refusal. */
  public Ground arenas(long... addresses) {
    for (long address : addresses) {
      arenas.add(address);
    }
    return this;
  }

  /** Grants no arena any more, until told again. */
  void forgetArenas() {
    arenas.clear();
  }

  /** Answers the next requests for raw memory so; those behind them are granted. */
  public void rawAnswers(boolean... granted) {
    for (boolean each : granted) {
      rawAnswers.add(each);
    }
  }

  /** Lets raw memory grow without moving. */
  public void growInPlace() {
    staysInPlace = true;
  }

  /** The calls since the last time, a line for each. */
  public String calls() {
    String lines = String.join("\n", calls);
    calls.clear();
    return lines;
  }

  public Geometry geometry() {
    return geometry;
  }

  /** The memory without checks: what a block's user does, and what a test looks at. */
  public Memory plain() {
    return plain;
  }

  public CheckedMemory memory() {
    return memory;
  }

  /** The control block, to be read without checks. */
  public ControlBlock control() {
    return new ControlBlock(geometry, plain, CONTROL);
  }

  /** The record at an index of the table. */
  public long record(int index) {
    return control().table() + (long) ArenaRecord.bytes(plain) * index;
  }

  /** How many raw grants are out. */
  public int rawGrantCount() {
    return rawBytes.size();
  }

  @Override
  public long allocate(long bytes) {
    if (arenas.isEmpty()) {
      throw new AssertionError("an arena too many was asked for");
    }
    long arena = arenas.remove();
    calls.add("arena " + bytes + " -> " + hex(arena));
    return arena;
  }

  @Override
  public void free(long arena, long bytes) {
    calls.add("release " + hex(arena) + " " + bytes);
  }

  @Override
  public long malloc(long bytes) {
    long grant = grant(bytes);
    calls.add("malloc " + Long.toUnsignedString(bytes) + " -> " + hex(grant));
    return grant;
  }

  @Override
  public long calloc(long count, long bytes) {
    long grant = grant(count * bytes);
    calls.add("calloc " + Long.toUnsignedString(count) + " " + bytes + " -> " + hex(grant));
    return grant;
  }

  @Override
  public long realloc(long grant, long bytes) {
    long moved = staysInPlace && grant != 0 ? grant : grant(bytes);
    calls.add("realloc " + hex(grant) + " " + bytes + " -> " + hex(moved));
    if (moved != 0 && grant != 0) {
      long former = rawBytes.remove(grant);
      plain.restore(moved, plain.save(grant, (int) Math.min(former, bytes)));
      rawBytes.put(moved, bytes);
    }
    return moved;
  }

  @Override
  public void free(long grant) {
    calls.add("free " + hex(grant));
    if (rawBytes.remove(grant) == null) {
      throw new AssertionError("no raw grant at " + hex(grant));
    }
  }

  @Override
  public void close() {
    range.close();
  }

  /** The next place; once there is none, the lowest that is free, zero again. */
  private long grant(long bytes) {
    if (!rawAnswers.isEmpty() && !rawAnswers.remove()) {
      return 0;
    }
    long grant = raw(rawCount++);
    if (grant >= ARENAS) {
      rawCount = 0;
      while (rawBytes.containsKey(raw(rawCount))) {
        rawCount++;
      }
      grant = raw(rawCount++);
      plain.restore(grant, new byte[(int) RAW_STRIDE]);
    }
    rawBytes.put(grant, bytes);
    return grant;
  }

  private static String hex(long address) {
    return Long.toHexString(address);
  }
}
