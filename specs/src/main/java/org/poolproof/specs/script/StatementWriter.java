package org.poolproof.specs.script;

import java.io.IOException;

/** Writes the statements of a script in one of the three formats, in order, one after the other. */
public sealed interface StatementWriter permits ScriptWriter, GoldenWriter, TraceWriter {

  /**
   * Writes {@code statement}.
   *
   * @throws IllegalArgumentException if the format cannot say it; the message tells why
   */
  void write(Statement statement) throws IOException;
}
