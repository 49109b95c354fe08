package org.poolproof.specs.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Header;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.UndefinedOperation;

/** The model's heap around the difference of a file that was replayed. */
public final class ReplayPicture {

  private ReplayPicture() {}

  /**
   * The picture in lines. None if the difference is not at an operation or above level structure,
   * if the file is a trace, or a pipe, which cannot be read twice, and if the model has no heap to
   * draw, since the file asks for what is undefined; then null.
   */
  public static @Nullable String of(FileReport report) {
    Difference difference = report.difference();
    boolean isAtOperation = difference != null && difference.operation() != null;
    if (difference == null || !isAtOperation || report.level() == Level.CONTRACT) {
      return null;
    }
    Path file = Path.of(report.file());
    try {
      Script script = Files.isRegularFile(file) ? upToDifference(file, report) : null;
      return script == null ? null : HeapPicture.of(script, difference);
    } catch (Unreadable | UndefinedOperation undrawn) {
      return null;
    }
  }

  private static @Nullable Script upToDifference(Path file, FileReport report) throws Unreadable {
    try (ScriptReader reader = ScriptReader.open(file)) {
      Header header = reader.header();
      if (header.recording() instanceof Recording.Trace) {
        return null;
      }
      List<Statement> statements = new ArrayList<>();
      for (long left = report.result().operationCount(); left > 0; ) {
        Statement next = reader.next();
        if (next == null) {
          return null;
        }
        statements.add(next);
        left -= next instanceof Step ? 1 : 0;
      }
      return new Script(
          new Header(report.geometry(), report.level(), header.belowRecorded(), header.recording()),
          statements);
    }
  }
}
