package org.poolproof.specs.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.ScriptWriter;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;

/**
 * A script as one source file that needs nothing of this project: it carries the operations out on
 * an allocator over an arena allocator and raw memory that answer exactly as the script says, and
 * compares each answer and each call with the script, and all contents with what was written.
 *
 * <p>The file is a template, a whole program among the resources, into which the script's lines and
 * a few numbers are put.
 */
public final class Reproducer {

  /** What the file is written in. */
  public enum Language {
    /** One class, for {@code java Reproducer.java} on Java 17 or later. */
    JAVA("Reproducer.java"),
    /** C11 for Linux. */
    C("reproducer.c"),
    /** Python 3, which runs a CPython library: {@code python3 reproducer.py LIBRARY}. */
    PYTHON("reproducer.py");

    private final String fileName;

    Language(String fileName) {
      this.fileName = fileName;
    }

    /** What the file must be called if it is Java, and may be called otherwise. */
    public String fileName() {
      return fileName;
    }

    /** The language of that name on the command line, null if there is none. */
    public static @Nullable Language named(String name) {
      for (Language language : values()) {
        if (language.toString().equals(name)) {
          return language;
        }
      }
      return null;
    }

    /** The name on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** So many lines fit into one text block, which a class file limits to 65,535 bytes. */
  private static final int JAVA_BLOCK_LINES = 500;

  private static final String INDENT = " ".repeat(10);
  private static final String NEXT_JAVA_BLOCK = INDENT + "\"\"\",\n" + INDENT + "\"\"\"\n";

  private Reproducer() {}

  /**
   * The source file of {@code script} in {@code language}.
   *
   * @throws IllegalArgumentException if the script does not say all that the layers below did, or
   *     has no operation
   */
  public static String of(Script script, Language language) {
    if (!script.header().belowRecorded()) {
      throw new IllegalArgumentException("the script does not record the layers below");
    }
    List<Step> steps = new ArrayList<>();
    for (Statement statement : script.statements()) {
      if (statement instanceof Step step) {
        steps.add(step);
      }
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a script without an operation");
    }
    Geometry geometry = script.header().geometry();
    return template(language)
        .replace("@geometry@", geometry.name())
        .replace("@alignment@", Integer.toString(geometry.alignmentBytes()))
        .replace("@word@", Integer.toString(geometry.wordBytes()))
        .replace("@limit@", Long.toString(geometry.maxRequestBytes()))
        .replace("@regions@", regions(Region.of(steps), language))
        .replace("@script@", lines(steps, language));
  }

  private static String template(Language language) {
    try (InputStream input =
        Reproducer.class.getResourceAsStream(language.fileName() + ".template")) {
      if (input == null) {
        throw new IllegalStateException("no resource " + language.fileName());
      }
      return new String(input.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException unreadable) {
      throw new IllegalStateException("a resource that cannot be read", unreadable);
    }
  }

  /** The lines of the script as a literal; none of them holds a quote or a backslash. */
  private static String lines(List<Step> steps, Language language) {
    StringJoiner text = new StringJoiner("\n");
    int count = 0;
    for (Step step : steps) {
      for (String line : ScriptWriter.text(step).lines().toList()) {
        count++;
        text.add(
            switch (language) {
              case JAVA -> (count % JAVA_BLOCK_LINES == 0 ? NEXT_JAVA_BLOCK : "") + INDENT + line;
              case C -> "    \"" + line + "\",";
              case PYTHON -> line;
            });
      }
    }
    return text.toString();
  }

  /** At least one, for an array in C is not empty. */
  private static String regions(List<Region> regions, Language language) {
    StringJoiner text = new StringJoiner("\n");
    Region unused = new Region(Address.NULL, Region.UNIT_BYTES);
    for (Region region : regions.isEmpty() ? List.of(unused) : regions) {
      String start = "0x" + Long.toHexString(region.start().value());
      text.add(
          switch (language) {
            case JAVA -> "";
            case C -> "    {" + start + ", " + region.lengthBytes() + ", 0},";
            case PYTHON -> "    (" + start + ", " + region.lengthBytes() + "),";
          });
    }
    return text.toString();
  }
}
