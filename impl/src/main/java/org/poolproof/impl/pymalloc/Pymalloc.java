package org.poolproof.impl.pymalloc;

import java.lang.foreign.MemorySegment;
import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.Owning;
import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.census.Census;
import org.poolproof.impl.census.Statistics;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Presets;
import org.poolproof.impl.memory.Memory;
import org.poolproof.impl.memory.Tenure;
import org.poolproof.impl.raw.LibcRaw;
import org.poolproof.impl.raw.RawSource;
import org.poolproof.impl.system.ArenaSource;
import org.poolproof.impl.system.SystemArenas;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * CPython's small-object allocator on memory off the Java heap. Blocks are addresses; small ones
 * come from pools in arenas, all others from the raw domain (PYMALLOC.md 2 to 8).
 *
 * <pre>{@code
 * import java.lang.foreign.MemorySegment;
 * import java.lang.foreign.ValueLayout;
 * import org.poolproof.impl.pymalloc.Pymalloc;
 *
 * try (Pymalloc heap = Pymalloc.open()) {
 *   long block = heap.malloc(48);
 *   MemorySegment bytes = heap.view(block, 48);
 *   bytes.set(ValueLayout.JAVA_LONG, 0, 42);
 *   block = heap.realloc(block, 400);
 *   bytes = heap.view(block, 400);
 *   assert bytes.get(ValueLayout.JAVA_LONG, 0) == 42;
 *   heap.free(block);
 * }
 * }</pre>
 *
 * <p>Sizes and addresses are unsigned. An answer of 0 is a refusal and changes nothing that the
 * caller can see. As in C, what is handed to {@link #free} and {@link #realloc} must be 0 or a
 * block that this heap handed out and that was not freed since; anything else is undefined.
 *
 * <p>A heap belongs to the thread that opened it. Every method throws {@link WrongThreadException}
 * on another thread, and {@link IllegalStateException} once the heap is closed, and changes nothing
 * then. It allocates nothing on the Java heap, statistics aside.
 *
 * <p>All that changes is off the heap, in the heap's image: the control block, the table of arena
 * records, the nodes of the radix tree, the arenas. Whoever saves and restores those bytes saves
 * and restores the heap.
 */
@InheritableMustCall("close")
public final class Pymalloc implements AutoCloseable {
  private final @Owning Tenure tenure;
  private final Geometry geometry;
  private final Memory memory;
  private final ControlBlock control;
  private final AddressIndex index;
  private final ArenaTable table;
  private final Arenas arenas;
  private final BlockAllocator blocks;
  private final @SignedPositive @ByteSize long requestLimit;

  private Pymalloc(
      Geometry geometry,
      Memory memory,
      @Unsigned @Address long controlAddress,
      ArenaSource arenaSource,
      RawSource raw,
      @Owning Tenure tenure) {
    this.tenure = tenure;
    this.geometry = geometry;
    this.memory = memory;
    this.control = new ControlBlock(geometry, memory, controlAddress);
    this.index = AddressIndex.of(geometry, memory, control, raw);
    this.table = new ArenaTable(geometry, memory, control, index, raw);
    this.arenas = new Arenas(geometry, memory, control, table, index, arenaSource);
    UsedPools pools = new UsedPools(geometry, memory, control, arenas);
    this.blocks = new BlockAllocator(geometry, memory, control, pools, index, raw);
    this.requestLimit = geometry.requestLimit();
  }

  /** An empty heap as in CPython 3.11 to 3.13, on the system's mmap and the C library. */
  public static Pymalloc open() {
    return open(Presets.cpython311(), new SystemArenas(), new LibcRaw());
  }

  /**
   * An empty heap on real memory, with a control block of its own.
   *
   * @param geometry of 8-byte words
   * @throws IllegalArgumentException for 4-byte words, which cannot hold a real address
   */
  public static Pymalloc open(Geometry geometry, ArenaSource arenas, RawSource raw) {
    if (geometry.wordBytes() != Long.BYTES) {
      throw new IllegalArgumentException(
          "words of 4 bytes need memory with a displacement: open(geometry, memory, ...)");
    }
    Tenure tenure = new Tenure();
    long controlAddress = tenure.allocate(ControlBlock.bytes(geometry));
    Memory memory = geometry.memory(0);
    new ControlBlock(geometry, memory, controlAddress).initialize();
    return new Pymalloc(geometry, memory, controlAddress, arenas, raw, tenure);
  }

  /**
   * An empty heap in memory of the caller's choice.
   *
   * @param memory of the geometry's words; holds all logical addresses that the sources grant
   * @param controlAddress where {@link ControlBlock#bytes} bytes are the heap's
   * @throws IllegalArgumentException for memory of other words, or a control block that words of 4
   *     bytes cannot address
   */
  public static Pymalloc open(
      Geometry geometry,
      Memory memory,
      @Unsigned @Address long controlAddress,
      ArenaSource arenas,
      RawSource raw) {
    requireWords(geometry, memory, controlAddress);
    memory.own(controlAddress, ControlBlock.bytes(geometry));
    new ControlBlock(geometry, memory, controlAddress).initialize();
    return new Pymalloc(geometry, memory, controlAddress, arenas, raw, new Tenure());
  }

  /**
   * The heap whose image is in memory already: opened there before, or restored. What the sources
   * granted to it they must know of.
   *
   * @throws IllegalArgumentException for memory of other words than the geometry's, or a control
   *     block that words of 4 bytes cannot address
   */
  public static Pymalloc resume(
      Geometry geometry,
      Memory memory,
      @Unsigned @Address long controlAddress,
      ArenaSource arenas,
      RawSource raw) {
    requireWords(geometry, memory, controlAddress);
    return new Pymalloc(geometry, memory, controlAddress, arenas, raw, new Tenure());
  }

  /**
   * A block of at least {@code bytes} bytes, aligned to the geometry's alignment.
   *
   * @return 0 beyond half of what a word can say, or when the raw domain refuses
   */
  public @Unsigned @Address long malloc(@Unsigned @ByteSize long bytes) {
    enter();
    return isBeyondLimit(bytes) ? 0 : blocks.malloc(bytes);
  }

  /**
   * A block of {@code count * elementBytes} zero bytes. 2.7 has no such function; its geometry
   * answers as later ones do.
   *
   * @return 0 when the product is beyond the limit, or when the raw domain refuses
   */
  public @Unsigned @Address long calloc(
      @Unsigned long count, @Unsigned @ByteSize long elementBytes) {
    enter();
    if (elementBytes != 0
        && Long.compareUnsigned(count, Long.divideUnsigned(requestLimit, elementBytes)) > 0) {
      return 0;
    }
    return blocks.calloc(count, elementBytes);
  }

  /**
   * A block with the content of {@code p} as far as both reach; {@code p} is then freed unless it
   * is the answer. With {@code p} 0 the same as {@link #malloc}.
   *
   * @return 0 beyond the limit, or when the raw domain refuses; {@code p} is then as before
   */
  public @Unsigned @Address long realloc(
      @Unsigned @Address long p, @Unsigned @ByteSize long bytes) {
    enter();
    return isBeyondLimit(bytes) ? 0 : blocks.realloc(p, bytes);
  }

  /** Takes a block back; 0 is none. */
  public void free(@Unsigned @Address long p) {
    enter();
    blocks.free(p);
  }

  /**
   * Whether an address, anybody's, lies in a live arena. With the index of 3.9 and before the page
   * of the address must be readable.
   */
  public boolean owns(@Unsigned @Address long address) {
    enter();
    return index.contains(address);
  }

  /**
   * A window on a block's bytes, which closing the heap closes. Freeing or moving the block does
   * not: what the window shows then may belong to another block.
   *
   * @param bytes at most the block's size, which is not checked
   */
  public MemorySegment view(@Unsigned @Address long block, @SignedPositive @ByteSize long bytes) {
    tenure.check();
    return memory.view(block, bytes, tenure);
  }

  /** How many blocks are handed out, those of the raw domain included; walks the heap. */
  public long allocatedBlockCount() {
    return census().allocatedBlockCount();
  }

  /** All counts; walks the heap. */
  public Census census() {
    enter();
    return Census.take(geometry, memory, control.address());
  }

  /** The text of {@code _PyObject_DebugMallocStats} (PYMALLOC.md 9). */
  public String statisticsText() {
    return Statistics.text(census());
  }

  /**
   * Closes the heap: its arenas, by ascending record, the nodes of the radix tree and the table go
   * back to where they came from, even while blocks are handed out. Those of pools are gone then,
   * with their views; those of the raw domain stay with it.
   *
   * @throws IllegalStateException when blocks were handed out, after closing; and when the heap is
   *     closed already
   */
  @Override
  @EnsuresCalledMethods(value = "tenure", methods = "close")
  public void close() {
    tenure.check();
    long pooledCount;
    long rawCount;
    try {
      Census census = census();
      pooledCount = census.pooledBlockCount();
      rawCount = census.rawBlockCount();
      arenas.dissolve();
      index.dissolve();
      table.dissolve();
    } finally {
      tenure.close();
    }
    if (pooledCount != 0 || rawCount != 0) {
      throw new IllegalStateException(
          "blocks were handed out at close: " + pooledCount + " of pools, " + rawCount + " raw");
    }
  }

  private void enter() {
    tenure.check();
    memory.beginOperation();
  }

  private boolean isBeyondLimit(@Unsigned @ByteSize long bytes) {
    return Long.compareUnsigned(bytes, requestLimit) > 0;
  }

  private static void requireWords(
      Geometry geometry, Memory memory, @Unsigned @Address long controlAddress) {
    if (geometry.wordBytes() != memory.wordBytes()) {
      throw new IllegalArgumentException(
          "memory of "
              + memory.wordBytes()
              + "-byte words for a geometry of "
              + geometry.wordBytes());
    }
    long end = controlAddress + ControlBlock.bytes(geometry);
    if (geometry.wordBytes() == Memory.HALF_BYTES && end >>> Integer.SIZE != 0) {
      throw new IllegalArgumentException(
          "words of 4 bytes cannot address a control block at 0x"
              + Long.toHexString(controlAddress));
    }
  }
}
