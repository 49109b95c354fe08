package org.poolproof.specs.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of recordings and scripts with a file {@code MANIFEST} that lists them: a path below the
 * folder on each line, then white space and what it shows; {@code #} starts a comment.
 */
public final class Suite {

  private static final String MANIFEST = "MANIFEST";

  private Suite() {}

  /**
   * The files of the suite in {@code folder}, in the order of the manifest.
   *
   * @throws Unreadable if the folder has no manifest, or it names no file, or one that is not there
   */
  public static List<Path> files(Path folder) throws Unreadable {
    Path manifest = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest)) {
      throw Unreadable.file(
          folder.toString(), "a folder without a " + MANIFEST, "a file, or a folder with one");
    }
    List<Path> files = new ArrayList<>();
    int line = 0;
    for (String text : lines(manifest)) {
      line++;
      String name = text.strip().split("\\s", 2)[0];
      if (!name.isEmpty() && !name.startsWith("#")) {
        files.add(file(folder, manifest, line, name));
      }
    }
    if (files.isEmpty()) {
      throw Unreadable.file(manifest.toString(), "no file", "at least one");
    }
    return files;
  }

  private static Path file(Path folder, Path manifest, int line, String name) throws Unreadable {
    Path root = folder.toAbsolutePath().normalize();
    try {
      Path file = folder.resolve(name).normalize();
      if (file.toAbsolutePath().normalize().startsWith(root) && Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException impossible) {
      throw Unreadable.text(
          manifest.toString(), line, 1, "a name that no file can have", "a file below " + folder);
    }
    throw Unreadable.text(manifest.toString(), line, 1, "'" + name + "'", "a file below " + folder);
  }

  private static List<String> lines(Path manifest) throws Unreadable {
    try {
      return Files.readAllLines(manifest, StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw Unreadable.file(manifest.toString(), "an input that fails", "lines of UTF-8 text");
    }
  }
}
