package org.poolproof.specs.subject.port;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.subject.CannotHold;

/** A Python program, run by a libpython in a process that can write down what it allocates. */
public final class PythonProgram {

  private static final String SOURCE = "record.c";
  private static final String NO_LOG = "-";
  private static final Pattern VERSION = Pattern.compile("libpython(\\d\\.\\d+).*");

  private PythonProgram() {}

  /**
   * The command that runs it; where the system can do that, it does not outlive the thread that
   * starts it.
   *
   * @param library a path, or {@code auto}
   * @param log where its calls are written down, null for nowhere
   * @param arguments what python is called with
   * @throws CannotHold if there is no such library, no python that belongs to it, or no C compiler
   */
  public static List<String> command(String library, @Nullable Path log, List<String> arguments) {
    Path found =
        library.equals(CPythonLibraries.AUTO)
            ? firstThatRecords()
            : Path.of(NativeHost.located(library, library));
    List<String> command = new ArrayList<>();
    command.add(CompiledHost.compiled(SOURCE).toString());
    command.add(found.toString());
    command.add(log == null ? NO_LOG : log.toString());
    command.add(program(found).toString());
    command.addAll(arguments);
    return HostProgram.guarded(command);
  }

  private static Path firstThatRecords() {
    for (Path library : CPythonLibraries.all()) {
      if (!library.toString().contains("libpython2")) {
        return library;
      }
    }
    return CPythonLibraries.first();
  }

  /** The program beside which Python looks for its modules: of the same version, further up. */
  private static Path program(Path library) {
    Matcher name = VERSION.matcher(String.valueOf(library.getFileName()));
    if (!name.matches()) {
      throw new CannotHold(
          library + ": expected the name of a libpython, such as libpython3.11.so.1.0");
    }
    for (Path folder = library.getParent(); folder != null; folder = folder.getParent()) {
      Path program = folder.resolve("bin").resolve("python" + name.group(1));
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    throw new CannotHold(
        "there is no bin/python"
            + name.group(1)
            + " above "
            + library
            + "; expected one, beside which its modules are");
  }
}
