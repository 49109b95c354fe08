package org.poolproof.specs.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import org.poolproof.specs.subject.Ability;

/** What is found beside something else, and what is skipped. */
class KitTest {

  @Test
  void twoFaultsAreBothFound() {
    Map<String, Throwable> results =
        KitRun.run(() ->
            new LibcAllocator() {
              @Override
              public long malloc(long bytes) {
                return bytes == 0 ? 0 : super.malloc(bytes);
              }

              @Override
              public long calloc(long count, long bytes) {
                return super.calloc(1, count * bytes);
              }
            });
    assertTrue(results.get("ZERO_SERVED") instanceof AssertionError);
    assertTrue(results.get("OVERFLOW_SEEN") instanceof AssertionError);
    assertEquals(null, results.get("ALIGNED"));
    assertEquals(
        "Assumption failed: steady work was not reached, since another rule is broken",
        String.valueOf(results.get("BOUNDED").getMessage()));
  }

  @Test
  void whatIsNotSupportedIsSkippedWithItsReason() {
    Map<String, Throwable> results =
        KitRun.run(() ->
            new LibcAllocator() {
              @Override
              public long calloc(long count, long bytes) {
                throw new UnsupportedOperationException();
              }

              @Override
              public Map<Ability, String> unsupported() {
                return Map.of(Ability.CALLOC, "nobody clears", Ability.HUGE, "nobody asks");
              }

              @Override
              public OptionalLong heldBytes() {
                return OptionalLong.empty();
              }
            });
    Map<String, String> skipped = new LinkedHashMap<>();
    results.forEach((rule, result) -> {
      if (result instanceof TestAbortedException) {
        skipped.put(rule, result.getMessage());
      } else {
        assertEquals(null, result, rule);
      }
    });
    String calloc = "Assumption failed: calloc is not supported: nobody clears";
    assertEquals(
        Map.of(
            "ZEROED",
            calloc,
            "OVERFLOW_SEEN",
            calloc + "; huge is not supported: nobody asks",
            "LIMITED",
            "Assumption failed: huge is not supported: nobody asks",
            "BOUNDED",
            "Assumption failed: heldBytes() does not tell how much memory is held"),
        skipped);
  }

  @Test
  void growthThatCeasesIsNone() {
    Map<String, Throwable> results =
        KitRun.run(() ->
            new LibcAllocator() {
              private long count;

              @Override
              public long malloc(long bytes) {
                count++;
                return super.malloc(bytes);
              }

              @Override
              public OptionalLong heldBytes() {
                return OptionalLong.of(Math.round(1e8 * (1 - Math.exp(-count / 3e2))));
              }
            });
    results.forEach((rule, result) -> assertEquals(null, result, rule));
  }
}
