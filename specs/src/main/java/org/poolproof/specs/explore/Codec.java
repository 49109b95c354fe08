package org.poolproof.specs.explore;

import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;

/**
 * Situations as a few bytes and back. Equal situations have equal bytes, and others have others: a
 * situation that does not come back as it was is refused.
 *
 * <p>Written are lists, by the numbers of what is linked; what pools and arenas hold; and the tree.
 * Left out is what the rest determines in every reachable state: the bases, a pool's address, its
 * record and its greatest offset, an arena's pool address and its total of pools.
 */
final class Codec {

  private static final int BYTE_LIMIT = 0xff;
  private static final int TWO_BYTE_LIMIT = 0xffff;

  private final Geometry geometry;
  private final SituationWriter writer;
  private final SituationReader reader;

  Codec(Places places) {
    geometry = places.geometry();
    writer = new SituationWriter(places);
    reader = new SituationReader(places);
    long blockCount = 0;
    for (int index = 0; index < geometry.sizeClassCount(); index++) {
      blockCount = Math.max(blockCount, geometry.blocksPerPool(new SizeClass(index)));
    }
    long poolCount = (long) geometry.poolsPerArena() * places.slots().size();
    boolean fits =
        poolCount < BYTE_LIMIT
            && blockCount < Long.SIZE
            && geometry.sizeClassCount() < BYTE_LIMIT
            && geometry.poolBytes() <= TWO_BYTE_LIMIT
            && places.greatestRecordCount() < BYTE_LIMIT
            && poolCount * (blockCount + 16) + 2L * geometry.poolsPerArena()
                < SituationWriter.GREATEST_BYTES / 2;
    if (!fits) {
      throw new Unexplorable(geometry, "too large; expected a tiny geometry");
    }
  }

  Geometry geometry() {
    return geometry;
  }

  /**
   * The bytes of {@code situation}.
   *
   * @throws IllegalStateException if they are not those of this situation alone
   */
  byte[] exactly(Situation situation) {
    byte[] encoded = encode(situation);
    if (!decode(encoded).equals(situation)) {
      throw new IllegalStateException("no bytes for " + situation);
    }
    return encoded;
  }

  byte[] encode(Situation situation) {
    return writer.encode(situation);
  }

  /** The situation of {@code encoded}. */
  Situation decode(byte[] encoded) {
    return reader.decode(encoded);
  }
}
