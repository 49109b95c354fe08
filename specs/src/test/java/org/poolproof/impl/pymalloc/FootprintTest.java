package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.census.Census;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.layout.Presets;
import org.poolproof.impl.layout.RadixNode;
import org.poolproof.impl.raw.LibcRaw;
import org.poolproof.impl.raw.RawSource;
import org.poolproof.impl.system.SystemArenas;

/** What a heap costs beside its blocks: off the Java heap little, on it nothing. */
@Tag("long")
class FootprintTest {
  private static final int BLOCK_COUNT = 100_000;
  private static final int ROUND = 1_000_000;
  private static final int ROUNDS = 30;

  /**
   * Bytes held for each byte asked for, with 100,000 blocks live. Held are all arenas, whole, with
   * their virgin pools; the table; the nodes of the tree; the control block. The blocks have 16 to
   * 512 bytes, in steps of 16, so that no request is rounded up; blocks of 16n bytes come with a
   * weight that falls as the root of n, which makes 198 bytes on average.
   */
  @Test
  void heldBytesAreLittleMoreThanLiveBytes() {
    report("3.11", Presets.cpython311(), -0.5, 1.12);
    report("3.10", Presets.cpython310(), -0.5, 1.12);
    report("3.9", Presets.cpython39(), -0.5, 1.12);
  }

  /**
   * The same with weights that fall as n: 126 bytes on average. The tree of 3.11 costs 640 KiB
   * however little the heap holds, here 5 %.
   */
  @Test
  void heldBytesAreLittleMoreThoughBlocksAreSmaller() {
    report("3.11", Presets.cpython311(), -1, 1.14);
    report("3.10", Presets.cpython310(), -1, 1.12);
    report("3.9", Presets.cpython39(), -1, 1.12);
  }

  private static void report(String name, Geometry geometry, double exponent, double limit) {
    CountingRaw raw = new CountingRaw();
    Pymalloc heap = Pymalloc.open(geometry, new SystemArenas(), raw);
    Random random = new Random(1);
    long liveBytes = 0;
    long[] blocks = new long[BLOCK_COUNT];
    for (int i = 0; i < BLOCK_COUNT; i++) {
      int bytes = weighted(random, exponent);
      liveBytes += bytes;
      blocks[i] = heap.malloc(bytes);
    }
    Census census = heap.census();
    long nodeBytes =
        switch (geometry.index()) {
          case Table _ -> 0;
          case Radix radix ->
              census.middleNodeCount() * RadixNode.middleBytes(radix, 8)
                  + census.bottomNodeCount() * RadixNode.bottomBytes(radix);
        };
    long heldBytes =
        census.arenaCount() * geometry.arenaBytes()
            + raw.tableBytes
            + nodeBytes
            + ControlBlock.bytes(geometry);
    for (long block : blocks) {
      heap.free(block);
    }
    heap.close();
    double ratio = (double) heldBytes / liveBytes;
    String figure =
        "%s: %,d bytes held for %,d live: %.4f".formatted(name, heldBytes, liveBytes, ratio);
    System.out.println(figure);
    assertTrue(ratio <= limit, figure);
  }

  /** 16n for an n of 1 to 32 with a weight of n to the power of the exponent. */
  private static int weighted(Random random, double exponent) {
    double whole = 0;
    for (int n = 1; n <= 32; n++) {
      whole += Math.pow(n, exponent);
    }
    double at = random.nextDouble() * whole;
    int n = 1;
    while (n < 32 && at >= Math.pow(n, exponent)) {
      at -= Math.pow(n, exponent);
      n++;
    }
    return 16 * n;
  }

  @Test
  void mallocAndFreeAllocateNothingOnTheJavaHeap() {
    try (Pymalloc heap = Pymalloc.open()) {
      assertNoJavaHeap(step -> {
        long block = heap.malloc(step & 511);
        heap.free(block);
        return block;
      });
    }
  }

  @Test
  void callocAndReallocAllocateNothingOnTheJavaHeap() {
    try (Pymalloc heap = Pymalloc.open()) {
      assertNoJavaHeap(step -> {
        long block = heap.calloc(3, step & 63);
        block = heap.realloc(block, 200 + (step & 255));
        heap.free(block);
        return block;
      });
    }
  }

  /** Some round allocates nothing; the first ones still run in the interpreter. */
  private static void assertNoJavaHeap(LongUnaryOperator operation) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    long sum = 0;
    for (int round = 0; round < ROUNDS && least != 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int step = 0; step < ROUND / 2; step++) {
        sum += operation.applyAsLong(step);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(sum != 0);
    assertEquals(0, least, "bytes in the best of rounds of 1,000,000 operations");
  }

  /** The C library, and how long the last table was. */
  private static final class CountingRaw implements RawSource {
    private final RawSource raw = new LibcRaw();
    private long tableBytes;

    @Override
    public long malloc(long bytes) {
      return raw.malloc(bytes);
    }

    @Override
    public long calloc(long count, long bytes) {
      return raw.calloc(count, bytes);
    }

    @Override
    public long realloc(long grant, long bytes) {
      tableBytes = bytes;
      return raw.realloc(grant, bytes);
    }

    @Override
    public void free(long grant) {
      raw.free(grant);
    }
  }
}
