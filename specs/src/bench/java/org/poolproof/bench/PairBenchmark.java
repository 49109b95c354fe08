package org.poolproof.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.poolproof.impl.pymalloc.Pymalloc;

/**
 * The cheapest pair there is, nanoseconds each: malloc and free of one size while the pool of the
 * class stays used. One block of it stays allocated, so that the pool is never empty; it has room
 * for at least 31, so that it is never full. Less than 10 ns are demanded.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PairBenchmark {
  /** The request: the least class, a common one, the greatest. */
  @Param({"16", "48", "512"})
  public long bytes;

  private Pymalloc heap;
  private long stays;

  /** Opens a heap with one block, which makes a pool of the class used. */
  @Setup
  public void open() {
    heap = Pymalloc.open();
    stays = heap.malloc(bytes);
  }

  /** The pair in a method of its own, which is called: compiled whole. */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public long pair() {
    long block = heap.malloc(bytes);
    heap.free(block);
    return block;
  }

  /**
   * The pair inlined into the measuring loop. The compiler holds two copies of the loop's body, and
   * a pair takes more than half of the 18,000 nodes at which it ceases to inline: the second copy,
   * which is the one that runs, calls the look-up and the release of free. The limit is the
   * compiler's, for every caller with several pairs in a method.
   */
  @Benchmark
  public long pairInLoop() {
    long block = heap.malloc(bytes);
    heap.free(block);
    return block;
  }

  /** Closes the heap, which throws if a pair left something behind. */
  @TearDown
  public void close() {
    heap.free(stays);
    heap.close();
  }
}
