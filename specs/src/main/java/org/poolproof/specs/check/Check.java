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
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Lockstep;
import org.poolproof.specs.scenario.Campaign;
import org.poolproof.specs.scenario.Episode;
import org.poolproof.specs.scenario.Scenario;
import org.poolproof.specs.script.Instruction;
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

  private static final int PROGRESS_INTERVAL = 1 << 12;

  private final Contestants contestants;
  private final Set<Compared> compared;
  private final LongPredicate progress;
  private final Map<Geometry, Map<Rule, Long>> coverage = new LinkedHashMap<>();
  private long operationCount;
  private long episodeCount;
  private int greatestLiveBlockCount;
  private long imageCheckCount;
  private boolean isInterrupted;

  private Check(Contestants contestants, Set<Compared> compared, LongPredicate progress) {
    this.contestants = contestants;
    this.compared = compared;
    this.progress = progress;
  }

  /**
   * Carries {@code campaign} out.
   *
   * @param progress is told the number of operations at intervals, and says whether to go on
   */
  public static CheckResult run(
      Campaign campaign, Contestants contestants, LongPredicate progress) {
    return run(campaign, contestants, EnumSet.allOf(Compared.class), progress);
  }

  /** The same, where only what is {@code compared} can be found. */
  public static CheckResult run(
      Campaign campaign, Contestants contestants, Set<Compared> compared, LongPredicate progress) {
    return new Check(contestants, compared, progress).run(campaign);
  }

  private CheckResult run(Campaign campaign) {
    Failure failure = null;
    String obstacle = null;
    try {
      while (campaign.hasNext() && failure == null && !isInterrupted) {
        failure = failure(campaign.next());
      }
      for (int extra = 0; extra < SUPPLEMENTS && failure == null && !isInterrupted; extra++) {
        List<Geometry> lacking = campaign.isFull() ? lackingRules() : List.of();
        for (int at = 0; at < lacking.size() && failure == null; at++) {
          failure = failure(campaign.supplement(lacking.get(at)));
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
    Difference difference = run(episode);
    return difference == null ? null : failure(episode, difference);
  }

  private @Nullable Difference run(Episode episode) {
    boolean isShort = episode.kind() != Episode.Kind.STEADY;
    try (Subject reference = contestants.reference(episode.geometry());
        Subject subject = contestants.subject(episode.geometry(), isShort)) {
      Lockstep lockstep = new Lockstep(reference, subject, compared);
      Difference difference = run(lockstep, episode);
      episodeCount++;
      greatestLiveBlockCount = Math.max(greatestLiveBlockCount, lockstep.greatestLiveBlockCount());
      imageCheckCount += lockstep.imageCheckCount();
      if (reference instanceof ModelSubject model) {
        count(model);
      }
      return difference;
    }
  }

  private @Nullable Difference run(Lockstep lockstep, Episode episode) {
    Scenario scenario = new Scenario(episode);
    int interval = episode.geometry().slots() == null ? AUDIT_INTERVAL : TINY_AUDIT_INTERVAL;
    for (long number = 1; number <= episode.operationCount() && !isInterrupted; number++) {
      Difference difference = lockstep.perform(scenario.next());
      scenario.answered(lockstep.isGranted());
      if (difference == null && number % interval == 0) {
        difference = lockstep.audit();
      }
      operationCount++;
      if (operationCount % PROGRESS_INTERVAL == 0) {
        isInterrupted = !progress.test(operationCount);
      }
      if (difference != null) {
        return difference;
      }
    }
    return lockstep.audit();
  }

  private void count(ModelSubject model) {
    Map<Rule, Long> counts =
        coverage.computeIfAbsent(model.geometry(), geometry -> new EnumMap<>(Rule.class));
    model.coverage().forEach((rule, count) -> counts.merge(rule, count, Long::sum));
  }

  /** The operations of {@code episode} up to {@code difference}, made up once more. */
  private Failure failure(Episode episode, Difference difference) {
    List<Instruction> instructions = new ArrayList<>();
    Long last = difference.operation();
    try (Subject reference = contestants.reference(episode.geometry())) {
      Lockstep lockstep = Lockstep.of(reference);
      Scenario scenario = new Scenario(episode);
      while (last != null && instructions.size() < last) {
        Instruction next = scenario.next();
        instructions.add(next);
        lockstep.perform(next);
        scenario.answered(lockstep.isGranted());
      }
    }
    return new Failure(episode.geometry(), instructions, difference);
  }
}
