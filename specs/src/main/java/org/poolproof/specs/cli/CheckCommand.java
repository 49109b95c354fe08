package org.poolproof.specs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.check.Check;
import org.poolproof.specs.check.CheckResult;
import org.poolproof.specs.check.Counterexample;
import org.poolproof.specs.check.Failure;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Replay;
import org.poolproof.specs.report.CheckReport;
import org.poolproof.specs.report.CheckSentences;
import org.poolproof.specs.report.CounterexampleFile;
import org.poolproof.specs.report.Json;
import org.poolproof.specs.report.Progress;
import org.poolproof.specs.report.ShownCounterexample;
import org.poolproof.specs.scenario.Campaign;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.Subject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code poolproof check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Carries out random operation sequences on a subject and a reference, and shrinks the first"
          + " one on which they part."
    })
final class CheckCommand implements Callable<Integer> {

  private static final long DEFAULT_SEED = 1;
  private static final long WARM_UP_OPERATIONS = 1_000_000;

  @Parameters(
      arity = "0..1",
      paramLabel = "SUBJECT",
      defaultValue = "impl",
      description = "model, impl or impl:checked, perhaps with @GEOMETRY (default: impl)")
  private String subject = "impl";

  @Option(
      names = "--against",
      paramLabel = "REFERENCE",
      defaultValue = "model",
      description = "what it is held against (default: model)")
  private String against = "model";

  @Mixin private CommonOptions options = new CommonOptions();

  private long warmSince;
  private long warmAfter;

  @Override
  public Integer call() throws IOException {
    if (options.listsGeometries()) {
      return 0;
    }
    NamedContestants contestants;
    List<Geometry> geometries;
    Path out;
    try {
      contestants =
          new NamedContestants(SubjectName.parse(subject), SubjectName.parseReference(against));
      geometries = geometries(contestants);
      options.check(List.of());
      out = options.outOrHere();
    } catch (IllegalArgumentException refused) {
      System.err.println("poolproof: " + refused.getMessage());
      return Main.USAGE;
    }
    return check(contestants, geometries, out);
  }

  /** Those that were named, the reference's own first; all if none was. */
  private List<Geometry> geometries(NamedContestants contestants) {
    Geometry common = options.geometry();
    Geometry reference = contestants.against().geometry();
    Geometry own = contestants.named().geometry();
    Geometry named = reference != null ? reference : common != null ? common : own;
    return named == null ? Campaign.geometries() : List.of(named);
  }

  private int check(NamedContestants contestants, List<Geometry> geometries, Path out)
      throws IOException {
    Level level = contestants.against().isContract() ? Level.CONTRACT : options.levelOr(null);
    long seed = options.seedOr(DEFAULT_SEED);
    long operations = options.operationsOr(Campaign.DEFAULT_OPERATION_COUNT);
    long start = System.nanoTime();
    CheckResult result = run(new Campaign(geometries, seed, operations), contestants, level);
    double seconds = (System.nanoTime() - start) / 1e9;
    Long rate = warmRate(result.operationCount());
    CheckReport report =
        new CheckReport(
            subject,
            against,
            geometries,
            level,
            seed,
            result,
            seconds,
            rate,
            shown(result.failure(), contestants, level, out));
    System.out.print(CheckSentences.head(report));
    System.out.print(CheckSentences.counterexample(report));
    if (result.failure() == null) {
      System.out.print(CheckSentences.coverage(report));
    }
    System.out.println(CheckSentences.verdict(report));
    options.writeJson(Json.of(report));
    return report.verdict().exitStatus();
  }

  private CheckResult run(Campaign campaign, NamedContestants contestants, Level level) {
    try (Progress progress = Progress.on(System.err, CommonOptions.hasTerminal(), "check")) {
      return Check.run(
          campaign,
          contestants,
          level,
          EnumSet.allOf(Compared.class),
          count -> {
            progress.at(subject, count);
            noteWarmth(count);
            return !Interrupt.isRequested();
          });
    }
  }

  /** {@code failure} shrunk, written to {@code out} and replayed from there; null if none. */
  private static @Nullable ShownCounterexample shown(
      @Nullable Failure failure, NamedContestants contestants, Level level, Path out)
      throws IOException {
    if (failure == null) {
      return null;
    }
    Counterexample example =
        Counterexample.of(failure, contestants, EnumSet.allOf(Compared.class), level);
    SubjectName on = contestants.named().checked();
    Path script = CounterexampleFile.write(example.script(), example.shrunk().difference(), out);
    return new ShownCounterexample(example, script, on.text(), replayed(script, on, level));
  }

  private void noteWarmth(long operationCount) {
    if (warmSince == 0 && operationCount >= WARM_UP_OPERATIONS) {
      warmSince = System.nanoTime();
      warmAfter = operationCount;
    }
  }

  private @Nullable Long warmRate(long operationCount) {
    return warmSince == 0 || operationCount == warmAfter
        ? null
        : Math.round((operationCount - warmAfter) * 1e9 / (System.nanoTime() - warmSince));
  }

  /** What a replay of {@code script} finds, null if nothing. */
  private static @Nullable Difference replayed(Path script, SubjectName on, Level level) {
    try (ScriptReader reader = ScriptReader.open(script)) {
      Geometry own = on.geometry();
      Geometry geometry = own == null ? reader.header().geometry() : own;
      try (Subject subject = on.open(geometry, LayersBelow.firstArena(geometry))) {
        return Replay.run(reader, subject, level, Long.MAX_VALUE, count -> true).difference();
      }
    } catch (Unreadable | CannotHold unexpected) {
      return null;
    }
  }
}
