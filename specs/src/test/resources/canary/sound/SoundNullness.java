import java.util.Map;
import java.util.NoSuchElementException;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What the Nullness and Interning Checkers must pass. */
class SoundNullness {
  enum State {
    USED,
    FULL
  }

  static String entry(Map<Long, String> arenas, long address) {
    String arena = arenas.get(address);
    if (arena == null) {
      throw new NoSuchElementException("no arena at " + address);
    }
    return arena;
  }

  static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  static boolean sameState(State left, State right) {
    return left == right;
  }

  static boolean sameText(String left, String right) {
    return left.equals(right);
  }
}
