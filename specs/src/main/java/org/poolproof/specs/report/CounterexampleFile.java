package org.poolproof.specs.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.ScriptWriter;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Unreadable;

/** The operations of a recording up to its difference, as a script in a file of its own. */
public final class CounterexampleFile {

  private CounterexampleFile() {}

  /**
   * Writes {@code counterexample-RULE-HASH.script} into {@code folder}, whole or not at all.
   *
   * @param report of a file with a difference
   * @return the file
   */
  public static Path write(FileReport report, Path folder) throws IOException {
    Difference difference = report.difference();
    if (difference == null) {
      throw new IllegalArgumentException(report.file() + " has no difference");
    }
    Path draft = Draft.in(folder);
    try {
      copy(report, draft);
      return moved(draft, difference, folder);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** The same of {@code script}, which shows {@code difference}. */
  public static Path write(Script script, Difference difference, Path folder) throws IOException {
    Path draft = Draft.in(folder);
    try {
      Files.writeString(draft, script.text(), StandardCharsets.US_ASCII);
      return moved(draft, difference, folder);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Writes {@code script} as a program in {@code language} into {@code folder}, whole or not at
   * all.
   *
   * @return the file, whose name the language demands
   */
  public static Path write(Script script, Reproducer.Language language, Path folder)
      throws IOException {
    Path draft = Draft.in(folder);
    try {
      Files.writeString(draft, Reproducer.of(script, language), StandardCharsets.US_ASCII);
      return Files.move(draft, folder.resolve(language.fileName()), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static Path moved(Path draft, Difference difference, Path folder) throws IOException {
    String rule = difference.rule().name();
    Path target = folder.resolve("counterexample-" + rule + "-" + hash(draft) + ".script");
    return Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void copy(FileReport report, Path target) throws IOException {
    try (ScriptReader reader = ScriptReader.open(Path.of(report.file()));
        var lines = Files.newBufferedWriter(target, StandardCharsets.US_ASCII)) {
      ScriptWriter writer = new ScriptWriter(lines, reader.header());
      long count = 0;
      boolean isAtDifference = false;
      while (!isAtDifference) {
        Statement next = reader.next();
        if (next == null) {
          break;
        }
        writer.write(next);
        count += next instanceof Step ? 1 : 0;
        isAtDifference = isLast(report, next, count);
      }
    } catch (Unreadable changed) {
      throw new IOException("the file changed while it was replayed", changed);
    }
  }

  /** Whether the difference is in {@code statement}; what follows it may not even be readable. */
  private static boolean isLast(FileReport report, Statement statement, long operationCount) {
    Difference difference = report.difference();
    if (difference == null) {
      return false;
    }
    if (difference.operation() != null) {
      return operationCount == report.result().operationCount();
    }
    Long line = difference.line();
    return !(statement instanceof Step) && line != null && statement.line() == line;
  }

  private static String hash(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
