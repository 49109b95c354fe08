package org.poolproof.specs.subject.port;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a host is started.
 *
 * @param name what the allocator behind it is called on the command line
 * @param command the program and its arguments
 * @param startLimit how long it may take until its first line
 * @param lineLimit how long it may be silent while it has lines to carry out
 */
public record HostProgram(
    String name, List<String> command, Duration startLimit, Duration lineLimit) {

  /** How long a host may be silent if nobody says. */
  public static final Duration DEFAULT_LINE_LIMIT = Duration.ofSeconds(1);

  private static final Duration LEAST_START_LIMIT = Duration.ofSeconds(20);
  private static final String IGNORING_THE_KEYBOARD = "trap '' INT QUIT HUP; exec \"$0\" \"$@\"";

  private static final List<Path> GUARDS =
      List.of(Path.of("/usr/bin/setpriv"), Path.of("/bin/setpriv"));

  public HostProgram {
    command = List.copyOf(command);
  }

  /** A program with its arguments. */
  public static HostProgram of(String name, List<String> command, Duration lineLimit) {
    Duration tenfold = lineLimit.multipliedBy(10);
    return new HostProgram(
        name,
        command,
        tenfold.compareTo(LEAST_START_LIMIT) > 0 ? tenfold : LEAST_START_LIMIT,
        lineLimit);
  }

  /** A command line as the shell reads it. */
  public static HostProgram ofCommand(String name, String commandLine, Duration lineLimit) {
    return of(name, List.of("/bin/sh", "-c", "exec " + commandLine), lineLimit);
  }

  /**
   * Starts it. It does not notice what the keyboard tells the processes of a terminal. Where the
   * system has the means, it is killed when the thread that starts it ends without having ended it,
   * whatever it is busy with then.
   *
   * @throws IOException if there is no such program
   */
  Process start() throws IOException {
    List<String> guarded = new ArrayList<>(List.of("/bin/sh", "-c", IGNORING_THE_KEYBOARD));
    guarded.addAll(guarded(command));
    return new ProcessBuilder(guarded).directory(new File("").getAbsoluteFile()).start();
  }

  /** {@code command}, killed when the thread that starts it ends, where the system can do that. */
  static List<String> guarded(List<String> command) {
    List<String> guarded = new ArrayList<>();
    GUARDS.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .ifPresent(guard -> guarded.addAll(List.of(guard.toString(), "--pdeathsig", "KILL")));
    guarded.addAll(command);
    return guarded;
  }
}
