package org.poolproof.specs.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A whole script in memory: for those that are short, such as counterexamples. */
public record Script(Header header, List<Statement> statements) {

  public Script {
    statements = List.copyOf(statements);
  }

  /**
   * Reads {@code file}, whichever format it has.
   *
   * @throws Unreadable if it cannot be read as what its first line says
   */
  public static Script read(Path file) throws Unreadable {
    try (ScriptReader reader = ScriptReader.open(file)) {
      return rest(reader);
    }
  }

  /** What {@code reader} has not yet read. */
  public static Script rest(ScriptReader reader) throws Unreadable {
    List<Statement> statements = new ArrayList<>();
    @Nullable Statement statement = reader.next();
    while (statement != null) {
      statements.add(statement);
      statement = reader.next();
    }
    return new Script(reader.header(), statements);
  }

  /** The script in the operation language, whichever format it was read from. */
  public String text() {
    StringBuilder text = new StringBuilder();
    try {
      ScriptWriter writer = new ScriptWriter(text, header);
      for (Statement statement : statements) {
        writer.write(statement);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a StringBuilder that refuses text", e);
    }
    return text.toString();
  }
}
