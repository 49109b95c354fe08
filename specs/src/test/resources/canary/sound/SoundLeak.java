import java.lang.foreign.Arena;
import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.Owning;

/** What the Resource Leak Checker must pass: arenas closed, and the two that nobody closes. */
class SoundLeak {
  static long closed() {
    try (Arena arena = Arena.ofConfined()) {
      return arena.allocate(8).address();
    }
  }

  static long global() {
    return Arena.global().allocate(8).address();
  }

  static long automatic() {
    return Arena.ofAuto().allocate(8).address();
  }
}

@InheritableMustCall("close")
class SoundOwner implements AutoCloseable {
  private final @Owning Arena arena = Arena.ofShared();

  @Override
  @EnsuresCalledMethods(value = "this.arena", methods = "close")
  public void close() {
    arena.close();
  }
}
