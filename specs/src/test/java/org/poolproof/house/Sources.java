package org.poolproof.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Java files of every module, main, test and benchmarks, without the fixtures under resources.
 */
final class Sources {
  private static final List<String> MODULES = List.of("specs/types", "model", "impl", "specs");
  private static final List<String> PARTS =
      List.of("src/main/java", "src/test/java", "src/bench/java");

  private Sources() {}

  /** The root of the build: the property {@code poolproof.root}, else the nearest {@code .mvn}. */
  static Path root() {
    String given = System.getProperty("poolproof.root");
    Path start = Path.of(given == null ? "" : given).toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no folder .mvn in or above " + start);
  }

  /** The source folders that exist: {@code model/src/main/java} and so on. */
  static List<Path> folders(Path root) {
    return MODULES.stream()
        .flatMap(module -> PARTS.stream().map(part -> root.resolve(module).resolve(part)))
        .filter(Files::isDirectory)
        .toList();
  }

  /** Every Java file below these folders, in the order of their paths. */
  static List<Path> files(List<Path> folders) {
    return folders.stream().flatMap(Sources::walk).sorted().toList();
  }

  private static Stream<Path> walk(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(path -> path.toString().endsWith(".java")).toList().stream();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
