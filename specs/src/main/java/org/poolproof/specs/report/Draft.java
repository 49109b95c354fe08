package org.poolproof.specs.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A file that is written beside its place and moved there when it is whole. */
public final class Draft {

  private Draft() {}

  /** A new, empty file in {@code folder}, with the rights that any new file there has. */
  public static Path in(Path folder) throws IOException {
    return Files.createFile(folder.resolve(".poolproof-" + UUID.randomUUID() + ".tmp"));
  }
}
