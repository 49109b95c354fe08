package org.poolproof.specs.lockstep;

import java.util.EnumSet;
import java.util.Set;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/** A subject alone, judged by the rules that any allocator keeps. */
final class ContractBout implements Bout {

  private final Subject subject;
  private final Set<Compared> compared;
  private final ConditionedLayers layers;
  private final Judge judge;
  private final Presumption presumption;
  private final Client client = new Client();
  private long operationCount;
  private boolean isGranted;
  private @Nullable Performed performed;

  ContractBout(@NotOwning Subject subject, Set<Compared> compared) {
    this.subject = subject;
    this.compared = EnumSet.copyOf(compared);
    layers = new ConditionedLayers(subject.geometry());
    judge = new Judge(subject);
    presumption = new Presumption(subject);
  }

  @Override
  public @Nullable Difference perform(Instruction instruction) {
    operationCount++;
    isGranted = false;
    performed = null;
    if (!presumption.isDefined(instruction.action())) {
      return null;
    }
    Client.Turn turn = client.turn(instruction.action());
    Operation operation = turn.operation();
    if (operation == null) {
      return null;
    }
    layers.begin(instruction.conditions(), operationCount);
    try {
      Difference difference = judge.before(operation, operationCount);
      if (difference != null) {
        return difference;
      }
      Performed actual = subject.perform(operation, layers);
      performed = actual;
      isGranted = !actual.answer().isNull();
      difference = layers.fault();
      if (difference == null) {
        difference = judge.after(operation, actual, operationCount);
      }
      client.keep(turn, actual.answer(), operationCount);
      return difference;
    } catch (CannotHold unheld) {
      throw unheld;
    } catch (RuntimeException | StackOverflowError | AssertionError failure) {
      return compared.contains(Compared.FAILURE)
          ? new Difference(
              Difference.Rule.SUBJECT, null, operationCount, "an answer", failure.toString())
          : null;
    }
  }

  /** What the subject did in the last operation, null if it did not get to an end. */
  @Nullable Performed performed() {
    return performed;
  }

  @Override
  public @Nullable Difference audit() {
    return judge.all(operationCount);
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
