package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/**
 * A subject and a reference, operation by operation. The reference goes first, on layers below that
 * do what the conditions say; the subject gets the answers that the reference got, to the same
 * requests in the same order, and refusals otherwise. So what is found here is found again when the
 * reference's side is written down as a script and replayed.
 */
public final class Lockstep {

  private static final String NO_CALL = "no further call of a layer below";

  private final Subject reference;
  private final @Nullable Subject subject;
  private final Set<Compared> compared;
  private final ConditionedLayers layers;
  private final Echo echo = new Echo();
  private final Client client = new Client();
  private final Wording wording = new Wording(Recording.NONE);
  private final @Nullable Audit audit;
  private final @Nullable ClientMemory memory;
  private long operationCount;
  private @Nullable Performed expected;

  /** Everything is compared. */
  public Lockstep(@NotOwning Subject reference, @NotOwning Subject subject) {
    this(reference, subject, EnumSet.allOf(Compared.class));
  }

  /**
   * Two heaps that start empty.
   *
   * @param compared what is compared
   */
  public Lockstep(
      @NotOwning Subject reference, @NotOwning Subject subject, Set<Compared> compared) {
    this.reference = reference;
    this.subject = subject;
    this.compared = EnumSet.copyOf(compared);
    layers = new ConditionedLayers(reference.geometry());
    audit = new Audit(reference, subject, wording, this.compared);
    memory = ClientMemory.of(subject, this.compared);
  }

  private Lockstep(@NotOwning Subject reference) {
    this.reference = reference;
    subject = null;
    compared = EnumSet.noneOf(Compared.class);
    layers = new ConditionedLayers(reference.geometry());
    audit = null;
    memory = null;
  }

  /** A reference alone, of which only the answers and the calls are wanted. */
  public static Lockstep of(@NotOwning Subject reference) {
    return new Lockstep(reference);
  }

  /** How many operations there were. */
  public long operationCount() {
    return operationCount;
  }

  /** The most blocks that were live at a time. */
  public int greatestLiveBlockCount() {
    return client.names().greatestCount();
  }

  /** How often the image was compared. */
  public long imageCheckCount() {
    return audit == null ? 0 : audit.imageCheckCount();
  }

  /** What the reference did in the last operation; null if that was on a name without a block. */
  public @Nullable Performed expected() {
    return expected;
  }

  /** Whether the last operation, a creation or realloc, was granted. */
  public boolean isGranted() {
    return expected != null && !expected.answer().isNull();
  }

  /** Carries out {@code instruction}; the difference, null if there is none. */
  public @Nullable Difference perform(Instruction instruction) {
    operationCount++;
    Client.Turn turn = client.turn(instruction.action());
    Operation operation = turn.operation();
    if (operation == null) {
      expected = null;
      return null;
    }
    String spoilt = memory == null ? null : memory.before(turn);
    if (spoilt != null) {
      return difference(Difference.Rule.CONTENT, ClientMemory.KEPT, spoilt);
    }
    layers.begin(instruction.conditions(), operationCount);
    Performed model = reference.perform(operation, layers);
    expected = model;
    if (layers.fault() != null) {
      return layers.fault();
    }
    Difference difference = subject == null ? null : compare(subject, turn, operation, model);
    client.keep(turn, model.answer(), operationCount);
    if (audit != null) {
      audit.note(model.calls());
    }
    return difference;
  }

  private @Nullable Difference compare(
      Subject other, Client.Turn turn, Operation operation, Performed model) {
    try {
      echo.begin(model.calls());
      Performed actual = other.perform(operation, echo);
      Difference difference = ofCalls(model.calls(), actual.calls());
      if (difference == null) {
        difference = ofAnswers(model.answer(), actual.answer());
      }
      if (difference == null && memory != null) {
        String spoilt = memory.after(turn, model.answer());
        difference =
            spoilt == null
                ? null
                : difference(Difference.Rule.CONTENT, ClientMemory.expectation(turn), spoilt);
      }
      return difference;
    } catch (CannotHold unheld) {
      throw unheld;
    } catch (RuntimeException | StackOverflowError | AssertionError failure) {
      return ofFailure(failure);
    }
  }

  private @Nullable Difference ofFailure(Throwable failure) {
    return compared.contains(Compared.FAILURE)
        ? difference(Difference.Rule.SUBJECT, "an answer", failure.toString())
        : null;
  }

  private @Nullable Difference ofCalls(List<Call> model, List<Call> actual) {
    if (model.isEmpty() && actual.isEmpty()) {
      return null;
    }
    List<Request> wanted = requests(model);
    List<Request> made = requests(actual);
    for (int at = 0; at < Math.max(wanted.size(), made.size()); at++) {
      Request one = at < wanted.size() ? wanted.get(at) : null;
      Request other = at < made.size() ? made.get(at) : null;
      if (one == null || !one.equals(other)) {
        return difference(
            Difference.Rule.CALL,
            one == null ? NO_CALL : wording.of(one),
            other == null ? NO_CALL : wording.of(other));
      }
    }
    return null;
  }

  private List<Request> requests(List<Call> calls) {
    List<Request> requests = new ArrayList<>();
    for (Call call : calls) {
      if (compared.contains(Compared.of(call.request()))) {
        requests.add(call.request());
      }
    }
    return requests;
  }

  private @Nullable Difference ofAnswers(Address model, Address actual) {
    return model.equals(actual) || !compared.contains(Compared.ANSWER)
        ? null
        : difference(Difference.Rule.ANSWER, wording.of(model), wording.of(actual));
  }

  /**
   * Looks at everything that is not looked at in each operation: the contents of all blocks, the
   * image, the invariants, counters, statistics. The difference, null if there is none.
   */
  public @Nullable Difference audit() {
    if (audit == null) {
      return null;
    }
    try {
      String spoilt = memory == null ? null : memory.all(client.names());
      return spoilt == null
          ? audit.find(operationCount)
          : difference(Difference.Rule.CONTENT, ClientMemory.KEPT, spoilt);
    } catch (RuntimeException | StackOverflowError | AssertionError failure) {
      return ofFailure(failure);
    }
  }

  private Difference difference(Difference.Rule rule, String wanted, String actual) {
    return new Difference(rule, null, operationCount, wanted, actual);
  }

  /** The answers that the reference got. */
  private static final class Echo implements LayersBelow {
    private List<Call> calls = List.of();
    private int next;

    void begin(List<Call> given) {
      calls = given;
      next = 0;
    }

    @Override
    public Answer answer(Request request) {
      while (next < calls.size()) {
        Call call = calls.get(next++);
        Answer answer = call.answer();
        if (answer != null) {
          return call.request().equals(request) ? answer : Answer.REFUSED;
        }
      }
      return Answer.REFUSED;
    }

    @Override
    public void takeBack(Request release) {
      // The reference's layers keep the ledger; the comparison tells who is wrong.
    }
  }
}
