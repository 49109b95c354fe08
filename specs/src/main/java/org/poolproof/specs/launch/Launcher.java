package org.poolproof.specs.launch;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Starts the command. Compiled for Java 17, so that {@code java -jar} on an older Java than 25
 * finds a JDK 25, runs the command there, and passes its exit status through; without one it says
 * what to install and exits with 3.
 */
public final class Launcher {
  private static final String MAIN = "org.poolproof.specs.cli.Main";
  private static final int NEEDED = 25;
  private static final int MISSING = 3;
  private static final int FAULT = 4;

  private Launcher() {}

  /** Runs the command with these arguments. */
  public static void main(String[] arguments) throws Exception {
    if (Runtime.version().feature() >= NEEDED) {
      runHere(arguments);
      return;
    }
    String java = findJava();
    if (java == null) {
      System.err.println(
          "poolproof: needs Java 25, this is Java "
              + Runtime.version().feature()
              + " and no JDK 25 was found; install one under /usr/lib/jvm or name it in"
              + " JAVA25_HOME");
      System.exit(MISSING);
    } else {
      System.exit(runThere(java, arguments));
    }
  }

  /** By name: this class is compiled for an older Java than the command is. */
  private static void runHere(String[] arguments) {
    try {
      MethodType signature = MethodType.methodType(void.class, String[].class);
      MethodHandle main = MethodHandles.lookup().findStatic(Class.forName(MAIN), "main", signature);
      main.invokeExact(arguments);
    } catch (Throwable fault) {
      fault.printStackTrace();
      System.exit(FAULT);
    }
  }

  private static int runThere(String java, String[] arguments)
      throws IOException, InterruptedException, URISyntaxException {
    List<String> command = new ArrayList<>();
    command.add(java);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-jar");
    command.add(ownJar());
    command.addAll(Arrays.asList(arguments));
    Process child = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(child)));
    return child.waitFor();
  }

  /** The child does not outlive this process: asked to end first, then ended. */
  private static void end(Process child) {
    child.destroy();
    try {
      if (!child.waitFor(5, TimeUnit.SECONDS)) {
        child.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      child.destroyForcibly();
    }
  }

  private static String ownJar() throws URISyntaxException {
    var source = Launcher.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("the launcher does not know the jar that it came from");
    }
    return Path.of(source.getLocation().toURI()).toString();
  }

  private static @Nullable String findJava() {
    for (Path home : candidates()) {
      Path java = home.resolve("bin").resolve("java");
      if (isNeededRelease(home.resolve("release")) && Files.isExecutable(java)) {
        return java.toString();
      }
    }
    return null;
  }

  private static List<Path> candidates() {
    List<Path> homes = new ArrayList<>();
    for (String variable : List.of("JAVA25_HOME", "JAVA_HOME")) {
      String value = System.getenv(variable);
      if (value != null && !value.isEmpty()) {
        homes.add(Path.of(value));
      }
    }
    try (Stream<Path> installed = Files.list(Path.of("/usr/lib/jvm"))) {
      installed.sorted().forEach(homes::add);
    } catch (IOException noSuchDirectory) {
      return homes;
    }
    return homes;
  }

  /** A JDK says its version in the file {@code release}: {@code JAVA_VERSION="25.0.1"}. */
  private static boolean isNeededRelease(Path release) {
    try {
      return Files.isRegularFile(release)
          && Files.readString(release).contains("JAVA_VERSION=\"" + NEEDED);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
