package org.poolproof.bench;

import java.lang.foreign.Arena;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.poolproof.impl.raw.LibcRaw;

/**
 * What else a Java program can do for a block off the heap, nanoseconds each; to be divided by
 * {@link PairBenchmark#pair} of the same size and run:
 *
 * <pre>
 *     libc            malloc and free of the C library, each a call out of Java
 *     confinedArena   Arena.ofConfined(), one allocate, close: zeroes the bytes. Its Java objects do
 *                     not leave the method, so the compiler may leave them out: the best case
 * </pre>
 */
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ComparisonBenchmark {
  /** The request, as in {@link PairBenchmark#bytes}. */
  @Param({"16", "48", "512"})
  public long bytes;

  private final LibcRaw libc = new LibcRaw();

  /** The C library's pair. */
  @Benchmark
  public long libc() {
    long block = libc.malloc(bytes);
    libc.free(block);
    return block;
  }

  /** An arena of the JDK for one block. */
  @Benchmark
  public long confinedArena() {
    try (Arena arena = Arena.ofConfined()) {
      return arena.allocate(bytes).address();
    }
  }
}
