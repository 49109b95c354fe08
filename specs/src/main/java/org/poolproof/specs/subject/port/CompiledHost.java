package org.poolproof.specs.subject.port;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.subject.CannotHold;

/** The hosts in C of {@code specs/hosts}: compiled when one is needed, gone when this ends. */
final class CompiledHost {

  private static final String COMMON = "pipe.h";
  private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");

  private CompiledHost() {}

  /**
   * The program that {@code source} makes.
   *
   * @throws CannotHold if there is no C compiler, or it refuses
   */
  static Path compiled(String source) {
    try {
      Path folder = Files.createTempDirectory("poolproof-host");
      folder.toFile().deleteOnExit();
      copy(COMMON, folder);
      Path program = folder.resolve("host");
      program.toFile().deleteOnExit();
      compile(copy(source, folder), program);
      return program;
    } catch (IOException failure) {
      throw new CannotHold("the host in C cannot be compiled: " + failure.getMessage());
    }
  }

  private static Path copy(String name, Path folder) throws IOException {
    try (InputStream source = CompiledHost.class.getResourceAsStream(name)) {
      if (source == null) {
        throw new IllegalStateException("no " + name + " beside " + CompiledHost.class);
      }
      Path copy = folder.resolve(name);
      copy.toFile().deleteOnExit();
      Files.copy(source, copy);
      return copy;
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
                compiler.toString(),
                "-O2",
                "-rdynamic",
                "-o",
                program.toString(),
                source.toString(),
                "-ldl",
                "-lpthread")
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
