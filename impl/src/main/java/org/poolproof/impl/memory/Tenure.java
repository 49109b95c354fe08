package org.poolproof.impl.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.mustcall.qual.Owning;
import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * How long, and for which thread, a heap is open: from its construction to {@link #close}, for the
 * thread that constructed it. One that is dropped without being closed holds what it allocated.
 */
@InheritableMustCall("close")
public final class Tenure implements AutoCloseable {
  private static final @SignedPositive @ByteSize int ALIGNMENT_BYTES = 16;

  private final Thread owner = Thread.currentThread();
  private final @Owning Arena arena = Arena.ofConfined();
  private final MemorySegment.Scope scope = arena.scope();

  /** Opens a tenure for the current thread. */
  public Tenure() {}

  /**
   * Passes when the calling thread is the owner and the tenure is open.
   *
   * @throws WrongThreadException on another thread, open or not
   * @throws IllegalStateException after {@link #close}
   */
  public void check() {
    if (Thread.currentThread() != owner) {
      throw new WrongThreadException("this heap belongs to " + owner);
    }
    if (!scope.isAlive()) {
      throw new IllegalStateException("this heap is closed");
    }
  }

  /** Memory that is zero, on real memory, aligned to 16, for as long as the tenure lasts. */
  @SuppressWarnings("signedness:return") // just the bits count
  public @Unsigned @Address long allocate(@SignedPositive @ByteSize int bytes) {
    return (@Address long) arena.allocate(bytes, ALIGNMENT_BYTES).address();
  }

  /**
   * Ends the tenure and with it every view of the heap's blocks.
   *
   * @throws WrongThreadException on another thread
   * @throws IllegalStateException the second time
   */
  @Override
  @EnsuresCalledMethods(value = "arena", methods = "close")
  public void close() {
    arena.close();
  }

  @NotOwning
  Arena arena() {
    return arena;
  }
}
