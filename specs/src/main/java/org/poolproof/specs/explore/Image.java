package org.poolproof.specs.explore;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.poolproof.impl.memory.ByteState;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.operation.Contents;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.pymalloc.state.Arena;
import org.poolproof.model.pymalloc.state.ArenaRecord;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.specs.lockstep.ModelImage;

/**
 * The bytes of a heap that a state of the model determines, what each of them means, and what lies
 * in the blocks of the client: a pattern in which no two neighbours are equal. All other bytes are
 * filled with something that makes no sense.
 *
 * <p>DESIGN.md, "Which bytes count".
 */
final class Image implements ModelImage.Fields {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle HALVES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte SENSELESS = (byte) 0xdb;
  private static final byte OUTSIDE = (byte) ByteState.OUTSIDE.ordinal();
  private static final byte DEAD = (byte) ByteState.DEAD.ordinal();
  private static final byte LIVE = (byte) ByteState.LIVE.ordinal();
  private static final long ALL_LIVE = LIVE * 0x0101_0101_0101_0101L;
  private static final byte USER = (byte) ByteState.USER.ordinal();

  private final Places places;
  private final Geometry geometry;

  /** What the client writes at each address. */
  private final byte[] pattern;

  private final byte[] bytes;

  /** All bits set where the byte counts. */
  private final byte[] counts;

  private final byte[] states;

  /**
   * @param salt of the pattern in the client's blocks
   */
  Image(Places places, int salt) {
    this.places = places;
    geometry = places.geometry();
    int length = places.imageBytes();
    bytes = new byte[length];
    counts = new byte[length];
    states = new byte[length];
    pattern = new byte[(int) places.imageAddress() + length];
    for (int at = 0; at < pattern.length; at++) {
      pattern[at] = (byte) (at * 0x3b + (at >>> Byte.SIZE) * 7 + salt);
    }
  }

  byte[] bytes() {
    return bytes;
  }

  byte[] states() {
    return states;
  }

  /** What the client wrote everywhere, by address. */
  byte[] pattern() {
    return pattern;
  }

  /** Becomes the image of {@code state}. */
  void draw(State state) {
    Arrays.fill(bytes, SENSELESS);
    Arrays.fill(counts, (byte) 0);
    Arrays.fill(states, OUTSIDE);
    mean(places.control().value(), places.controlBytes(), DEAD);
    long recordCount = state.table().records().size();
    if (recordCount > 0) {
      mean(state.table().address().value(), recordCount * geometry.arenaRecordBytes(), DEAD);
    }
    for (ArenaRecord record : state.table().records()) {
      if (record instanceof Arena arena) {
        mean(arena.address().value(), geometry.arenaBytes(), DEAD);
        arena.pools().forEach(this::drawBlocks);
      }
    }
    ModelImage.show(state, places.control(), address -> address, this);
  }

  private void mean(long address, long length, byte state) {
    int from = index(address);
    Arrays.fill(states, from, from + (int) length, state);
  }

  private int index(long address) {
    return (int) (address - places.imageAddress());
  }

  private void drawBlocks(Pool pool) {
    if (pool.sizeClass().equals(SizeClass.NEVER_USED)) {
      return;
    }
    int blockBytes = geometry.blockBytes(pool.sizeClass());
    long block = pool.address().value() + geometry.poolHeaderBytes();
    int blockCount = geometry.blocksPerPool(pool.sizeClass());
    for (int number = 0; number < blockCount; number++) {
      if (pool.allocated().contains(number)) {
        mean(block, blockBytes, USER);
        expect(block, blockBytes, block);
      }
      block += blockBytes;
    }
  }

  /** The bytes from {@code address} on are what the client wrote from {@code written} on. */
  private void expect(long address, int length, long written) {
    int from = index(address);
    System.arraycopy(pattern, (int) written, bytes, from, length);
    Arrays.fill(counts, from, from + length, (byte) -1);
  }

  @Override
  public void add(String name, long at, int length, long value) {
    int from = index(at);
    if (length == Long.BYTES) {
      WORDS.set(bytes, from, value);
      WORDS.set(counts, from, -1L);
      WORDS.set(states, from, ALL_LIVE);
    } else {
      HALVES.set(bytes, from, (int) value);
      HALVES.set(counts, from, -1);
      HALVES.set(states, from, (int) ALL_LIVE);
    }
  }

  private void live(int from, int length) {
    Arrays.fill(counts, from, from + length, (byte) -1);
    Arrays.fill(states, from, from + length, LIVE);
  }

  @Override
  public void addZeros(String name, long start, long length, int fieldBytes) {
    int from = index(start);
    Arrays.fill(bytes, from, from + (int) length, (byte) 0);
    live(from, (int) length);
  }

  @Override
  public void replaceZero(String name, long at, int length, long value) {
    add(name, at, length, value);
  }

  /**
   * The block that an operation answered holds what the operation promises, not what the client
   * writes there afterwards.
   *
   * @param old the block that was reallocated, null if none was
   */
  void promise(State state, Address old, Outcome outcome) {
    if (!(outcome instanceof Outcome.Block(Address answer, Contents contents))) {
      return;
    }
    Pool pool = state.poolOf(answer);
    if (pool == null) {
      return;
    }
    int blockBytes = geometry.blockBytes(pool.sizeClass());
    int from = index(answer.value());
    switch (contents) {
      case Contents.InPlace stays -> {}
      case Contents.Arbitrary anything -> Arrays.fill(counts, from, from + blockBytes, (byte) 0);
      case Contents.FromBelow raw -> throw new IllegalStateException(answer + " is in a pool");
      case Contents.Zeroed(var size) -> {
        Arrays.fill(counts, from + (int) size.value(), from + blockBytes, (byte) 0);
        Arrays.fill(bytes, from, from + (int) size.value(), (byte) 0);
      }
      case Contents.Copied(var size) -> {
        Arrays.fill(counts, from, from + blockBytes, (byte) 0);
        expect(answer.value(), (int) size.value(), old.value());
      }
    }
  }

  /**
   * Where {@code actual} first differs in a byte that counts, or means something else; -1 if
   * nowhere. That a dead byte is still taken to be alive is no difference: it is dead when the
   * image is restored.
   */
  long difference(MemorySegment actual, byte[] actualStates) {
    for (int at = 0; at < bytes.length; at += Long.BYTES) {
      long differs =
          ((long) WORDS.get(bytes, at) ^ actual.get(ValueLayout.JAVA_LONG_UNALIGNED, at))
              & (long) WORDS.get(counts, at);
      long means = (long) WORDS.get(states, at) ^ (long) WORDS.get(actualStates, at);
      if (differs != 0) {
        return places.imageAddress() + at + Long.numberOfTrailingZeros(differs) / Byte.SIZE;
      }
      for (int byteAt = at; means != 0; byteAt++, means >>>= Byte.SIZE) {
        boolean isSame = (means & 0xff) == 0;
        if (!isSame && !(states[byteAt] == DEAD && actualStates[byteAt] == LIVE)) {
          return places.imageAddress() + byteAt;
        }
      }
    }
    return -1;
  }

  /** What is at {@code address}, and what it means. */
  String text(long address) {
    return text(MemorySegment.ofArray(bytes), states, address);
  }

  /** The same of another image's bytes. */
  String text(MemorySegment otherBytes, byte[] otherStates, long address) {
    int at = index(address) & -Integer.BYTES;
    StringBuilder text = new StringBuilder();
    for (int byteAt = at; byteAt < at + Integer.BYTES; byteAt++) {
      text.append(String.format(" %02x", otherBytes.get(ValueLayout.JAVA_BYTE, byteAt)));
    }
    ByteState meaning = ByteState.values()[otherStates[index(address)]];
    return new Address(places.imageAddress() + at) + ":" + text + ", " + meaning;
  }
}
