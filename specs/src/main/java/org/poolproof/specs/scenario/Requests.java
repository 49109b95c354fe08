package org.poolproof.specs.scenario;

import java.util.SplittableRandom;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.Ownership;
import org.poolproof.specs.script.Conditions;
import org.poolproof.specs.script.Conditions.ArenaPlace;
import org.poolproof.specs.subject.LayersBelow;

/** Sizes and conditions of random operations. */
final class Requests {

  private static final int FEW = 3;
  private static final int LARGE_FACTOR = 6;
  private static final int HUGE_BYTES = 200_000;
  private static final int NEARBY_FRAMES = 24;
  private static final int FARTHEST_FRAME = 1 << 19;
  private static final int GREATEST_REQUEST_INDEX = 6;

  private final Geometry geometry;
  private final SplittableRandom random;
  private final int limitBytes;
  private final int stepBytes;

  Requests(Geometry geometry, SplittableRandom random) {
    this.geometry = geometry;
    this.random = random;
    limitBytes = geometry.smallLimitBytes();
    stepBytes = geometry.alignmentBytes();
  }

  /** True {@code permille} times of a thousand. */
  boolean happens(int permille) {
    return permille != 0 && random.nextInt(1000) < permille;
  }

  /** The size of a creation. */
  long size(Mix mix) {
    if (happens(mix.zeroPermille())) {
      return 0;
    }
    return happens(mix.largePermille()) ? large() : small(mix);
  }

  private long large() {
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> limitBytes + 1;
      case 4 -> 1 + random.nextInt(HUGE_BYTES);
      default -> limitBytes + 1 + random.nextInt((LARGE_FACTOR - 1) * limitBytes);
    };
  }

  private int small(Mix mix) {
    return switch (mix.sizes()) {
      case ONE_CLASS -> sizeOf(mix.firstClassIndex());
      case FEW_CLASSES ->
          sizeOf((mix.firstClassIndex() + random.nextInt(FEW)) % geometry.sizeClassCount());
      case ANY -> 1 + random.nextInt(limitBytes);
      case BOUNDS -> boundOf(random.nextInt(geometry.sizeClassCount()));
      case GREATEST -> limitBytes;
    };
  }

  private int sizeOf(int classIndex) {
    return classIndex * stepBytes + 1 + random.nextInt(stepBytes);
  }

  private int boundOf(int classIndex) {
    return classIndex * stepBytes + (random.nextBoolean() ? 1 : stepBytes);
  }

  /** What a block of {@code oldBytes} is reallocated to: often where the rule for it changes. */
  long newSize(Mix mix, long oldBytes) {
    long blockBytes = Math.max(stepBytes, oldBytes + stepBytes - 1 & -stepBytes);
    return switch (random.nextInt(12)) {
      case 0 -> 3 * blockBytes / 4;
      case 1 -> 3 * blockBytes / 4 + 1;
      case 2 -> blockBytes;
      case 3 -> blockBytes + 1;
      case 4 -> limitBytes;
      case 5 -> mix.largePermille() == 0 ? limitBytes : limitBytes + 1;
      case 6 -> mix.largePermille() == 0 ? 1 : large();
      case 7 -> mix.zeroPermille() == 0 ? 1 : 0;
      default -> size(mix);
    };
  }

  /** A size that is over the limit of a request, by one or by much. */
  long excessiveSize() {
    return switch (random.nextInt(4)) {
      case 0 -> geometry.maxRequestBytes() + 1;
      case 1 -> geometry.maxWord();
      case 2 -> geometry.maxRequestBytes();
      default -> geometry.maxWord() - random.nextInt(stepBytes);
    };
  }

  /** How many elements of {@code elementBytes}, at least 1, are more than a request may have. */
  long excessiveCount(long elementBytes) {
    long exact = Long.divideUnsigned(geometry.maxRequestBytes(), elementBytes) + 1;
    return switch (random.nextInt(3)) {
      case 0 -> exact;
      case 1 -> geometry.maxWord();
      default -> Long.divideUnsigned(geometry.maxWord(), elementBytes) + 1 & geometry.maxWord();
    };
  }

  /** A number of elements; {@code bytes} are divided among them. */
  long elementCount(long bytes) {
    return random.nextInt(4) == 0 ? bytes : random.nextInt(5);
  }

  /** What is special about the layers below. */
  Conditions conditions(Mix mix) {
    int refusals = happens(mix.refusalPermille()) ? refusals() : 0;
    boolean rawStays = mix.largePermille() != 0 && random.nextInt(4) == 0;
    ArenaPlace place = geometry.slots() == null ? place(mix) : null;
    return refusals == 0 && !rawStays && place == null
        ? Conditions.CALM
        : new Conditions(refusals, rawStays, place);
  }

  private int refusals() {
    return switch (random.nextInt(8)) {
      case 0 -> Conditions.ALL;
      case 1 -> Conditions.ALL << 1 + random.nextInt(GREATEST_REQUEST_INDEX - 1);
      default -> 1 << random.nextInt(GREATEST_REQUEST_INDEX);
    };
  }

  private @Nullable ArenaPlace place(Mix mix) {
    return switch (mix.places()) {
      case PLANNED -> null;
      case POOL_ALIGNED ->
          new ArenaPlace(
              random.nextInt(NEARBY_FRAMES),
              random.nextInt(geometry.poolsPerArena()) * geometry.poolBytes());
      case ANYWHERE -> new ArenaPlace(random.nextInt(NEARBY_FRAMES), anyOffset());
      case NODE_ENDS -> new ArenaPlace(nodeEnd(), random.nextInt(4) == 0 ? 0 : anyOffset());
    };
  }

  private int anyOffset() {
    return random.nextInt(geometry.arenaBytes() / 16) * 16;
  }

  /** A last frame of a node, or of a node's nodes. */
  private int nodeEnd() {
    if (!(geometry.ownership() instanceof Ownership.Radix radix) || !radix.hasInteriorNodes()) {
      return random.nextInt(NEARBY_FRAMES);
    }
    int bits = radix.bottomBits();
    if (random.nextInt(4) == 0) {
      bits += radix.middleBits();
    }
    int mask = (1 << Math.min(bits, Integer.SIZE - 2)) - 1;
    long end = (1L + random.nextInt(4)) * (mask + 1L) - 1;
    long first = LayersBelow.firstArena(geometry).value() / geometry.arenaBytes() & mask;
    return (int) Math.min(FARTHEST_FRAME, end - first);
  }
}
