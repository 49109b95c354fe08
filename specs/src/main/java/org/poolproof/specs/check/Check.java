package org.poolproof.specs.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.lockstep.Bout;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Growth;
import org.poolproof.specs.scenario.Campaign;
import org.poolproof.specs.scenario.Episode;
import org.poolproof.specs.scenario.Workload;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Subject;

/** Random operations, episode by episode, until the first difference. */
public final class Check {

  /** How often, in operations, all that is not compared in each operation is. */
  public static final int AUDIT_INTERVAL = 1 << 16;

  /** The same in a tiny geometry, whose whole heap is soon looked at. */
  private static final int TINY_AUDIT_INTERVAL = 1 << 5;

  /** So many more episodes a geometry has at most, for rules that were not taken by chance. */
  private static final int SUPPLEMENTS = 2_000;

  /** A sequence that is written down before it is compared has so many operations at most. */
  private static final int LONGEST_SCRIPT = 1 << 12;

  private static final int PROGRESS_INTERVAL = 1 << 12;

  /** So many operations make a round of steady work, in turn. */
  private static final int[] ROUND_OPERATIONS = {16, 32, 64, 160};

  private final Contestants contestants;
  private final Level level;
  private final Set<Compared> compared;
  private final LongPredicate progress;
  private final Map<Geometry, Map<Rule, Long>> coverage = new LinkedHashMap<>();
  private long operationCount;
  private long episodeCount;
  private int greatestLiveBlockCount;
  private long imageCheckCount;
  private boolean isInterrupted;

  private Check(
      Contestants contestants, Level level, Set<Compared> compared, LongPredicate progress) {
    this.contestants = contestants;
    this.level = level;
    this.compared = compared;
    this.progress = progress;
  }

  /**
   * Carries {@code campaign} out at level placement.
   *
   * @param progress is told the number of operations at intervals, and says whether to go on
   */
  public static CheckResult run(
      Campaign campaign, Contestants contestants, LongPredicate progress) {
    return run(campaign, contestants, Level.PLACEMENT, EnumSet.allOf(Compared.class), progress);
  }

  /** The same at {@code level}, where only what is {@code compared} can be found. */
  public static CheckResult run(
      Campaign campaign,
      Contestants contestants,
      Level level,
      Set<Compared> compared,
      LongPredicate progress) {
    return new Check(contestants, level, compared, progress).run(campaign);
  }

  private CheckResult run(Campaign campaign) {
    Failure failure = null;
    String obstacle = null;
    try {
      while (campaign.hasNext() && failure == null && !isInterrupted) {
        failure = uninterrupted(failure(campaign.next()));
      }
      for (int extra = 0; extra < SUPPLEMENTS && failure == null && !isInterrupted; extra++) {
        List<Geometry> lacking = campaign.isFull() ? lackingRules() : List.of();
        for (int at = 0; at < lacking.size() && failure == null; at++) {
          failure = uninterrupted(failure(campaign.supplement(lacking.get(at))));
        }
      }
    } catch (CannotHold unheld) {
      obstacle = unheld.getMessage();
    }
    return new CheckResult(
        operationCount,
        episodeCount,
        greatestLiveBlockCount,
        imageCheckCount,
        coverage,
        campaign.isFull(),
        failure,
        isInterrupted,
        obstacle);
  }

  /** A subject that ended when the run was told to stop may have been told, too. */
  private @Nullable Failure uninterrupted(@Nullable Failure failure) {
    if (failure == null || failure.difference().rule() != Difference.Rule.SUBJECT) {
      return failure;
    }
    isInterrupted = !progress.test(operationCount);
    return isInterrupted ? null : failure;
  }

  /** The geometries some of whose rules were not taken yet. */
  private List<Geometry> lackingRules() {
    List<Geometry> lacking = new ArrayList<>();
    coverage.forEach((geometry, counts) -> {
      if (!CheckResult.missing(geometry, counts).isEmpty()) {
        lacking.add(geometry);
      }
    });
    return lacking;
  }

  private @Nullable Failure failure(Episode episode) {
    if (episode.kind() == Episode.Kind.ROUND) {
      return failureOfSteadyWork(episode);
    }
    if (contestants.areOnLayersOfTheirOwn(episode.geometry())) {
      return failureOnOwnLayers(episode);
    }
    return failureOnce(episode);
  }

  private @Nullable Failure failureOnce(Episode episode) {
    Difference difference = run(episode);
    return difference == null ? null : failure(episode, difference);
  }

  private @Nullable Failure failureOfSteadyWork(Episode episode) {
    Geometry geometry = episode.geometry();
    List<Instruction> round;
    try (Subject subject = contestants.subject(geometry, true)) {
      if (!Growth.isTold(subject)) {
        return failureOnce(episode.insteadOfSteadyWork());
      }
      int count = ROUND_OPERATIONS[(int) (episodeCount % ROUND_OPERATIONS.length)];
      round = instructions(episode, count, Bout.alone(subject));
    }
    Difference difference = new SteadyTrial(contestants, geometry).run(round);
    operationCount += episode.operationCount();
    episodeCount++;
    isInterrupted = !progress.test(operationCount);
    return difference == null ? null : new Failure(geometry, round, true, difference);
  }

  private @Nullable Failure failureOnOwnLayers(Episode episode) {
    long count = Math.min(episode.operationCount(), LONGEST_SCRIPT);
    Geometry geometry = episode.geometry();
    List<Instruction> instructions;
    try (@Nullable Subject reference = contestants.reference(geometry);
        Subject subject = contestants.subject(geometry, true)) {
      Bout bout = Bout.alone(reference == null ? subject : reference);
      instructions = instructions(episode, count, bout);
      greatestLiveBlockCount = Math.max(greatestLiveBlockCount, bout.greatestLiveBlockCount());
      if (reference instanceof ModelSubject model) {
        count(model);
      }
    }
    Difference difference = contestants.trial(geometry, level, compared).run(instructions);
    Long last = difference == null ? null : difference.operation();
    operationCount += last == null ? count : last;
    episodeCount++;
    isInterrupted = !progress.test(operationCount);
    return difference == null
        ? null
        : new Failure(
            geometry,
            last == null ? instructions : instructions.subList(0, Math.toIntExact(last)),
            difference);
  }

  private @Nullable Difference run(Episode episode) {
    boolean isShort = episode.kind() != Episode.Kind.STEADY;
    try (@Nullable Subject reference = contestants.reference(episode.geometry());
        Subject subject = contestants.subject(episode.geometry(), isShort)) {
      Bout bout = Bout.of(reference, subject, level, compared);
      Difference difference = run(bout, episode);
      episodeCount++;
      greatestLiveBlockCount = Math.max(greatestLiveBlockCount, bout.greatestLiveBlockCount());
      imageCheckCount += bout.imageCheckCount();
      if (reference instanceof ModelSubject model) {
        count(model);
      }
      return difference;
    }
  }

  private @Nullable Difference run(Bout bout, Episode episode) {
    Workload scenario = Workload.of(episode);
    int interval = episode.geometry().slots() == null ? AUDIT_INTERVAL : TINY_AUDIT_INTERVAL;
    for (long number = 1; number <= episode.operationCount() && !isInterrupted; number++) {
      Difference difference = bout.perform(scenario.next());
      scenario.answered(bout.isGranted());
      if (difference == null && number % interval == 0) {
        difference = bout.audit();
      }
      operationCount++;
      if (operationCount % PROGRESS_INTERVAL == 0) {
        isInterrupted = !progress.test(operationCount);
      }
      if (difference != null) {
        return difference;
      }
    }
    return bout.audit();
  }

  private void count(ModelSubject model) {
    Map<Rule, Long> counts =
        coverage.computeIfAbsent(model.geometry(), geometry -> new EnumMap<>(Rule.class));
    model.coverage().forEach((rule, count) -> counts.merge(rule, count, Long::sum));
  }

  /**
   * The operations of {@code episode} up to {@code difference}, made up once more: by the reference
   * alone, or if there is none by the subject.
   */
  private Failure failure(Episode episode, Difference difference) {
    Long last = difference.operation();
    long count = last == null ? episode.operationCount() : last;
    try (@Nullable Subject reference = contestants.reference(episode.geometry());
        Subject subject = contestants.subject(episode.geometry(), true)) {
      Bout bout = Bout.alone(reference == null || level == Level.CONTRACT ? subject : reference);
      return new Failure(episode.geometry(), instructions(episode, count, bout), difference);
    }
  }

  private static List<Instruction> instructions(Episode episode, long count, Bout bout) {
    List<Instruction> instructions = new ArrayList<>();
    Workload scenario = Workload.of(episode);
    while (instructions.size() < count) {
      Instruction next = scenario.next();
      instructions.add(next);
      bout.perform(next);
      scenario.answered(bout.isGranted());
    }
    return instructions;
  }
}
