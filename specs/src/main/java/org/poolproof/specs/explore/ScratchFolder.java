package org.poolproof.specs.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;

/** A new folder in the one for temporary files, which is deleted with all that is in it. */
@InheritableMustCall("close")
public final class ScratchFolder implements AutoCloseable {

  private final Path path;

  /**
   * @param prefix of its name
   */
  public ScratchFolder(String prefix) throws IOException {
    path = Files.createTempDirectory(prefix);
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
