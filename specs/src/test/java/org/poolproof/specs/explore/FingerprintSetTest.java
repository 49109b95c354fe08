package org.poolproof.specs.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.specs.explore.Fingerprinting.Fingerprint;

class FingerprintSetTest {
  private static final long PLENTY = 1 << 30;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {64, 128})
  void holdsExactlyWhatWasAddedInMemoryAndOnTheDisk(int bits) {
    for (long memoryBytes : new long[] {PLENTY, 1 << 20}) {
      Random random = new Random(bits);
      Set<Fingerprint> expected = new HashSet<>();
      try (FingerprintSet set = new FingerprintSet(bits, memoryBytes, folder)) {
        for (int count = 0; count < 200_000; count++) {
          long high = bits == 64 ? 0 : random.nextInt(4);
          Fingerprint next = new Fingerprint(high, random.nextInt(1 << 17) * 0x9e3779b97f4a7c15L);
          boolean isNew = expected.add(next);
          assertEquals(!isNew, set.contains(next));
          assertEquals(isNew, set.add(next));
          assertTrue(set.contains(next));
        }
        assertEquals(expected.size(), set.count());
        assertFalse(set.contains(new Fingerprint(0, 3)));
      }
    }
  }

  @Test
  void fingerprintsWithTheSameLowHalfAreToldApart() {
    try (FingerprintSet set = new FingerprintSet(128, PLENTY, folder)) {
      for (long high = 0; high < 1000; high++) {
        assertTrue(set.add(new Fingerprint(high, -1)));
      }
      assertEquals(1000, set.count());
      assertFalse(set.add(new Fingerprint(999, -1)));
    }
  }

  @Test
  void zeroIsOneLikeAnyOther() {
    try (FingerprintSet set = new FingerprintSet(64, PLENTY, folder)) {
      assertFalse(set.contains(new Fingerprint(0, 0)));
      assertTrue(set.add(new Fingerprint(0, 0)));
      assertTrue(set.contains(new Fingerprint(0, 0)));
    }
  }

  @Test
  void nothingIsLeftOnTheDisk() throws Exception {
    try (FingerprintSet set = new FingerprintSet(64, 1 << 16, folder)) {
      for (long low = 1; low < 100_000; low++) {
        set.add(new Fingerprint(0, low * 0x9e3779b97f4a7c15L));
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }
}
