import org.checkerframework.checker.signedness.qual.Unsigned;

/** What the Signedness Checker must refuse: signed operators on unsigned numbers. */
class Signedness {
  static boolean below(@Unsigned long left, @Unsigned long right) {
    return left < right; // expect: comparison.unsignedlhs
  }

  static @Unsigned long pages(@Unsigned long address) {
    return address / 4096; // expect: operation.unsignedlhs
  }

  static @Unsigned long key(@Unsigned long address) {
    return address >> 12; // expect: shift.signed
  }

  static String text(@Unsigned long address) {
    return "0x" + address; // expect: unsigned.concat
  }
}
