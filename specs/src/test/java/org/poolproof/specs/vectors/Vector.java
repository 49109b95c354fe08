package org.poolproof.specs.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.poolproof.specs.script.Script;

/**
 * A script for porters.
 *
 * @param name below the folder of all, without suffix: {@code placement/rule-pool-full}
 * @param shows what it shows, in one line
 * @param source where that is written
 */
record Vector(String name, String shows, String source, Script script) {

  /** The folder of all. */
  static final Path FOLDER =
      Path.of(System.getProperty("poolproof.root", ".."), "specs", "vectors");

  /** Its lines: the script with two comments behind the first one. */
  String text() {
    String text = script.text();
    int end = text.indexOf('\n') + 1;
    return text.substring(0, end)
        + "# Shows "
        + shows
        + "\n# Source: "
        + source
        + "\n"
        + text.substring(end);
  }

  /** Its line in the manifest. */
  String manifestLine() {
    return "%-52s %s".formatted(name + ".script", shows);
  }

  Path file() {
    return FOLDER.resolve(name + ".script");
  }

  void write() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text());
  }
}
