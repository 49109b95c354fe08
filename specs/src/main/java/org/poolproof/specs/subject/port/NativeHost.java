package org.poolproof.specs.subject.port;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.poolproof.specs.subject.CannotHold;

/** The host in C around the allocator of a shared library. */
public final class NativeHost {

  private static final String SOURCE = "native.c";

  private NativeHost() {}

  /**
   * The program that runs the allocator of {@code library}.
   *
   * @param library a path, or a name that the dynamic linker finds
   * @param functions the names of its malloc, calloc, realloc and free
   * @throws CannotHold if there is no such file, or no C compiler
   */
  public static HostProgram program(
      String name, String library, List<String> functions, Duration lineLimit) {
    List<String> command = new ArrayList<>();
    String found = located(name, library);
    command.add(CompiledHost.compiled(SOURCE).toString());
    command.add(found);
    command.addAll(functions);
    return HostProgram.of(name, command, lineLimit);
  }

  /**
   * The path of {@code library}, or its name if the dynamic linker is to find it.
   *
   * @throws CannotHold if it is a path, and there is no file
   */
  static String located(String name, String library) {
    if (!library.contains("/") && !Files.exists(Path.of(library))) {
      return library;
    }
    Path path = Path.of(library).toAbsolutePath();
    if (!Files.isRegularFile(path)) {
      throw new CannotHold(name + ": there is no file " + path + "; expected a shared library");
    }
    return path.toString();
  }
}
