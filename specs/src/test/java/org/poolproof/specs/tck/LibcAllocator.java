package org.poolproof.specs.tck;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.poolproof.specs.subject.jvm.AllocatorUnderTest;

/** The C library's functions; it counts what is live as what it holds. */
public class LibcAllocator implements AllocatorUnderTest {

  private static final MethodHandle MALLOC = function("malloc", ValueLayout.JAVA_LONG, 1);
  private static final MethodHandle CALLOC = function("calloc", ValueLayout.JAVA_LONG, 2);
  private static final MethodHandle REALLOC = function("realloc", ValueLayout.JAVA_LONG, 2);
  private static final MethodHandle FREE = function("free", null, 1);

  /** The sizes of the live blocks. */
  protected final Map<Long, Long> live = new HashMap<>();

  @SuppressWarnings("restricted") // the functions are C's
  private static MethodHandle function(String name, MemoryLayout result, int argumentCount) {
    MemoryLayout[] arguments = new MemoryLayout[argumentCount];
    Arrays.fill(arguments, ValueLayout.JAVA_LONG);
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        result == null
            ? FunctionDescriptor.ofVoid(arguments)
            : FunctionDescriptor.of(result, arguments));
  }

  private static long called(MethodHandle function, Object... arguments) {
    try {
      Object result = function.invokeWithArguments(arguments);
      return result == null ? 0 : (long) result;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private long answered(long block, long bytes) {
    if (block != 0) {
      live.put(block, bytes);
    }
    return block;
  }

  @Override
  public long malloc(long bytes) {
    return answered(called(MALLOC, bytes), bytes);
  }

  @Override
  public long calloc(long count, long bytes) {
    return answered(called(CALLOC, count, bytes), count * bytes);
  }

  @Override
  public long realloc(long block, long bytes) {
    long answer = called(REALLOC, block, bytes);
    if (answer != 0) {
      live.remove(block);
    }
    return answered(answer, bytes);
  }

  @Override
  public void free(long block) {
    live.remove(block);
    called(FREE, block);
  }

  @Override
  public OptionalLong heldBytes() {
    return OptionalLong.of(live.values().stream().mapToLong(bytes -> bytes).sum());
  }

  @Override
  public void close() {
    live.keySet().forEach(block -> called(FREE, block));
    live.clear();
  }
}
