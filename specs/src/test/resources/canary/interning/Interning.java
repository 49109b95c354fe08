/** What the Interning Checker must refuse: identity where equality is meant. */
class Interning {
  record Block(long address) {}

  static boolean strings(String left, String right) {
    return left == right; // expect: not.interned, not.interned
  }

  static boolean boxes(Long left, Long right) {
    return left != right; // expect: not.interned, not.interned
  }

  static boolean records(Block left, Block right) {
    return left == right; // expect: not.interned, not.interned
  }
}
