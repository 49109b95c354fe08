package org.poolproof.specs.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the kit says of allocators with one fault each. */
class BrokenAllocatorsTest {

  private static void assertSaid(String script, String expected, String actual, String said) {
    String lines = script.replace("; ", "\n    ");
    assertTrue(
        said.contains(
            "# poolproof 1; geometry cpython-3.12; level contract"
                + (actual.contains("rounds") ? "; steady\n    " : "\n    ")
                + lines
                + "\n"),
        said);
    assertTrue(said.contains("\n  expected  " + expected + "\n"), said);
    assertTrue(said.contains("\n  actual    " + actual), said);
  }

  @Test
  void nullForNoBytes() {
    String said =
        KitRun.broken(
            "ZERO_SERVED",
            () ->
                new LibcAllocator() {
                  @Override
                  public long malloc(long bytes) {
                    return bytes == 0 ? 0 : super.malloc(bytes);
                  }
                });
    assertEquals(
        """
        not so: C8: A request for no bytes is answered with a block, unless a layer below refused.

            # poolproof 1; geometry cpython-3.12; level contract
            b0 = malloc 0

          expected  a block
          actual    null, and no layer below had refused
          left      1 operation, of which neither one nor two can be left out, and no size lowered; fails in 10 of 10 runs
        """,
        said);
  }

  @Test
  void blockThatIsEightBytesAside() {
    String said =
        KitRun.broken(
            "ALIGNED",
            () ->
                new LibcAllocator() {
                  @Override
                  public long malloc(long bytes) {
                    return bytes >= 100 && bytes < 200
                        ? super.malloc(bytes + 8) + 8
                        : super.malloc(bytes);
                  }

                  @Override
                  public void free(long block) {
                    super.free(block & -16);
                  }
                });
    assertSaid("b0 = malloc 100", "a multiple of 16", "0x", said);
  }

  @Test
  void blockThatIsHandedOutTwice() {
    String said =
        KitRun.broken(
            "DISJOINT",
            () ->
                new LibcAllocator() {
                  private long last;

                  @Override
                  public long malloc(long bytes) {
                    if (bytes >= 1000 && live.getOrDefault(last, 0L) >= bytes) {
                      return last;
                    }
                    last = super.malloc(bytes);
                    return last;
                  }
                });
    assertSaid("b0 = malloc 1000; b1 = malloc 1000", "no byte of a live block", "0x", said);
  }

  @Test
  void neighbourThatAFreeWritesTo() {
    String said =
        KitRun.broken(
            "CONTENTS_KEPT",
            () ->
                new LibcAllocator() {
                  @Override
                  public void free(long block) {
                    super.free(block);
                    live.forEach((other, bytes) -> {
                      if (bytes == 40) {
                        memory().set(ValueLayout.JAVA_BYTE, other + 39, (byte) 0);
                      }
                    });
                  }
                });
    assertTrue(said.contains(" = malloc 40\n"), said);
    assertTrue(said.contains("byte 39"), said);
    assertTrue(said.contains("left      3 operations"), said);
  }

  @Test
  void bytesThatCallocLeavesAsTheyWere() {
    String said =
        KitRun.broken(
            "ZEROED",
            () ->
                new LibcAllocator() {
                  @Override
                  public long calloc(long count, long bytes) {
                    return Math.unsignedMultiplyHigh(count, bytes) == 0
                        ? super.malloc(count * bytes)
                        : 0;
                  }
                });
    assertTrue(said.contains("calloc"), said);
    assertTrue(said.contains("\n  expected  0x00"), said);
  }

  @Test
  void productThatOverflows() {
    String said =
        KitRun.broken(
            "OVERFLOW_SEEN",
            () ->
                new LibcAllocator() {
                  @Override
                  public long calloc(long count, long bytes) {
                    return super.calloc(1, count * bytes);
                  }
                });
    assertTrue(said.contains("left      1 operation,"), said);
    assertTrue(said.contains("\n  expected  null\n"), said);
  }

  @Test
  void prefixThatReallocDoesNotKeep() {
    String said =
        KitRun.broken(
            "PREFIX_KEPT",
            () ->
                new LibcAllocator() {
                  @Override
                  public long realloc(long block, long bytes) {
                    long answer = super.realloc(block, bytes);
                    if (block != 0 && answer != 0 && bytes > 50) {
                      memory().set(ValueLayout.JAVA_BYTE, answer + 50, (byte) 0);
                    }
                    return answer;
                  }
                });
    assertTrue(said.contains("b0 = malloc 51\n    b0 = realloc b0 51\n"), said);
    assertTrue(said.contains("byte 50"), said);
  }

  @Test
  void blockThatARefusedReallocGivesUp() {
    String said =
        KitRun.broken(
            "REFUSAL_KEEPS",
            () ->
                new LibcAllocator() {
                  @Override
                  public long realloc(long block, long bytes) {
                    long answer = super.realloc(block, bytes);
                    if (answer == 0 && block != 0) {
                      memory().set(ValueLayout.JAVA_BYTE, block, (byte) 0);
                    }
                    return answer;
                  }
                });
    assertTrue(said.contains("left      2 operations"), said);
    assertTrue(said.contains("realloc b0"), said);
  }

  @Test
  void whatIsMoreThanTheLimit() {
    String said =
        KitRun.broken(
            "LIMITED",
            () ->
                new LibcAllocator() {
                  @Override
                  public long malloc(long bytes) {
                    return bytes < 0 ? super.malloc(16) : super.malloc(bytes);
                  }
                });
    assertSaid("b0 = malloc 9223372036854775808", "null", "0x", said);
  }

  @Test
  void oneSizeThatIsRefused() {
    String said =
        KitRun.broken(
            "SERVED",
            () ->
                new LibcAllocator() {
                  @Override
                  public long malloc(long bytes) {
                    return bytes == 321 ? 0 : super.malloc(bytes);
                  }
                });
    assertSaid("b0 = malloc 321", "a block of 321 bytes", "null", said);
  }

  @Test
  void blockWhereThereIsNoMemory() {
    String said =
        KitRun.broken(
            "ADDRESSABLE",
            () ->
                new LibcAllocator() {
                  @Override
                  public long malloc(long bytes) {
                    return bytes == 48 ? -16 : super.malloc(bytes);
                  }
                });
    assertTrue(said.contains("\n    b0 = malloc 48\n"), said);
  }

  @Test
  void exceptionIsSaid() {
    String said =
        KitRun.broken(
            "SUBJECT",
            () ->
                new LibcAllocator() {
                  @Override
                  public long malloc(long bytes) {
                    if (bytes == 77) {
                      throw new ArithmeticException("seventy-seven");
                    }
                    return super.malloc(bytes);
                  }
                });
    assertSaid("b0 = malloc 77", "an answer", "java.lang.ArithmeticException: seventy-seven", said);
  }

  @Test
  void memoryThatIsNeverGotBack() {
    String said =
        KitRun.broken(
            "BOUNDED",
            () ->
                new LibcAllocator() {
                  private long lost;

                  @Override
                  public void free(long block) {
                    long bytes = live.getOrDefault(block, 0L);
                    lost += bytes >= 1000 ? bytes : 0;
                    super.free(block);
                  }

                  @Override
                  public OptionalLong heldBytes() {
                    return OptionalLong.of(super.heldBytes().getAsLong() + lost);
                  }
                });
    assertTrue(said.contains("; steady\n"), said);
    assertTrue(said.contains("no more than after the rounds before"), said);
  }
}
