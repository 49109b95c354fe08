import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What the Nullness Checker must refuse. */
class Nullness {
  private String name; // expect: initialization.field.uninitialized

  static @Nullable String find(int key) {
    return key == 0 ? null : "block";
  }

  static int dereference(int key) {
    return find(key).length(); // expect: dereference.of.nullable
  }

  static String missingEntry(Map<Long, String> arenas, long address) {
    return arenas.get(address); // expect: return
  }

  static void pass(@Nullable String text) {
    take(text); // expect: argument
  }

  static long unbox(@Nullable Long address) {
    return address; // expect: unboxing.of.nullable
  }

  private static void take(String text) {}
}
