import java.lang.foreign.Arena;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.Owning;

/** What the Resource Leak Checker must refuse; it knows of Arena through the project's stub only. */
class Leak {
  static long forgottenArena() {
    Arena arena = Arena.ofConfined(); // expect: required.method.not.called
    return arena.allocate(8).address();
  }

  static void forgottenOwner() {
    Owner owner = new Owner(); // expect: required.method.not.called
  }
}

@InheritableMustCall("close")
class Owner implements AutoCloseable {
  private final @Owning Arena arena = Arena.ofShared(); // expect: required.method.not.called

  @Override
  public void close() {}
}
