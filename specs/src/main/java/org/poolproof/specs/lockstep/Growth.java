package org.poolproof.specs.lockstep;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.contract.Profile;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.Subject;
import org.poolproof.specs.subject.jvm.AllocatorSubject;
import org.poolproof.specs.subject.port.HostFault;
import org.poolproof.specs.subject.port.PortSubject;

/**
 * Steady work: a round of operations, carried out again and again; what is live at the end of a
 * round is freed, the oldest first. An allocator that gets its memory back holds, after some
 * rounds, no more than before; one that loses some holds more and more.
 *
 * <pre>
 *   held                              ____----      growth at each of several looks in a row,
 *          ____----____          ____----           and hardly less afterwards: broken
 *      ___/            ----____  /
 *     /  warming up    looks, at intervals of so many operations
 * </pre>
 */
public final class Growth {

  private static final int FIRST_INTERVAL = 1_000;
  private static final int GREATEST_INTERVAL = 20_000;
  private static final int WARM_UP_LOOKS = 2;
  private static final int LOOKS = 24;

  /** After so many looks in a row without growth there is none. */
  private static final int IDLE_LOOKS = 3;

  /** So many times in a row it must have grown, by so many bytes or more. */
  private static final int STREAK = 6;

  /** So many times as many rounds follow then, in which it must grow at least so fast. */
  private static final int CONFIRMING_FACTOR = 2;

  private static final double CONFIRMING_SHARE = 0.75;

  private static final long STEP_BYTES = 16 << 10;

  /** Rounds of large blocks are fewer. */
  private static final long BYTES_PER_OPERATION = 2 << 10;

  private final Worker worker;
  private final Profile profile;
  private final List<Action> round;
  private final Presumption presumption;

  /** What is live at the end of a round. */
  private final List<Integer> left;

  private long roundCount;

  /** Who carries the work out. */
  interface Worker {

    /** Carries {@code action} out and writes to the block that is answered. */
    void perform(Action action);

    /** How much memory is held when all is done, in bytes; null if nobody tells. */
    @Nullable Long heldBytes();
  }

  private Growth(List<Action> round, @NotOwning Subject subject, Worker worker) {
    this.worker = worker;
    this.round = round;
    profile = subject.profile();
    presumption = new Presumption(subject);
    left = left(round);
  }

  /** The blocks of {@code round} that it does not free, the oldest first, if they are granted. */
  private static List<Integer> left(List<Action> round) {
    Set<Integer> left = new LinkedHashSet<>();
    for (Action action : round) {
      switch (action) {
        case Action.Malloc m -> left.add(m.blockNumber());
        case Action.Calloc c -> left.add(c.blockNumber());
        case Action.ReallocNull r -> left.add(r.blockNumber());
        case Action.Free f -> left.remove(f.blockNumber());
        case Action.Realloc r -> {}
        case Action.FreeNull f -> {}
      }
    }
    return List.copyOf(left);
  }

  /** Whether {@code subject} tells how much memory it holds, or fails when it is asked. */
  public static boolean isTold(@NotOwning Subject subject) {
    Worker worker = worker(subject);
    try {
      return worker != null && worker.heldBytes() != null;
    } catch (HostFault found) {
      return true;
    }
  }

  private static @Nullable Worker worker(@NotOwning Subject subject) {
    return subject instanceof PortSubject port
        ? new PortWorker(port)
        : subject instanceof AllocatorSubject allocator ? new AllocatorWorker(allocator) : null;
  }

  /**
   * Carries {@code round} out on {@code subject}, whose heap is empty; the difference if what it
   * holds grows, null if it does not.
   *
   * @throws CannotHold if the subject does not tell how much memory it holds
   */
  public static @Nullable Difference find(List<Action> round, @NotOwning Subject subject) {
    Worker worker = worker(subject);
    if (worker == null) {
      throw untold(subject.name());
    }
    if (round.isEmpty()) {
      return null;
    }
    try {
      return new Growth(List.copyOf(round), subject, worker).find(subject.name());
    } catch (CannotHold unheld) {
      throw unheld;
    } catch (RuntimeException | StackOverflowError | AssertionError failure) {
      return new Difference(Difference.Rule.SUBJECT, null, null, "an answer", failure.toString());
    }
  }

  private static CannotHold untold(String name) {
    return new CannotHold(
        name + " does not tell how much memory it holds, which a steady script needs");
  }

  private @Nullable Difference find(String name) {
    long high = 0;
    int interval = FIRST_INTERVAL;
    int streak = 0;
    int idle = 0;
    long streakBytes = 0;
    long streakRounds = 0;
    for (int look = 1; look <= LOOKS && streak < STREAK && idle < IDLE_LOOKS; look++) {
      long roundsBefore = roundCount;
      run(rounds(interval));
      long growth = held(name) - high;
      high = Math.max(high, high + growth);
      if (look <= WARM_UP_LOOKS) {
        continue;
      }
      boolean isGrown = growth >= STEP_BYTES;
      streak = isGrown ? streak + 1 : 0;
      streakBytes = isGrown ? streakBytes + growth : 0;
      streakRounds = isGrown ? streakRounds + roundCount - roundsBefore : 0;
      idle = growth > 0 ? 0 : idle + 1;
      interval = isGrown ? interval : Math.min(2 * interval, GREATEST_INTERVAL);
    }
    return streak < STREAK ? null : confirmed(name, high, (double) streakBytes / streakRounds);
  }

  /**
   * What is lost in each round is lost in later ones, too; an allocator that is still warming up
   * grows less and less.
   */
  private @Nullable Difference confirmed(String name, long high, double bytesPerRound) {
    long roundsBefore = roundCount;
    run(CONFIRMING_FACTOR * roundCount);
    long held = held(name);
    long rounds = roundCount - roundsBefore;
    return held - high < rounds * bytesPerRound * CONFIRMING_SHARE
        ? null
        : new Difference(
            Difference.Rule.BOUNDED,
            null,
            null,
            "no more than after the rounds before",
            "%,d bytes after %,d rounds, %,d of them since round %,d"
                .formatted(held, roundCount, held - high, roundsBefore));
  }

  private long held(String name) {
    Long held = worker.heldBytes();
    if (held == null) {
      throw untold(name);
    }
    return held;
  }

  private long rounds(int interval) {
    long operations = Math.max(1, (long) round.size() + left.size());
    return Math.max(
        1,
        Math.min(
            interval / operations, interval * BYTES_PER_OPERATION / Math.max(1, roundBytes())));
  }

  private void run(long rounds) {
    for (long count = 0; count < rounds; count++) {
      for (Action action : round) {
        ask(action);
      }
      for (int number : left) {
        ask(new Action.Free(Domain.OBJ, number));
      }
      roundCount++;
    }
  }

  private long roundBytes() {
    long bytes = 0;
    for (Action action : round) {
      bytes += Math.min(profile.servedBytes(), requestedBytes(action));
    }
    return bytes;
  }

  private static long requestedBytes(Action action) {
    return switch (action) {
      case Action.Malloc m -> m.size().value() & Long.MAX_VALUE;
      case Action.Calloc c -> c.elementCount() * c.elementSize().value() & Long.MAX_VALUE;
      case Action.ReallocNull r -> r.size().value() & Long.MAX_VALUE;
      case Action.Realloc r -> r.size().value() & Long.MAX_VALUE;
      case Action.Free f -> 0;
      case Action.FreeNull f -> 0;
    };
  }

  private void ask(Action action) {
    if (presumption.isDefined(action)) {
      worker.perform(action);
    }
  }
}
