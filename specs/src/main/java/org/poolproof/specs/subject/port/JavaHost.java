package org.poolproof.specs.subject.port;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** This very program as the host of a subject, in a process of its own. */
public final class JavaHost {

  private static final String MAIN = "org.poolproof.specs.cli.Main";

  private JavaHost() {}

  /**
   * The program that runs {@code subject}.
   *
   * @param subject as the command line names it
   * @param classPath what is searched beside this program's own, null for nothing
   */
  public static HostProgram program(
      String subject, @Nullable String classPath, Duration lineLimit) {
    String own = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:ErrorFile=/dev/null");
    command.add("-cp");
    command.add(classPath == null ? own : own + File.pathSeparator + classPath);
    command.add(MAIN);
    command.add("host");
    command.add(subject);
    return HostProgram.of(subject, command, lineLimit);
  }
}
