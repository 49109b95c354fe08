package org.poolproof.specs.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.poolproof.specs.subject.jvm.AllocatorUnderTest;

/** Runs of the kit whose failures are looked at. */
final class KitRun {

  private static final long OPERATIONS = 400_000;

  private KitRun() {}

  /** What became of the tests, by the names of their rules: null if passed. */
  static Map<String, Throwable> run(Supplier<AllocatorUnderTest> factory) {
    AllocatorConformanceTest kit =
        new AllocatorConformanceTest() {
          @Override
          protected AllocatorUnderTest open() {
            return factory.get();
          }

          @Override
          protected long operationCount() {
            return OPERATIONS;
          }
        };
    Map<String, Throwable> results = new LinkedHashMap<>();
    kit.contract().forEach(test -> results.put(rule(test), result(test)));
    return results;
  }

  private static String rule(DynamicTest test) {
    assertTrue(test.getDisplayName().startsWith("contract "), test.getDisplayName());
    return test.getDisplayName().split("[ :]")[1];
  }

  private static Throwable result(DynamicTest test) {
    try {
      test.getExecutable().execute();
      return null;
    } catch (Throwable thrown) {
      return thrown;
    }
  }

  /** Only {@code rule} is broken; what is said of it. */
  static String broken(String rule, Supplier<AllocatorUnderTest> factory) {
    Map<String, Throwable> results = run(factory);
    String failed =
        results.keySet().stream()
            .filter(name -> results.get(name) instanceof AssertionError)
            .collect(Collectors.joining(" "));
    assertEquals(rule, failed);
    return String.valueOf(results.get(rule).getMessage());
  }
}
