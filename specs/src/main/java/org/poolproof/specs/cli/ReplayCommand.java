package org.poolproof.specs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongPredicate;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.lockstep.FirstArena;
import org.poolproof.specs.lockstep.Replay;
import org.poolproof.specs.lockstep.ReplayResult;
import org.poolproof.specs.report.Conformance;
import org.poolproof.specs.report.CounterexampleFile;
import org.poolproof.specs.report.FileReport;
import org.poolproof.specs.report.Json;
import org.poolproof.specs.report.Progress;
import org.poolproof.specs.report.ReplayReport;
import org.poolproof.specs.report.Sentences;
import org.poolproof.specs.report.Verdict;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Suite;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.Subject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poolproof replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Carries out recordings and scripts on a subject, and compares every answer, every call of"
          + " the layers below, counters and statistics."
    })
final class ReplayCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "golden logs, PAT1 traces, scripts; or a folder with a MANIFEST of them")
  private List<Path> files = List.of();

  @Option(
      names = "--on",
      paramLabel = "SUBJECT",
      defaultValue = "model",
      description = {
        "model, impl or impl:checked; cpython:LIBRARY|auto, native:LIBRARY, exec:COMMAND,"
            + " class:NAME; perhaps with @GEOMETRY (default: ${DEFAULT-VALUE}); may be given"
            + " again: each file is replayed on each"
      })
  private List<String> on = List.of();

  private int expandedCount;

  @Mixin private CommonOptions options = new CommonOptions();
  @Mixin private PortOptions portOptions = new PortOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (options.listsGeometries()) {
      return 0;
    }
    if (files.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing FILE; expected at least one");
    }
    List<SubjectName> subjects;
    Geometry geometry;
    List<Path> expanded;
    try {
      subjects = on.stream().map(SubjectName::parse).map(SubjectName::located).toList();
      portOptions.timeLimit();
      geometry = options.geometry();
      expanded = expanded();
      options.check(expanded);
    } catch (IllegalArgumentException | Unreadable refused) {
      return refuse(refused.getMessage());
    } catch (CannotHold nothing) {
      refuse(nothing.getMessage());
      return Main.UNDECIDED;
    }
    expandedCount = expanded.size();
    return replay(expanded, subjects, geometry);
  }

  private int replay(List<Path> expanded, List<SubjectName> subjects, @Nullable Geometry geometry)
      throws IOException {
    List<FileReport> reports = new ArrayList<>();
    boolean unreadable = false;
    System.out.print(Sentences.head());
    try (Progress progress = Progress.on(System.err, CommonOptions.hasTerminal(), "replay");
        Subjects opener = new Subjects(portOptions)) {
      for (Path file : expanded) {
        try {
          for (SubjectName subject : subjects) {
            if (!Interrupt.isRequested()) {
              FileReport report = replay(file, subject, geometry, opener, progress);
              reports.add(report);
              boolean isOneOfMany = !files.contains(file) && report.verdict() == Verdict.AGREES;
              System.out.print(isOneOfMany ? "" : Sentences.row(report));
            }
          }
        } catch (Unreadable broken) {
          refuse(broken.getMessage());
          unreadable = true;
        }
      }
    }
    if (unreadable) {
      return Main.USAGE;
    }
    return conclude(new ReplayReport(reports, Interrupt.isRequested()));
  }

  private List<Path> expanded() throws Unreadable {
    List<Path> expanded = new ArrayList<>();
    for (Path file : files) {
      if (Files.isDirectory(file)) {
        expanded.addAll(Suite.files(file));
      } else {
        expanded.add(file);
      }
    }
    return expanded;
  }

  private FileReport replay(
      Path file, SubjectName name, @Nullable Geometry geometry, Subjects opener, Progress progress)
      throws Unreadable {
    long start = System.nanoTime();
    try (ScriptReader reader = ScriptReader.open(file)) {
      Geometry fallback = geometry == null ? reader.header().geometry() : geometry;
      Geometry built = name.geometry() == null ? fallback : name.geometry();
      Level level = options.levelOr(reader.header().level());
      Address firstArena =
          name.isPlaced() ? FirstArena.of(file, reader.header(), built) : Address.NULL;
      ReplayResult result;
      try (Subject subject = opener.open(name, built, firstArena)) {
        LongPredicate goesOn =
            count -> {
              progress.at(file.toString(), count);
              return !Interrupt.isRequested();
            };
        result = Replay.run(reader, subject, level, options.operationsOr(Long.MAX_VALUE), goesOn);
      } catch (CannotHold unheld) {
        result = ReplayResult.of(unheld);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      FileReport report =
          new FileReport(file.toString(), name.text(), built, level, result, seconds, null);
      return result.obstacle() == null ? report : askedOfModel(file, report, opener, progress);
    }
  }

  /**
   * What a subject cannot hold may be a fault of the file, which the model finds; else {@code
   * report} as it is.
   */
  private FileReport askedOfModel(Path file, FileReport report, Subjects opener, Progress progress)
      throws Unreadable {
    if (!Files.isRegularFile(file) || report.result().operationCount() == 0) {
      return report;
    }
    FileReport onModel = replay(file, SubjectName.MODEL, report.geometry(), opener, progress);
    return onModel.difference() == null ? report : report.with(onModel.result());
  }

  private int conclude(ReplayReport report) throws IOException {
    System.out.println();
    boolean isSuite = expandedCount > files.size();
    System.out.print(isSuite ? Conformance.table(report) : Sentences.coverage(report));
    System.out.println();
    System.out.println(Sentences.verdict(report));
    Path out = options.out();
    ReplayReport written = out == null ? report : writeCounterexamples(report, out);
    options.writeJson(Json.of(written, options.seed()));
    return report.verdict().exitStatus();
  }

  private static ReplayReport writeCounterexamples(ReplayReport report, Path out)
      throws IOException {
    List<FileReport> written = new ArrayList<>();
    for (FileReport file : report.files()) {
      if (file.difference() == null) {
        written.add(file);
      } else {
        Path script = CounterexampleFile.write(file, out);
        System.out.println("written: " + script);
        written.add(file.writtenTo(script));
      }
    }
    return new ReplayReport(written, report.interrupted());
  }

  private static int refuse(@Nullable String message) {
    System.err.println("poolproof: " + message);
    return Main.USAGE;
  }
}
