package org.poolproof.specs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.check.Failure;
import org.poolproof.specs.explore.Exploration;
import org.poolproof.specs.explore.Explorer;
import org.poolproof.specs.explore.Goal;
import org.poolproof.specs.explore.OtherExploration;
import org.poolproof.specs.explore.Plan;
import org.poolproof.specs.explore.SpaceFactory;
import org.poolproof.specs.explore.Spaces;
import org.poolproof.specs.lockstep.ScriptOf;
import org.poolproof.specs.report.CounterexampleFile;
import org.poolproof.specs.report.ExploreReport;
import org.poolproof.specs.report.ExploreSentences;
import org.poolproof.specs.report.Json;
import org.poolproof.specs.report.Progress;
import org.poolproof.specs.report.ShownCounterexample;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.ModelSubject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code poolproof explore}. */
@Command(
    name = "explore",
    mixinStandardHelpOptions = true,
    description = {
      "Carries out every operation sequence of a small geometry: every operation in every state"
          + " that can be reached, under everything that the layers below may answer, until no new"
          + " state is left."
    })
final class ExploreCommand implements Callable<Integer> {

  /** Closes in seconds, and takes every rule of a table. */
  private static final String DEFAULT_GEOMETRY = "tiny:classes=2,blocks=2,pools=3,arenas=1";

  private static final String LIST = "list";

  @Parameters(
      arity = "0..1",
      paramLabel = "SUBJECT",
      defaultValue = "impl",
      description = "impl, or model@GEOMETRY against another geometry of the model (default: impl)")
  private String subject = "impl";

  @Option(
      names = "--against",
      paramLabel = "REFERENCE",
      description = "model, perhaps with @GEOMETRY (default: model)")
  private @Nullable String against;

  @Option(
      names = "--find",
      paramLabel = "GOAL",
      description = "the shortest script of the model that reaches this; 'list' prints the goals")
  private @Nullable String find;

  @Mixin private PlanOptions planOptions = new PlanOptions();
  @Mixin private CommonOptions options = new CommonOptions();

  /** What is explored, and how a difference is shown. */
  private record Task(
      Geometry geometry,
      @Nullable Goal goal,
      SpaceFactory spaces,
      Plan plan,
      @Nullable Shown shown) {}

  @Override
  public Integer call() throws IOException {
    if (options.listsGeometries()) {
      return 0;
    }
    if (LIST.equals(find)) {
      Goal.all().forEach(goal -> System.out.printf("%-36s%s%n", goal.name(), goal.sentence()));
      return 0;
    }
    try (Subjects subjects = new Subjects(new PortOptions())) {
      Task task;
      try {
        task = task(subjects);
      } catch (IllegalArgumentException refused) {
        System.err.println("poolproof: " + refused.getMessage());
        return Main.USAGE;
      } catch (CannotHold unheld) {
        System.err.println("poolproof: " + unheld.getMessage());
        return Main.UNDECIDED;
      }
      return explore(task);
    } catch (OtherExploration other) {
      System.err.println("poolproof: --checkpoint: " + other.getMessage());
      return Main.USAGE;
    }
  }

  /**
   * @throws IllegalArgumentException if the options do not fit together
   */
  private Task task(Subjects subjects) throws IOException {
    options.check(List.of());
    if (options.levelOr(null) != Level.PLACEMENT) {
      throw new IllegalArgumentException("--level: every address is compared; expected placement");
    }
    SubjectName named = SubjectName.parse(subject);
    SubjectName reference =
        against == null ? SubjectName.MODEL : SubjectName.parseReference(against);
    Geometry geometry = geometry(named, reference);
    Goal goal = goal(geometry);
    SpaceFactory spaces = spaces(named, reference, geometry, goal);
    Shown shown =
        goal != null
            ? null
            : new Shown(
                new NamedContestants(subjects, named, reference),
                Level.PLACEMENT,
                options.outOrHere(),
                null);
    return new Task(geometry, goal, spaces, planOptions.plan(options.seedOr(0)), shown);
  }

  private Geometry geometry(SubjectName named, SubjectName reference) {
    Geometry common = options.geometry();
    Geometry own = reference.geometry() == null ? named.geometry() : reference.geometry();
    return own != null ? own : common != null ? common : Geometries.named(DEFAULT_GEOMETRY);
  }

  private @Nullable Goal goal(Geometry geometry) {
    if (find == null) {
      return null;
    }
    Goal goal = Goal.named(find);
    if (goal == null) {
      throw new IllegalArgumentException(
          "--find " + find + ": there is no such goal; expected one of --find list");
    }
    if (!goal.appliesTo().test(geometry)) {
      throw new IllegalArgumentException(
          "--find " + find + ": " + geometry.name() + " has no such rule");
    }
    return goal;
  }

  private SpaceFactory spaces(
      SubjectName named, SubjectName reference, Geometry geometry, @Nullable Goal goal) {
    if (reference.kind() != SubjectName.Kind.MODEL) {
      throw new IllegalArgumentException(
          "--against " + against + ": expected model, perhaps with @GEOMETRY");
    }
    boolean isOfImpl = goal == null && named.kind() != SubjectName.Kind.MODEL;
    if (planOptions.sampleCount() != null && !isOfImpl) {
      throw new IllegalArgumentException(
          "--reduction orbits: only impl against model is explored by orbits; expected none");
    }
    if (goal != null) {
      return Spaces.upTo(goal, geometry);
    }
    return switch (named.kind()) {
      case IMPL, IMPL_CHECKED -> {
        if (named.geometry() != null && !named.geometry().equals(geometry)) {
          throw new IllegalArgumentException(
              subject + " against another geometry: expected model@GEOMETRY");
        }
        Integer sampleCount = planOptions.sampleCount();
        yield sampleCount == null
            ? Spaces.implementation(geometry)
            : Spaces.implementationByOrbits(geometry, sampleCount);
      }
      case MODEL ->
          Spaces.against(named.geometry() == null ? geometry : named.geometry(), geometry);
      case CONTRACT, CPYTHON, NATIVE, EXEC, CLASS ->
          throw new IllegalArgumentException(
              subject
                  + ": its state cannot be put back, which exploring takes; expected impl or"
                  + " model@GEOMETRY, or poolproof check "
                  + subject);
    };
  }

  private int explore(Task task) throws IOException {
    long start = System.nanoTime();
    Exploration result = run(task);
    double seconds = (System.nanoTime() - start) / 1e9;
    Exploration.Find found = result.find();
    Shown shown = task.shown();
    ShownCounterexample counterexample =
        found == null || shown == null
            ? null
            : shown.of(
                new Failure(task.geometry(), found.instructions(), false, found.difference()));
    Script script = found == null || shown != null ? null : script(task.geometry(), found);
    ExploreReport report =
        new ExploreReport(
            task.goal() == null ? subject : "model",
            task.goal() == null ? against == null ? "model" : against : null,
            task.geometry(),
            task.goal(),
            task.plan().fingerprinting(),
            options.seedOr(0),
            planOptions.sampleCount(),
            planOptions.depth(),
            result,
            seconds,
            counterexample,
            script == null || found == null ? null : write(script, found),
            script == null ? null : script.text());
    System.out.print(ExploreSentences.head(report));
    System.out.print(ExploreSentences.find(report));
    System.out.print(ExploreSentences.coverage(report));
    System.out.println(ExploreSentences.verdict(report));
    options.writeJson(Json.of(report));
    return report.verdict().exitStatus();
  }

  private Exploration run(Task task) throws IOException {
    try (Progress progress = Progress.on(System.err, CommonOptions.hasTerminal(), "explore")) {
      return Explorer.run(
          task.spaces(),
          task.plan(),
          (states, transitions) -> {
            progress.at(task.geometry().name(), transitions);
            return !Interrupt.isRequested();
          });
    }
  }

  private static Script script(Geometry geometry, Exploration.Find found) {
    try (ModelSubject model = new ModelSubject(geometry)) {
      return ScriptOf.of(found.instructions(), model, Level.PLACEMENT, false);
    }
  }

  private Path write(Script script, Exploration.Find found) throws IOException {
    return CounterexampleFile.write(script, found.difference(), options.outOrHere());
  }
}
