package org.poolproof.specs.faulty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The faults and the scripts among the resources. */
public final class Faults {
  private static final Path FOLDER =
      Path.of(System.getProperty("poolproof.root", ".."), "specs/src/test/resources/faulty");

  private Faults() {}

  /** All faults, in the order of the files and the lines. */
  public static List<Fault> all() {
    List<Fault> faults = new ArrayList<>();
    for (Path file : files(".faults")) {
      try {
        faults.addAll(FaultReader.read(file.getFileName().toString(), Files.readAllLines(file)));
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
    return faults;
  }

  /** The names of all scripts, without suffix. */
  static List<String> scripts() {
    return files(".script").stream()
        .map(file -> file.getFileName().toString().replace(".script", ""))
        .toList();
  }

  /** The file of the script called {@code name}. */
  static Path script(String name) {
    return FOLDER.resolve(name + ".script");
  }

  private static List<Path> files(String suffix) {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
