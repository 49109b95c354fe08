package org.poolproof.impl.raw;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * The default raw domain: the C library, asked for one byte instead of none (PYMALLOC.md 2). The
 * limits are those of the public functions. For heaps on real memory; has no state and may be
 * shared by heaps and threads.
 */
@SuppressWarnings("signedness") // foreign functions take signed longs; here just the bits count
public final class LibcRaw implements RawSource {
  private static final MemoryLayout WORD = ValueLayout.JAVA_LONG;
  private static final MethodHandle MALLOC =
      withSpare(function("malloc", FunctionDescriptor.of(WORD, WORD)));
  private static final MethodHandle CALLOC =
      function("calloc", FunctionDescriptor.of(WORD, WORD, WORD));
  private static final MethodHandle REALLOC =
      function("realloc", FunctionDescriptor.of(WORD, WORD, WORD));
  private static final MethodHandle FREE =
      withSpare(function("free", FunctionDescriptor.ofVoid(WORD)));

  /** The second argument of functions that have one; see {@link #withSpare}. */
  private static final long SPARE = 0;

  /** The greatest request. */
  private static final @SignedPositive @ByteSize long LIMIT = (@ByteSize long) Long.MAX_VALUE;

  /** The C library's allocator. */
  public LibcRaw() {}

  @Override
  public @Unsigned @Address long malloc(@Unsigned @ByteSize long bytes) {
    if (Long.compareUnsigned(bytes, LIMIT) > 0) {
      return 0;
    }
    long asked = bytes == 0 ? 1 : bytes;
    try {
      return (@Address long) (long) MALLOC.invokeExact(asked, SPARE);
    } catch (Throwable impossible) {
      throw new LinkageError("malloc", impossible);
    }
  }

  @Override
  public @Unsigned @Address long calloc(@Unsigned long count, @Unsigned @ByteSize long bytes) {
    if (bytes != 0 && Long.compareUnsigned(count, Long.divideUnsigned(Long.MAX_VALUE, bytes)) > 0) {
      return 0;
    }
    boolean isEmpty = count == 0 || bytes == 0;
    long askedCount = isEmpty ? 1 : count;
    long askedBytes = isEmpty ? 1 : bytes;
    try {
      return (@Address long) (long) CALLOC.invokeExact(askedCount, askedBytes);
    } catch (Throwable impossible) {
      throw new LinkageError("calloc", impossible);
    }
  }

  @Override
  public @Unsigned @Address long realloc(
      @Unsigned @Address long grant, @Unsigned @ByteSize long bytes) {
    if (Long.compareUnsigned(bytes, LIMIT) > 0) {
      return 0;
    }
    long asked = bytes == 0 ? 1 : bytes;
    try {
      return (@Address long) (long) REALLOC.invokeExact(grant, asked);
    } catch (Throwable impossible) {
      throw new LinkageError("realloc", impossible);
    }
  }

  @Override
  public void free(@Unsigned @Address long grant) {
    try {
      FREE.invokeExact(grant, SPARE);
    } catch (Throwable impossible) {
      throw new LinkageError("free", impossible);
    }
  }

  /**
   * A function of one argument with a second that is ignored, at no cost: Checker Framework 4.4.0
   * crashes on {@code invokeExact} of one primitive.
   */
  private static MethodHandle withSpare(MethodHandle function) {
    return MethodHandles.dropArguments(function, 1, long.class);
  }

  @SuppressWarnings("restricted") // this class is where the C library is asked for memory
  private static MethodHandle function(String name, FunctionDescriptor type) {
    MemorySegment address = Linker.nativeLinker().defaultLookup().findOrThrow(name);
    return Linker.nativeLinker().downcallHandle(address, type);
  }
}
