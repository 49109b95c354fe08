package org.poolproof.specs.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is in {@code specs/formal}. */
public final class FormalFiles {

  private static final String PYMALLOC = "Pymalloc.tla";
  private static final String EDGES = "Edges.tla";
  private static final String MANIFEST = "manifest.json";

  private FormalFiles() {}

  /** The specification. */
  public static String specification() {
    return text(PYMALLOC);
  }

  /** What TLC is to show, and on which geometries. */
  public static String manifest() {
    return text(MANIFEST);
  }

  /** Puts the modules into {@code folder}, with {@code specification} as the specification. */
  public static void unpack(String specification, Path folder) throws IOException {
    Files.writeString(folder.resolve(PYMALLOC), specification);
    Files.writeString(folder.resolve(EDGES), text(EDGES));
  }

  private static String text(String name) {
    try (InputStream file = FormalFiles.class.getResourceAsStream("/formal/" + name)) {
      if (file == null) {
        throw new IllegalStateException("formal/" + name + " is not in this build");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException("formal/" + name, broken);
    }
  }
}
