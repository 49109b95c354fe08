package org.poolproof.impl.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.poolproof.impl.memory.ByteState.DEAD;
import static org.poolproof.impl.memory.ByteState.LIVE;
import static org.poolproof.impl.memory.ByteState.OUTSIDE;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What states cost on the Java heap: as little as checked memory needs to be of use. */
class ShadowFootprintTest {
  private static final int PAGE = 4096;
  private static final long FIRST = 0x12_3456_8000L;
  private static final int ROUNDS = 20;
  private static final int STEPS = 64;

  private final Shadow shadow = new Shadow(0, -1);

  @Test
  void aRangeOfWholePagesHasNoArrays() {
    long bytes =
        leastBytes(() -> {
          shadow.set(FIRST, 100 * PAGE, DEAD);
          shadow.set(FIRST, 100 * PAGE, OUTSIDE);
        });
    assertTrue(bytes < 100L * PAGE * STEPS / 10, bytes + " bytes");
  }

  @Test
  void aPageThatStaysUniformHasNoArray() {
    long bytes =
        leastBytes(() -> {
          shadow.set(FIRST, PAGE, LIVE);
          shadow.set(FIRST + 8, 8, LIVE);
          shadow.set(FIRST + PAGE + 8, 8, OUTSIDE);
        });
    assertTrue(bytes < (long) PAGE * STEPS / 10, bytes + " bytes");
  }

  @Test
  void bytesOfAMixedPageAreSetInItsArray() {
    shadow.set(FIRST, 1, LIVE);
    assertEquals(
        0,
        leastBytes(() -> {
          shadow.set(FIRST + 8, 8, DEAD);
          shadow.set(FIRST + 8, 8, LIVE);
        }));
  }

  /** Without a key made for the map; also between pages, and for those that are not kept. */
  @Test
  void recentPagesAreFoundWithoutHashing() {
    shadow.set(FIRST, 1, LIVE);
    shadow.set(FIRST + PAGE, 1, DEAD);
    assertEquals(
        0,
        leastBytes(() -> {
          for (int i = 0; i < 200; i++) {
            shadow.get(FIRST + (long) PAGE * i);
          }
        }));
  }

  /** What the best of some rounds of steps allocates. */
  private static long leastBytes(Runnable step) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < STEPS; i++) {
        step.run();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
