import java.util.List;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;
import org.poolproof.types.PoolIndex;

/** What our own checker must refuse: quantities mixed up. */
class Quantities {
  record Extent(@Address long start, @ByteSize long length) {}

  private @Address long frontier;

  static long load(@Address long at) {
    return at;
  }

  static @Address long allocate(@ByteSize long bytes) {
    return (@Address long) 0;
  }

  void places(@Address long a, @ByteSize long s, @PoolIndex int i, long raw) {
    allocate(a); // expect: argument
    load(s); // expect: argument
    allocate(i); // expect: argument
    load(raw); // expect: argument
    frontier = s; // expect: assignment
    new Extent(s, a); // expect: argument, argument
  }

  static void elements(List<@ByteSize Long> sizes) {
    for (long size : sizes) {
      load(size); // expect: argument
    }
  }

  static @Address long difference(@Address long a, @Address long b) {
    return a - b; // expect: return
  }

  static @Address long offset(@Address long a) {
    return a & 4095; // expect: return
  }

  static @Address long sum(@Address long a, @Address long b) {
    return a + b; // expect: quantity.arithmetic, return
  }

  static void additions(@Address long a, @ByteSize long s, @PoolIndex int i, long raw) {
    long indexed = a + i; // expect: quantity.arithmetic
    long plain = a + raw; // expect: quantity.arithmetic
    long backwards = s - a; // expect: quantity.arithmetic
    long mixed = s + i; // expect: quantity.arithmetic
    s += a; // expect: compound.assignment
    a += raw; // expect: quantity.arithmetic, compound.assignment
  }

  static void products(@Address long a, @ByteSize long s, @PoolIndex int i) {
    long twice = a * 2; // expect: quantity.arithmetic
    long half = a / 2; // expect: quantity.arithmetic
    long square = s * s; // expect: quantity.arithmetic
    long squares = i * i; // expect: quantity.arithmetic
  }

  static void bits(@Address long a, @Address long b, @ByteSize long s, long raw) {
    long joined = a | s; // expect: quantity.arithmetic
    long flipped = a ^ b; // expect: quantity.arithmetic
    long both = a & b; // expect: quantity.arithmetic
    long masked = a & raw; // expect: quantity.arithmetic
    long moved = a << 3; // expect: quantity.arithmetic
    long distance = raw >> s; // expect: quantity.arithmetic
    long negative = -a; // expect: quantity.arithmetic
    long complement = ~a; // expect: quantity.arithmetic
  }

  static @Address long shifted(@Address long a) {
    return a >> 12; // expect: return
  }

  static void comparisons(@Address long a, @ByteSize long s, @PoolIndex int i, long raw) {
    boolean below = a < s; // expect: quantity.comparison
    boolean same = a == raw; // expect: quantity.comparison
    boolean within = i <= s; // expect: quantity.comparison
  }

  static void methods(@Unsigned @Address long a, @Unsigned @ByteSize long s) {
    long half = Long.divideUnsigned(a, 2); // expect: quantity.arithmetic
    int order = Long.compareUnsigned(a, s); // expect: quantity.comparison
  }

  static void casts(@Address long a, @ByteSize long s) {
    long size = (@ByteSize long) a; // expect: quantity.cast
    long address = (@Address long) s; // expect: quantity.cast
  }

  static long element(long[] table, @Address int a, @ByteSize int s) {
    return table[a] // expect: quantity.array.index
        + table[s]; // expect: quantity.array.index
  }
}
