package org.poolproof.specs.lockstep;

import java.util.EnumSet;
import java.util.Set;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/**
 * A subject and a reference, operation by operation. The reference goes first, on layers below that
 * do what the conditions say; the subject gets the answers that the reference got, to the same
 * requests in the same order, and refusals otherwise. So what is found here is found again when the
 * reference's side is written down as a script and replayed.
 */
public final class Lockstep implements Bout {

  private final Subject reference;
  private final @Nullable Subject subject;
  private final Set<Compared> compared;
  private final ConditionedLayers layers;
  private final Echo echo = new Echo();
  private final CallComparison calls;
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
    calls = new CallComparison(wording, this.compared);
    audit = new Audit(reference, subject, wording, this.compared);
    memory = ClientMemory.of(subject, this.compared);
  }

  private Lockstep(@NotOwning Subject reference) {
    this.reference = reference;
    subject = null;
    compared = EnumSet.noneOf(Compared.class);
    layers = new ConditionedLayers(reference.geometry());
    calls = new CallComparison(wording, compared);
    audit = null;
    memory = null;
  }

  /** A reference alone, of which only the answers and the calls are wanted. */
  static Lockstep of(@NotOwning Subject reference) {
    return new Lockstep(reference);
  }

  @Override
  public long operationCount() {
    return operationCount;
  }

  @Override
  public int greatestLiveBlockCount() {
    return client.names().greatestCount();
  }

  @Override
  public long imageCheckCount() {
    return audit == null ? 0 : audit.imageCheckCount();
  }

  /** What the reference did in the last operation; null if that was on a name without a block. */
  public @Nullable Performed expected() {
    return expected;
  }

  @Override
  public boolean isGranted() {
    return expected != null && !expected.answer().isNull();
  }

  @Override
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
    if (audit != null && !model.calls().isEmpty()) {
      audit.note(model.calls());
    }
    return difference;
  }

  private @Nullable Difference compare(
      Subject other, Client.Turn turn, Operation operation, Performed model) {
    try {
      echo.begin(model.calls());
      Performed actual = other.perform(operation, echo);
      Difference difference = calls.find(model.calls(), actual.calls(), operationCount);
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

  private @Nullable Difference ofAnswers(Address model, Address actual) {
    return model.equals(actual) || !compared.contains(Compared.ANSWER)
        ? null
        : difference(Difference.Rule.ANSWER, wording.of(model), wording.of(actual));
  }

  @Override
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
}
