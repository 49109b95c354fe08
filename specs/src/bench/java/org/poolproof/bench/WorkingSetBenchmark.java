package org.poolproof.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.poolproof.impl.pymalloc.Pymalloc;
import org.poolproof.impl.raw.LibcRaw;

/**
 * Pairs over a working set, nanoseconds each: of 1,000 live blocks of 1 to 512 bytes, all sizes as
 * likely, each step frees one and puts another of another size in its place. Which and how large
 * was drawn before, the same for both rows; reading it off two arrays is part of the step. Pools
 * now and then become full, used or empty, as they come.
 */
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class WorkingSetBenchmark {
  private static final int LIVE_COUNT = 1_000;
  private static final int GREATEST_BYTES = 512;

  /** A power of two: after so many steps they repeat. */
  private static final int STEP_COUNT = 1 << 16;

  private final LibcRaw libc = new LibcRaw();
  private final int[] victims = new int[STEP_COUNT];
  private final int[] sizes = new int[STEP_COUNT];
  private final long[] pooled = new long[LIVE_COUNT];
  private final long[] foreign = new long[LIVE_COUNT];
  private Pymalloc heap;
  private int step;

  /** Draws the steps and fills both working sets. */
  @Setup
  public void open() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < STEP_COUNT; i++) {
      victims[i] = random.nextInt(LIVE_COUNT);
      sizes[i] = random.nextInt(1, GREATEST_BYTES + 1);
    }
    heap = Pymalloc.open();
    for (int i = 0; i < LIVE_COUNT; i++) {
      pooled[i] = heap.malloc(sizes[i]);
      foreign[i] = libc.malloc(sizes[i]);
    }
  }

  /** A step on the heap. */
  @Benchmark
  public long pymalloc() {
    int now = step++ & STEP_COUNT - 1;
    int victim = victims[now];
    heap.free(pooled[victim]);
    return pooled[victim] = heap.malloc(sizes[now]);
  }

  /** The same step on the C library's allocator. */
  @Benchmark
  public long libc() {
    int now = step++ & STEP_COUNT - 1;
    int victim = victims[now];
    libc.free(foreign[victim]);
    return foreign[victim] = libc.malloc(sizes[now]);
  }

  /** Empties both and closes the heap, which throws if a step left something behind. */
  @TearDown
  public void close() {
    for (int i = 0; i < LIVE_COUNT; i++) {
      heap.free(pooled[i]);
      libc.free(foreign[i]);
    }
    heap.close();
  }
}
