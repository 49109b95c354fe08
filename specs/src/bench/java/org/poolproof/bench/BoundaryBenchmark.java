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
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Presets;
import org.poolproof.impl.pymalloc.Pymalloc;

/**
 * Pairs that change the state of a pool every time, nanoseconds each:
 *
 * <pre>
 *     EMPTY   malloc: a free pool of the arena becomes used     free: it is the arena's again
 *     FULL    malloc: a used pool becomes full                  free: it is used again
 * </pre>
 *
 * <p>The arena keeps a block of another class throughout: it is never wholly free.
 */
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BoundaryBenchmark {
  private static final long BYTES = 48;
  private static final long OTHER_BYTES = 512;

  /** Which state the pool is in every other time. */
  public enum Edge {
    /** Without a block before and after the pair. */
    EMPTY,
    /** Without a free block between malloc and free. */
    FULL
  }

  /** The edge at which the pool stands. */
  @Param public Edge edge;

  private Pymalloc heap;
  private long other;
  private long[] stay;

  /** Opens a heap and brings the pool next to its edge. */
  @Setup
  public void open() {
    Geometry geometry = Presets.cpython311();
    int capacity = geometry.blockCount((int) (BYTES - 1 >>> geometry.classShift()));
    heap = Pymalloc.open();
    other = heap.malloc(OTHER_BYTES);
    stay = new long[edge == Edge.EMPTY ? 0 : capacity - 1];
    for (int i = 0; i < stay.length; i++) {
      stay[i] = heap.malloc(BYTES);
    }
    requireEdge(geometry);
  }

  /** The pair. */
  @Benchmark
  public long pair() {
    long block = heap.malloc(BYTES);
    heap.free(block);
    return block;
  }

  /** Closes the heap, which throws if a pair left something behind. */
  @TearDown
  public void close() {
    for (long block : stay) {
      heap.free(block);
    }
    heap.free(other);
    heap.close();
  }

  /** FULL: the next block is the last of this pool, the one after it lies in another. */
  private void requireEdge(Geometry geometry) {
    if (edge == Edge.EMPTY) {
      return;
    }
    long last = heap.malloc(BYTES);
    long next = heap.malloc(BYTES);
    heap.free(next);
    heap.free(last);
    long pool = -geometry.poolBytes() & stay[0];
    if ((last & -geometry.poolBytes()) != pool || (next & -geometry.poolBytes()) == pool) {
      throw new IllegalStateException("the pool is not one block short of full");
    }
  }
}
