package org.poolproof.specs.lockstep;

import java.util.Objects;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.script.Counters;
import org.poolproof.specs.script.Format;
import org.poolproof.specs.script.Header;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.StatisticsLine;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Summary;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;
import org.poolproof.specs.subject.UndefinedOperation;
import org.poolproof.specs.subject.port.PortSubject;

/**
 * A recording or script, carried out on a subject: every answer and every call of the layers below
 * is compared as it comes, the heap's invariants at intervals, counters and statistics at the end.
 * The first difference ends it.
 */
public final class Replay {

  /** How often, in operations, the invariants are checked. */
  public static final int CHECK_INTERVAL = 1 << 16;

  /** How often, in operations, the progress is told. */
  public static final int PROGRESS_INTERVAL = 1 << 12;

  private final ScriptReader reader;
  private final Subject subject;
  private final LongPredicate progress;
  private final Header header;
  private final RecordedLayers layers;
  private final @Nullable TraceReplay trace;
  private final Wording wording;
  private final Comparison comparison;
  private final StatisticsComparison statistics;
  private final ReplayWatch watch;
  private final Client client = new Client();
  private final int checkInterval;
  private long operationCount;
  private @Nullable Long lastLine;
  private @Nullable Difference difference;
  private @Nullable Step last;
  private boolean interrupted;

  private Replay(ScriptReader reader, Subject subject, Level level, LongPredicate progress) {
    this.reader = reader;
    this.subject = subject;
    this.progress = progress;
    header = reader.header();
    trace =
        header.recording() instanceof Recording.Trace(Summary summary)
            ? new TraceReplay(summary, subject)
            : null;
    layers = new RecordedLayers(subject.geometry(), header.recording());
    wording = new Wording(header.recording());
    comparison = new Comparison(level, wording, layers);
    statistics = new StatisticsComparison(subject);
    watch = new ReplayWatch(subject, level, wording);
    checkInterval = subject.geometry().slots() == null ? CHECK_INTERVAL : 1;
  }

  /**
   * Carries out what {@code reader} reads on {@code subject}, whose heap is empty.
   *
   * @param operationLimit at most so many operations; if the file has more, what it says of the end
   *     is not compared
   * @param progress is told the number of operations at intervals, and says whether to go on
   * @throws Unreadable if the file cannot be read as what its first line says
   */
  public static ReplayResult run(
      ScriptReader reader,
      Subject subject,
      Level level,
      long operationLimit,
      LongPredicate progress)
      throws Unreadable {
    if (reader.header().isSteady()) {
      return SteadyReplay.run(reader, subject);
    }
    Replay replay = new Replay(reader, subject, level, progress);
    String obstacle = null;
    try {
      boolean whole = replay.runUpTo(operationLimit);
      replay.finish(whole);
      obstacle = replay.isIdle() ? "there is no operation, so that nothing was compared" : null;
    } catch (CannotHold unheld) {
      obstacle = unheld.getMessage();
    }
    return replay.result(obstacle);
  }

  private boolean isIdle() {
    return lastLine == null && operationCount == 0 && difference == null && !interrupted;
  }

  private ReplayResult result(@Nullable String obstacle) {
    return new ReplayResult(
        operationCount,
        client.names().greatestCount(),
        difference,
        last,
        interrupted,
        watch.imageCheckCount(),
        watch.coverage(),
        obstacle);
  }

  /**
   * Whether the file ended, or a difference ended it, before the limit or an interrupt. What is
   * behind a difference is not read: it may be a consequence that cannot be.
   */
  private boolean runUpTo(long operationLimit) throws Unreadable {
    while (difference == null) {
      Statement statement = reader.next();
      if (statement == null) {
        break;
      }
      if (interrupted || (statement instanceof Step && operationCount == operationLimit)) {
        return false;
      }
      lastLine = textLine(statement);
      switch (statement) {
        case Step step -> {
          perform(step);
          last = difference == null ? null : step;
        }
        case Counters counters -> difference = guarded(() -> compare(counters), null);
        case StatisticsLine line -> difference = guarded(() -> statistics.compare(line), null);
      }
    }
    return true;
  }

  private void perform(Step step) {
    operationCount++;
    Client.Turn turn = client.turn(step.action());
    Operation operation = turn.operation();
    difference =
        operation == null
            ? comparison.ofUnbound(step, textLine(step), operationCount)
            : guarded(() -> compare(step, turn, operation), operationCount);
    if (operationCount % PROGRESS_INTERVAL == 0) {
      interrupted = !progress.test(operationCount);
    }
    if (operationCount % checkInterval == 0) {
      checkInvariants();
    }
  }

  private @Nullable Difference compare(Step step, Client.Turn turn, Operation operation) {
    Difference spoilt = watch.before(turn, operation, textLine(step), operationCount);
    if (spoilt != null) {
      return spoilt;
    }
    Performed performed = subject.perform(operation, below(step));
    boolean callsKnown = trace == null && (header.belowRecorded() || !step.below().isEmpty());
    Difference inCalls =
        callsKnown ? comparison.ofCalls(step, performed.calls(), operationCount) : null;
    Difference below = first(inCalls, trace == null ? layers.fault() : trace.fault(operationCount));
    Address answer = performed.answer();
    if (below != null) {
      boolean isCallTooMany =
          Objects.equals(below, inCalls) && Objects.equals(below.line(), step.line());
      return isCallTooMany ? resolve(below, step, answer) : below;
    }
    Difference inAnswer =
        comparison.ofAnswer(step, turn.namedAddress(), answer, textLine(step), operationCount);
    if (trace != null && trace.isCrowded()) {
      watch.overlookContents();
    }
    if (inAnswer == null) {
      inAnswer = watch.after(turn, operation, performed, textLine(step), operationCount);
    }
    if (inAnswer == null) {
      client.keep(turn, answer, operationCount);
      if (trace != null) {
        trace.count(step, turn, answer, client.names());
      }
    }
    return inAnswer == null || trace != null || inAnswer.rule() != Difference.Rule.ANSWER
        ? inAnswer
        : resolve(inAnswer, step, answer);
  }

  /** What {@code comparison} finds, be it that the subject does not answer. */
  private @Nullable Difference guarded(
      Supplier<@Nullable Difference> comparison, @Nullable Long operation) {
    try {
      return comparison.get();
    } catch (CannotHold unheld) {
      throw unheld;
    } catch (UndefinedOperation undefined) {
      if (subject instanceof PortSubject) {
        throw new CannotHold(subject.name() + " is not asked for " + undefined.getMessage());
      }
      return ofFailure(undefined, undefined, operation);
    } catch (RuntimeException failure) {
      return ofFailure(failure, failure, operation);
    } catch (StackOverflowError | AssertionError failure) {
      return ofFailure(failure, new IllegalStateException(failure), operation);
    }
  }

  /** The model's own failures are faults of this program, not of a subject. */
  private Difference ofFailure(Throwable failure, RuntimeException own, @Nullable Long operation) {
    if (subject instanceof ModelSubject) {
      throw own;
    }
    return new Difference(
        Difference.Rule.SUBJECT, lastLine, operation, "an answer", failure.toString());
  }

  /** {@code apparent}, or what is behind it if the recording contradicts itself in {@code step}. */
  private Difference resolve(Difference apparent, Step step, Address answer) {
    Contradiction contradiction = Contradiction.find(step, answer, layers);
    return contradiction == null ? apparent : contradiction.resolve(apparent, reader, wording);
  }

  private LayersBelow below(Step step) {
    if (trace != null) {
      return trace.layersFor(step);
    }
    layers.begin(step, header.belowRecorded(), operationCount);
    return layers;
  }

  /** The one at the lower line, {@code one} if it is the same. */
  private static @Nullable Difference first(@Nullable Difference one, @Nullable Difference other) {
    Long line = one == null ? null : one.line();
    Long otherLine = other == null ? null : other.line();
    return line == null || (otherLine != null && otherLine < line) ? other : one;
  }

  /** The line of {@code statement}, null in the binary part of a trace, which has none. */
  private @Nullable Long textLine(Statement statement) {
    return reader.format() == Format.TRACE ? null : statement.line();
  }

  private @Nullable Difference compare(Counters recorded) {
    HeapCounters actual = subject.counters();
    HeapCounters expected =
        new HeapCounters(
            recorded.allocatedBlockCount(),
            recorded.arenaGrantCount(),
            recorded.arenaReleaseCount(),
            recorded.arenaHighWaterCount());
    return actual == null || actual.equals(expected)
        ? null
        : new Difference(
            Difference.Rule.FINAL_COUNTER,
            recorded.line(),
            null,
            wording.of(expected),
            wording.of(actual));
  }

  private void checkInvariants() {
    if (difference == null) {
      difference =
          guarded(() -> watch.audit(client.names(), lastLine, operationCount), operationCount);
    }
  }

  private void finish(boolean whole) {
    checkInvariants();
    if (difference == null && whole) {
      difference = guarded(statistics::end, null);
    }
    if (difference == null && whole && trace != null) {
      TraceReplay summary = trace;
      difference = guarded(() -> summary.compareSummary(client.names()), null);
    }
  }
}
