package org.poolproof.specs.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.lockstep.TraceOfLog;
import org.poolproof.specs.report.Draft;
import org.poolproof.specs.script.Summary;
import org.poolproof.specs.script.SummaryKey;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.port.PythonProgram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code poolproof python}. */
@Command(
    name = "python",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a real Python program and records what it allocates. Ends with its exit status, or 3 if"
          + " it cannot be run."
    })
final class PythonCommand implements Callable<Integer> {

  private static final String NATIVE = "native";

  @Option(
      names = "--library",
      paramLabel = "LIBRARY|auto",
      defaultValue = "auto",
      description = "the libpython, 3.6 or later (default: the first that is found)")
  private String library = "auto";

  @Option(
      names = "--on",
      paramLabel = "ALLOCATOR",
      defaultValue = NATIVE,
      description = "native: Python's own (default)")
  private String allocator = NATIVE;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "writes a PAT1 trace to FILE, with gzip if its name ends with .gz")
  private @Nullable Path record;

  @Parameters(
      paramLabel = "ARGS",
      description = "behind --: what python is called with, as in -- -c 'print(1)'")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    if (!allocator.equals(NATIVE)) {
      return refused("--on " + allocator + ": expected native", Main.USAGE);
    }
    Path folder = record == null ? null : record.toAbsolutePath().getParent();
    boolean isFile = record == null || folder != null && !Files.isDirectory(record);
    if (!isFile || folder != null && !Files.isWritable(folder)) {
      return refused(
          "--record " + record + ": expected a file in a folder that can be written to",
          Main.USAGE);
    }
    @Nullable Path log = folder == null ? null : Draft.in(folder);
    try {
      int status = run(log);
      if (log != null && folder != null && record != null) {
        write(log, record, Draft.in(folder));
      }
      return status;
    } catch (CannotHold unheld) {
      return refused(String.valueOf(unheld.getMessage()), Main.UNDECIDED);
    } finally {
      if (log != null) {
        Files.deleteIfExists(log);
      }
    }
  }

  private static int refused(String sentence, int status) {
    System.err.println("poolproof: " + sentence);
    return status;
  }

  private int run(@Nullable Path log) throws IOException {
    Process program =
        new ProcessBuilder(PythonProgram.command(library, log, arguments)).inheritIO().start();
    try {
      return program.waitFor();
    } catch (InterruptedException stopped) {
      program.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new CannotHold("interrupted while Python ran");
    }
  }

  private void write(Path log, Path target, Path draft) throws IOException {
    try {
      if (Files.size(log) == 0) {
        throw new CannotHold("nothing was recorded: Python did not begin");
      }
      Summary summary;
      try (OutputStream file = new FileOutputStream(draft.toFile());
          OutputStream output =
              target.toString().endsWith(".gz") ? new GZIPOutputStream(file) : file) {
        summary = TraceOfLog.write(log, name(), platform(), output);
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      System.err.printf(
          "%s: %,d operations of CPython %s, %,d blocks, %,d arenas%n",
          target,
          summary.number(SummaryKey.OPS),
          summary.python(),
          summary.number(SummaryKey.BLOCKS),
          summary.number(SummaryKey.ARENAS_ALLOCATED));
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** What was called, in printable ASCII. */
  private String name() {
    String text = arguments.isEmpty() ? "-" : arguments.getFirst();
    return text.replaceAll("[^ -~]", "?");
  }

  private static String platform() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }
}
