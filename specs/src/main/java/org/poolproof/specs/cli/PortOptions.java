package org.poolproof.specs.cli;

import java.time.Duration;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.subject.port.HostProgram;
import picocli.CommandLine.Option;

/** The options of subjects that run in a process of their own. */
final class PortOptions {

  private static final double GREATEST_SECONDS = 3600;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      description = {
        "how long an allocator in a process of its own may take for an operation (default: 1)"
      })
  private @Nullable Double timeLimit;

  @Option(
      names = "--malloc",
      paramLabel = "NAME",
      defaultValue = "malloc",
      description = "of native: the function's name (default: ${DEFAULT-VALUE})")
  private String malloc = "malloc";

  @Option(
      names = "--calloc",
      paramLabel = "NAME",
      defaultValue = "calloc",
      description = "the same of calloc")
  private String calloc = "calloc";

  @Option(
      names = "--realloc",
      paramLabel = "NAME",
      defaultValue = "realloc",
      description = "the same of realloc")
  private String realloc = "realloc";

  @Option(
      names = "--free",
      paramLabel = "NAME",
      defaultValue = "free",
      description = "the same of free")
  private String free = "free";

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description = "of class: where it and what it needs are found")
  private @Nullable String classPath;

  /**
   * How long a host may be silent.
   *
   * @throws IllegalArgumentException if that is out of range
   */
  Duration timeLimit() {
    if (timeLimit == null) {
      return HostProgram.DEFAULT_LINE_LIMIT;
    }
    if (!(timeLimit >= 0.001 && timeLimit <= GREATEST_SECONDS)) {
      throw new IllegalArgumentException(
          "--time-limit " + timeLimit + ": expected 0.001 to 3600 seconds");
    }
    return Duration.ofNanos(Math.round(timeLimit * 1e9));
  }

  /** The names of malloc, calloc, realloc and free. */
  List<String> functions() {
    return List.of(malloc, calloc, realloc, free);
  }

  @Nullable String classPath() {
    return classPath;
  }

  /** These as they are written in a command, each behind a space. */
  String text() {
    StringBuilder text = new StringBuilder();
    add(text, "--time-limit", timeLimit == null ? null : timeLimit.toString());
    add(text, "--malloc", malloc.equals("malloc") ? null : malloc);
    add(text, "--calloc", calloc.equals("calloc") ? null : calloc);
    add(text, "--realloc", realloc.equals("realloc") ? null : realloc);
    add(text, "--free", free.equals("free") ? null : free);
    add(text, "--class-path", classPath);
    return text.toString();
  }

  private static void add(StringBuilder text, String option, @Nullable String value) {
    if (value != null) {
      text.append(' ').append(option).append(' ').append(value);
    }
  }
}
