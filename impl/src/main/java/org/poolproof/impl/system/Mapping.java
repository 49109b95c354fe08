package org.poolproof.impl.system;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/** Anonymous private memory of the system, readable and writable, by real address. */
final class Mapping {
  private static final int PROT_READ = 0x1;
  private static final int PROT_WRITE = 0x2;
  private static final int MAP_PRIVATE = 0x02;
  private static final int MAP_FIXED = 0x10;
  private static final int MAP_ANONYMOUS = 0x20;
  private static final int MAP_NORESERVE = 0x4000;
  private static final long MAP_FAILED = -1;

  /** {@code void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)}. */
  private static final MethodHandle MMAP =
      function(
          "mmap",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG));

  /** {@code int munmap(void *addr, size_t length)}. */
  private static final MethodHandle MUNMAP =
      function(
          "munmap",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

  private Mapping() {}

  /** Maps memory anywhere; 0 when the system refuses. */
  static @Unsigned @Address long map(@SignedPositive @ByteSize long bytes) {
    return map(0, bytes, 0);
  }

  /** Maps address space whose pages count only once they are written; 0 when refused. */
  static @Unsigned @Address long reserve(@SignedPositive @ByteSize long bytes) {
    return map(0, bytes, MAP_NORESERVE);
  }

  /** Puts fresh zero pages over whole pages that are mapped. */
  static void renew(@Unsigned @Address long real, @SignedPositive @ByteSize long bytes) {
    if (map(real, bytes, MAP_NORESERVE | MAP_FIXED) != real) {
      throw new IllegalStateException("mmap refused to renew a mapping");
    }
  }

  /** Unmaps what was mapped, or a part. */
  @SuppressWarnings("signedness") // a foreign function takes signed longs; here just the bits count
  static void unmap(@Unsigned @Address long real, @SignedPositive @ByteSize long bytes) {
    int status;
    try {
      status = (int) MUNMAP.invokeExact(real, bytes);
    } catch (Throwable impossible) {
      throw new LinkageError("munmap", impossible);
    }
    if (status != 0) {
      throw new IllegalStateException("munmap refused an address that it had granted");
    }
  }

  @SuppressWarnings("signedness") // as above
  private static @Unsigned @Address long map(
      @Unsigned @Address long hint, @SignedPositive @ByteSize long bytes, int flags) {
    int protection = PROT_READ | PROT_WRITE;
    int allFlags = MAP_PRIVATE | MAP_ANONYMOUS | flags;
    long real;
    try {
      real = (long) MMAP.invokeExact(hint, bytes, protection, allFlags, -1, 0L);
    } catch (Throwable impossible) {
      throw new LinkageError("mmap", impossible);
    }
    return real == MAP_FAILED ? 0 : (@Address long) real;
  }

  @SuppressWarnings("restricted") // this class is where the system is asked for memory
  private static MethodHandle function(String name, FunctionDescriptor type) {
    MemorySegment address = Linker.nativeLinker().defaultLookup().findOrThrow(name);
    return Linker.nativeLinker().downcallHandle(address, type);
  }
}
