package org.poolproof.specs.cli;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.check.Check;
import org.poolproof.specs.check.CheckResult;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.report.CheckReport;
import org.poolproof.specs.report.CheckSentences;
import org.poolproof.specs.report.Json;
import org.poolproof.specs.report.Progress;
import org.poolproof.specs.report.Reproducer;
import org.poolproof.specs.scenario.Campaign;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.subject.CannotHold;
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
      description = {
        "model, impl or impl:checked; cpython:LIBRARY|auto, native:LIBRARY, exec:COMMAND,"
            + " class:NAME; perhaps with @GEOMETRY (default: impl)"
      })
  private String subject = "impl";

  @Option(
      names = "--against",
      paramLabel = "REFERENCE",
      description = {
        "what it is held against (default: model; contract for what is not built to a geometry)"
      })
  private @Nullable String against;

  @Option(
      names = "--emit",
      paramLabel = "LANGUAGE",
      description = {
        "java, c or python: writes the counterexample as a program that needs no Poolproof, beside"
            + " the script"
      })
  private @Nullable String emit;

  @Mixin private CommonOptions options = new CommonOptions();
  @Mixin private PortOptions portOptions = new PortOptions();

  private long warmSince;
  private long warmAfter;

  @Override
  public Integer call() throws IOException {
    if (options.listsGeometries()) {
      return 0;
    }
    try (Subjects subjects = new Subjects(portOptions)) {
      NamedContestants contestants;
      List<Geometry> geometries;
      Shown shown;
      try {
        portOptions.timeLimit();
        SubjectName named = SubjectName.parse(subject).located();
        PortNature nature = PortNature.of(named, subjects);
        contestants = new NamedContestants(subjects, named, reference(nature));
        geometries = geometries(contestants, nature);
        options.check(List.of());
        Level level = contestants.against().isContract() ? Level.CONTRACT : options.levelOr(null);
        shown = new Shown(contestants, level, options.outOrHere(), language());
      } catch (IllegalArgumentException refused) {
        System.err.println("poolproof: " + refused.getMessage());
        return Main.USAGE;
      } catch (CannotHold unheld) {
        System.err.println("poolproof: " + unheld.getMessage());
        return Main.UNDECIDED;
      }
      return check(contestants, geometries, shown);
    }
  }

  /**
   * What was named, or fits the subject.
   *
   * @throws IllegalArgumentException if what was named does not fit
   */
  private SubjectName reference(PortNature nature) {
    if (against == null) {
      return nature.isOnGivenLayers() ? SubjectName.MODEL : SubjectName.CONTRACT;
    }
    SubjectName reference = SubjectName.parseReference(against);
    if (!nature.isOnGivenLayers() && !reference.isContract()) {
      throw new IllegalArgumentException(
          "--against "
              + against
              + ": "
              + subject
              + " has its layers below to itself, so that only the contract can judge it;"
              + " expected --against contract");
    }
    return reference;
  }

  /** Those that were named, the reference's own first; all that can be if none was. */
  private List<Geometry> geometries(NamedContestants contestants, PortNature nature) {
    Geometry common = options.geometry();
    Geometry reference = contestants.against().geometry();
    Geometry own = contestants.named().geometry();
    Geometry named = reference != null ? reference : common != null ? common : own;
    return named == null ? nature.geometries() : List.of(named);
  }

  /**
   * What {@code --emit} names, null if nothing.
   *
   * @throws IllegalArgumentException if there is no such language
   */
  private Reproducer.@Nullable Language language() {
    Reproducer.Language language = emit == null ? null : Reproducer.Language.named(emit);
    if (emit != null && language == null) {
      throw new IllegalArgumentException("--emit " + emit + ": expected java, c or python");
    }
    return language;
  }

  private int check(NamedContestants contestants, List<Geometry> geometries, Shown shown)
      throws IOException {
    Level level = shown.level();
    long seed = options.seedOr(DEFAULT_SEED);
    long operations = options.operationsOr(Campaign.DEFAULT_OPERATION_COUNT);
    long start = System.nanoTime();
    boolean isUnknown = contestants.named().kind().isPort() && contestants.against().isContract();
    Campaign campaign =
        isUnknown
            ? Campaign.ofUnknown(geometries.getFirst(), seed, operations)
            : new Campaign(geometries, seed, operations);
    CheckResult result = run(campaign, contestants, level);
    double seconds = (System.nanoTime() - start) / 1e9;
    Long rate = warmRate(result.operationCount());
    CheckReport report =
        new CheckReport(
            contestants.named().text(),
            contestants.against().text(),
            geometries,
            level,
            seed,
            result,
            seconds,
            rate,
            shown.of(result.failure()));
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
}
