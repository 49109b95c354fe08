package org.poolproof.specs.subject.port;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.subject.CannotHold;

/** The host in C around a shared library; it is compiled when it is needed. */
public final class NativeHost {

  private static final String SOURCE = "host.c";
  private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");

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
    String found = library;
    if (library.contains("/") || Files.exists(Path.of(library))) {
      Path path = Path.of(library).toAbsolutePath();
      if (!Files.isRegularFile(path)) {
        throw new CannotHold(name + ": there is no file " + path + "; expected a shared library");
      }
      found = path.toString();
    }
    List<String> command = new ArrayList<>(List.of(compiled().toString(), found));
    command.addAll(functions);
    return HostProgram.of(name, command, lineLimit);
  }

  private static Path compiled() {
    try (InputStream source = NativeHost.class.getResourceAsStream(SOURCE)) {
      if (source == null) {
        throw new IllegalStateException("no " + SOURCE + " beside " + NativeHost.class);
      }
      Path folder = Files.createTempDirectory("poolproof-host");
      folder.toFile().deleteOnExit();
      Path copy = folder.resolve(SOURCE);
      Path program = folder.resolve("host");
      copy.toFile().deleteOnExit();
      program.toFile().deleteOnExit();
      Files.copy(source, copy);
      compile(copy, program);
      return program;
    } catch (IOException failure) {
      throw new CannotHold("the host in C cannot be compiled: " + failure.getMessage());
    }
  }

  private static void compile(Path source, Path program) throws IOException {
    Path compiler = compiler();
    if (compiler == null) {
      throw new CannotHold(
          "no C compiler on the PATH, which the host around a library needs; expected one of "
              + String.join(", ", COMPILERS));
    }
    Process process =
        new ProcessBuilder(
                compiler.toString(), "-O2", "-o", program.toString(), source.toString(), "-ldl")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new CannotHold("the host in C cannot be compiled: " + said.strip());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CannotHold("interrupted while the host was compiled");
    }
  }

  private static @Nullable Path compiler() {
    String path = System.getenv("PATH");
    for (String name : COMPILERS) {
      for (String folder :
          path == null ? List.<String>of() : Arrays.asList(path.split(File.pathSeparator))) {
        Path candidate = Path.of(folder, name);
        if (Files.isExecutable(candidate)) {
          return candidate;
        }
      }
    }
    return null;
  }
}
