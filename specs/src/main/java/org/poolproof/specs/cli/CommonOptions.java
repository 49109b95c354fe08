package org.poolproof.specs.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.report.Json;
import org.poolproof.specs.script.Level;
import picocli.CommandLine.Option;

/** The options that every verb has. */
final class CommonOptions {

  private static final String TINY_KEYS =
      "classes=2,blocks=3,pools=4,arenas=2,base=arena|pool|none|mixed,word=4|8,alignment=8|16,"
          + "index=table|radix,radix=1/1/1,records=1,keep=last|none,raw=1";

  @Option(
      names = "--geometry",
      paramLabel = "GEOMETRY",
      description = "a preset or tiny:KEY=VALUE,... instead of the file's; 'list' prints them")
  private @Nullable String geometry;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "contract, structure or placement (default: the file's, else placement)")
  private @Nullable String level;

  @Option(
      names = "--operations",
      paramLabel = "N",
      description = "at most so many operations of each file; of a check: so many in all")
  private @Nullable Long operations;

  @Option(names = "--seed", paramLabel = "N", description = "the seed of random choices")
  private @Nullable Long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "writes the result as one object")
  private @Nullable Path json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the folder for counterexamples, which are scripts")
  private @Nullable Path out;

  /** Whether the geometries were asked for; then they are printed, and that is all. */
  boolean listsGeometries() {
    boolean asked = "list".equals(geometry);
    if (asked) {
      Geometries.names().forEach(System.out::println);
      System.out.println("tiny:" + TINY_KEYS);
    }
    return asked;
  }

  /**
   * The geometry that was named, null if none was.
   *
   * @throws IllegalArgumentException if there is no such geometry
   */
  @Nullable Geometry geometry() {
    return geometry == null ? null : Geometries.named(geometry);
  }

  /**
   * The level that was named; {@code otherwise}, or placement, if none was.
   *
   * @throws IllegalArgumentException if there is no such level
   */
  Level levelOr(@Nullable Level otherwise) {
    if (level == null) {
      return otherwise == null ? Level.PLACEMENT : otherwise;
    }
    Level named = Level.named(level);
    if (named == null) {
      throw new IllegalArgumentException(
          "--level " + level + ": expected contract, structure or placement");
    }
    return named;
  }

  /** The number of operations that was named, {@code otherwise} if none was. */
  long operationsOr(long otherwise) {
    return operations == null ? otherwise : operations;
  }

  @Nullable Long seed() {
    return seed;
  }

  /** The seed that was named, {@code otherwise} if none was. */
  long seedOr(long otherwise) {
    return seed == null ? otherwise : seed;
  }

  /**
   * The folder for counterexamples: where the command runs, if none was named.
   *
   * @throws IllegalArgumentException if it cannot be written to
   */
  Path outOrHere() {
    Path folder = out == null ? Path.of("") : out;
    if (!isWritable(folder.toAbsolutePath())) {
      throw new IllegalArgumentException(
          "counterexamples are written where the command runs, which cannot be written to:"
              + " expected --out DIR");
    }
    return folder;
  }

  @Nullable Path out() {
    return out;
  }

  /**
   * Makes sure, before a long run, that what is written after it can be, and destroys none of
   * {@code inputs}.
   *
   * @throws IllegalArgumentException if not, or if a number is out of range
   * @throws IOException if the file system does not tell
   */
  void check(List<Path> inputs) throws IOException {
    levelOr(null);
    if (operations != null && operations < 0) {
      throw new IllegalArgumentException("--operations " + operations + ": expected 0 or more");
    }
    if (json != null && Files.exists(json) && !Files.isRegularFile(json)) {
      throw new IllegalArgumentException(
          "--json " + json + ": is a folder or a device, expected a file");
    }
    if (json != null && !isWritable(json.toAbsolutePath().getParent())) {
      throw new IllegalArgumentException(
          "--json " + json + ": expected a file in a folder that exists and can be written to");
    }
    for (Path input : inputs) {
      if (json != null
          && Files.exists(json)
          && Files.exists(input)
          && Files.isSameFile(json, input)) {
        throw new IllegalArgumentException(
            "--json " + json + ": is read too, expected a file of its own");
      }
    }
    if (out != null && !isWritable(out)) {
      throw new IllegalArgumentException(
          "--out " + out + ": expected a folder that exists and can be written to");
    }
  }

  private static boolean isWritable(@Nullable Path folder) {
    return folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
  }

  void writeJson(Map<String, @Nullable Object> object) throws IOException {
    if (json != null) {
      Json.write(object, json);
    }
  }

  /** Whether progress goes to a terminal. */
  static boolean hasTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
