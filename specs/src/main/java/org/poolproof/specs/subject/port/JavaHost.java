package org.poolproof.specs.subject.port;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.subject.jvm.PipeHost;

/** The host in Java, in a virtual machine of its own. */
public final class JavaHost {

  /** What a virtual machine that dies prints, or native code, is not taken for an answer. */
  private static final String ANSWERS_APART =
      "exec \"$0\" \"$@\" " + PipeHost.ANSWERS_DESCRIPTOR + ">&1 1>&2";

  private JavaHost() {}

  /**
   * The program that runs {@code className}.
   *
   * @param name what the subject is called
   * @param classPath where the class and what it needs are, null if on this program's own
   */
  public static HostProgram program(
      String name, String className, @Nullable String classPath, Duration lineLimit) {
    String own = System.getProperty("java.class.path");
    return HostProgram.of(
        name,
        List.of(
            "/bin/sh",
            "-c",
            ANSWERS_APART,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "-cp",
            classPath == null ? own : classPath + File.pathSeparator + own,
            PipeHost.class.getName(),
            className),
        lineLimit);
  }
}
