package org.poolproof.specs.scenario;

import java.util.SplittableRandom;

/**
 * Sizes for an allocator whose classes, spans and thresholds are not known: each draws from one of
 * several kinds, so that some are asked for again and again and others lie beside what an allocator
 * may round to.
 */
final class UnknownSizes {

  /** What is drawn. */
  private enum Kind {
    ONE,
    FEW,
    SMALL,
    CONSECUTIVE,
    BESIDE_POWERS,
    BESIDE_PAGES,
    MIDDLE,
    HUNDREDS_OF_KIB,
    ANY_MAGNITUDE
  }

  static final int SMALL_BYTES = 2048;
  static final int PAGE_BYTES = 4096;

  /** What allocators put before or behind a block, and where they round: their sums, up to here. */
  private static final int[] BESIDE = {-32, -17, -16, -15, -9, -8, -7, -1, 0, 1, 7, 8, 9, 16, 17};

  private static final int GREATEST_POWER = 20;
  private static final int PAGES = 80;
  private static final int MIDDLE_BYTES = 1 << 16;
  private static final int GREATEST_BYTES = 1 << 20;
  private static final int LEAST_LARGE_BYTES = 100_000;

  private final SplittableRandom random;
  private final Kind kind;
  private final long[] few = new long[4];
  private int next;

  /** Of a kind that is drawn from {@code random}. */
  UnknownSizes(SplittableRandom random) {
    this.random = random;
    Kind[] kinds = Kind.values();
    kind = kinds[random.nextInt(kinds.length)];
    next = 1 + random.nextInt(SMALL_BYTES);
    for (int index = 0; index < few.length; index++) {
      few[index] = drawn(kinds[2 + random.nextInt(kinds.length - 2)]);
    }
  }

  /** The size of a creation, 0 now and then. */
  long draw() {
    return random.nextInt(100) == 0 ? random.nextInt(2) : drawn(kind);
  }

  private long drawn(Kind drawn) {
    return switch (drawn) {
      case ONE -> few[0];
      case FEW -> few[random.nextInt(few.length)];
      case SMALL -> 1 + random.nextInt(SMALL_BYTES);
      case CONSECUTIVE -> next++;
      case BESIDE_POWERS -> beside(1L << random.nextInt(GREATEST_POWER + 1));
      case BESIDE_PAGES -> beside((1L + random.nextInt(PAGES)) * PAGE_BYTES);
      case MIDDLE -> SMALL_BYTES + random.nextInt(MIDDLE_BYTES - SMALL_BYTES);
      case HUNDREDS_OF_KIB ->
          LEAST_LARGE_BYTES + random.nextInt(GREATEST_BYTES - LEAST_LARGE_BYTES);
      case ANY_MAGNITUDE -> random.nextLong(1L << 1 + random.nextInt(GREATEST_POWER));
    };
  }

  private long beside(long bytes) {
    return Math.max(1, bytes + BESIDE[random.nextInt(BESIDE.length)]);
  }

  /** What a block of {@code oldBytes} is reallocated to: mostly to something that depends on it. */
  long another(long oldBytes) {
    long greatest = Math.max(1, oldBytes);
    long drawn =
        switch (random.nextInt(9)) {
          case 0 -> greatest + 1;
          case 1 -> greatest - 1;
          case 2 -> 2 * greatest;
          case 3 -> greatest / 2;
          case 4 -> greatest + greatest / 2;
          case 5 -> greatest + 1 + random.nextInt(64);
          case 6 -> greatest;
          case 7 -> 1 + random.nextInt(64);
          default -> draw();
        };
    return Math.min(2 * GREATEST_BYTES, Math.max(1, drawn));
  }
}
