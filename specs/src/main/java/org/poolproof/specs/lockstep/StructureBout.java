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
 * A subject and a reference that may put their blocks elsewhere: each has a client of its own. They
 * make the same calls below, are granted or refused alike, count alike; where the subject's blocks
 * lie and what they hold, the contract judges.
 */
final class StructureBout implements Bout {

  private final Subject reference;
  private final Subject subject;
  private final Set<Compared> compared;
  private final ConditionedLayers layers;
  private final Echo echo = new Echo();
  private final Client client = new Client();
  private final Client subjectsClient = new Client();
  private final Wording wording = new Wording(Recording.NONE);
  private final CallComparison calls;
  private final Judge judge;
  private final Audit audit;
  private long operationCount;
  private boolean isGranted;

  StructureBout(@NotOwning Subject reference, @NotOwning Subject subject, Set<Compared> compared) {
    this.reference = reference;
    this.subject = subject;
    this.compared = EnumSet.copyOf(compared);
    layers = new ConditionedLayers(reference.geometry());
    calls = new CallComparison(wording, this.compared);
    judge = new Judge(subject);
    audit = new Audit(reference, subject, wording, withoutImage(this.compared));
  }

  /** An image holds addresses; it is compared at placement only. */
  private static Set<Compared> withoutImage(Set<Compared> compared) {
    Set<Compared> rest = EnumSet.copyOf(compared);
    rest.removeIf(each -> each.name().startsWith("IMAGE"));
    return rest;
  }

  @Override
  public @Nullable Difference perform(Instruction instruction) {
    operationCount++;
    Client.Turn turn = client.turn(instruction.action());
    Client.Turn subjectsTurn = subjectsClient.turn(instruction.action());
    Operation operation = turn.operation();
    Operation subjects = subjectsTurn.operation();
    isGranted = false;
    if (operation == null || subjects == null) {
      return null;
    }
    layers.begin(instruction.conditions(), operationCount);
    Performed expected = reference.perform(operation, layers);
    isGranted = !expected.answer().isNull();
    client.keep(turn, expected.answer(), operationCount);
    audit.note(expected.calls());
    return layers.fault() == null ? compare(subjectsTurn, subjects, expected) : layers.fault();
  }

  private @Nullable Difference compare(Client.Turn turn, Operation operation, Performed expected) {
    try {
      Difference difference = judge.before(operation, operationCount);
      if (difference != null) {
        return difference;
      }
      echo.begin(expected.calls());
      Performed actual = subject.perform(operation, echo);
      difference = calls.find(expected.calls(), actual.calls(), operationCount);
      if (difference == null) {
        difference = ofAnswers(expected.answer(), actual.answer());
      }
      if (difference == null) {
        difference = judge.after(operation, actual, operationCount);
      }
      subjectsClient.keep(turn, actual.answer(), operationCount);
      return difference;
    } catch (CannotHold unheld) {
      throw unheld;
    } catch (RuntimeException | StackOverflowError | AssertionError failure) {
      return compared.contains(Compared.FAILURE)
          ? difference(Difference.Rule.SUBJECT, "an answer", failure.toString())
          : null;
    }
  }

  private @Nullable Difference ofAnswers(Address expected, Address actual) {
    return expected.isNull() == actual.isNull() || !compared.contains(Compared.ANSWER)
        ? null
        : difference(
            Difference.Rule.ANSWER, expected.isNull() ? "null" : "a block", wording.of(actual));
  }

  private Difference difference(Difference.Rule rule, String expected, String actual) {
    return new Difference(rule, null, operationCount, expected, actual);
  }

  @Override
  public @Nullable Difference audit() {
    Difference difference = judge.all(operationCount);
    return difference == null ? audit.find(operationCount) : difference;
  }

  @Override
  public long operationCount() {
    return operationCount;
  }

  @Override
  public boolean isGranted() {
    return isGranted;
  }

  @Override
  public int greatestLiveBlockCount() {
    return client.names().greatestCount();
  }

  @Override
  public long imageCheckCount() {
    return 0;
  }
}
