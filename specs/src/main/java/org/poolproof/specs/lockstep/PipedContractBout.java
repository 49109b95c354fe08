package org.poolproof.specs.lockstep;

import java.util.List;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.ScriptWriter;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.port.HostFault;
import org.poolproof.specs.subject.port.Port;
import org.poolproof.specs.subject.port.PortSubject;
import org.poolproof.specs.subject.port.Reply;

/**
 * An allocator behind a pipe, judged by the rules that any allocator keeps. Operations are asked
 * ahead, and each is judged when it is answered: a difference is that of an earlier operation, and
 * whether one was granted is {@linkplain Presumption presumed}.
 */
final class PipedContractBout implements Bout {

  private final Port port;
  private final Judge judge;
  private final Presumption presumption;
  private final PipedContents contents;

  /** As far as it is answered. */
  private final Client client = new Client();

  private long operationCount;
  private boolean isGranted;
  private final FirstDifference first = new FirstDifference();

  PipedContractBout(@NotOwning PortSubject subject) {
    port = subject.port();
    judge = new Judge(subject);
    presumption = new Presumption(subject);
    contents =
        new PipedContents(
            port,
            subject.profile().servedBytes(),
            number -> () -> client.names().find(number) == null,
            true,
            first);
  }

  @Override
  public @Nullable Difference perform(Instruction instruction) {
    operationCount++;
    Action action = instruction.action();
    long number = operationCount;
    isGranted = presumption.isDefined(action) && presumption.isGranted(action);
    if (!presumption.isDefined(action)) {
      return first.get();
    }
    try {
      contents.before(action, number);
      String line = ScriptWriter.text(action);
      port.ask(line, reply -> answered(line, action, reply, number));
      contents.after(action, number);
      port.stepTaken();
    } catch (HostFault fault) {
      first.keep(fault, operationCount);
    }
    return first.get();
  }

  private void answered(String line, Action action, Reply reply, long number) {
    if (first.get() != null) {
      return;
    }
    Client.Turn turn = client.turn(action);
    Operation operation = turn.operation();
    if (reply.isUnbound() != (operation == null)) {
      throw HostFault.of(line, reply, operation == null ? "-" : "an address or null");
    }
    if (operation == null) {
      return;
    }
    Address answer = PortSubject.address(operation, reply);
    first.answered(answer.isNull());
    first.keep(judge.after(operation, new Performed(answer, List.of()), number));
    client.keep(turn, answer, number);
  }

  @Override
  public @Nullable Difference audit() {
    if (first.get() != null) {
      return first.get();
    }
    try {
      contents.all(operationCount);
      port.settle();
      HostFault intrusion = port.intrusion();
      if (intrusion != null) {
        first.keep(intrusion, operationCount);
      }
    } catch (HostFault fault) {
      first.keep(fault, operationCount);
    }
    return first.get();
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
