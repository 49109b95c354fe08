package org.poolproof.specs.lockstep;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.script.ScriptWriter;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;
import org.poolproof.specs.subject.port.CallText;
import org.poolproof.specs.subject.port.HostFault;
import org.poolproof.specs.subject.port.Port;
import org.poolproof.specs.subject.port.PortSubject;
import org.poolproof.specs.subject.port.Reply;

/**
 * A reference and an allocator behind a pipe, placement by placement. The reference goes first; the
 * port is asked the same with the answers that the layers below gave, and what it writes is
 * compared when it comes: a difference is that of an earlier operation.
 */
final class PipedLockstep implements Bout {

  private final Subject reference;
  private final PortSubject subject;
  private final Port port;
  private final ConditionedLayers layers;
  private final Client client = new Client();
  private final Wording wording = new Wording(Recording.NONE);
  private final CallComparison calls = new CallComparison(wording, EnumSet.allOf(Compared.class));
  private final Audit audit;
  private final PipedContents contents;
  private long operationCount;
  private long imageCheckCount;
  private boolean isGranted;
  private final FirstDifference first = new FirstDifference();

  PipedLockstep(@NotOwning Subject reference, @NotOwning PortSubject subject) {
    this.reference = reference;
    this.subject = subject;
    port = subject.port();
    layers = new ConditionedLayers(reference.geometry());
    audit = new Audit(reference, subject, wording, EnumSet.allOf(Compared.class));
    Names names = client.names();
    contents =
        new PipedContents(
            port,
            reference.geometry().maxRequestBytes(),
            number -> unbound(names, number),
            false,
            first);
  }

  @Override
  public @Nullable Difference perform(Instruction instruction) {
    operationCount++;
    Client.Turn turn = client.turn(instruction.action());
    Operation operation = turn.operation();
    isGranted = false;
    if (operation == null) {
      return first.get();
    }
    long number = operationCount;
    layers.begin(instruction.conditions(), number);
    Performed expected = reference.perform(operation, layers);
    first.keep(layers.fault());
    isGranted = !expected.answer().isNull();
    try {
      contents.before(instruction.action(), number);
      List<String> supply = CallText.of(expected.calls());
      port.askOperation(
          ScriptWriter.text(instruction.action()),
          supply,
          reply -> compare(operation, expected, supply, reply, number));
      client.keep(turn, expected.answer(), number);
      contents.after(instruction.action(), number);
      port.stepTaken();
    } catch (HostFault fault) {
      first.keep(fault, operationCount);
    }
    audit.note(expected.calls());
    return first.get();
  }

  /** The model knows it when it is asked. */
  private static BooleanSupplier unbound(Names names, int number) {
    boolean isUnbound = names.find(number) == null;
    return () -> isUnbound;
  }

  private void compare(
      Operation operation, Performed expected, List<String> supply, Reply reply, long number) {
    if (first.get() != null) {
      return;
    }
    first.answered(expected.answer().isNull());
    boolean isFree = operation instanceof Operation.Free;
    String answer = isFree ? null : CallText.of(expected.answer());
    if (reply.further().equals(supply) && Objects.equals(reply.answer(), answer)) {
      return;
    }
    first.keep(calls.find(expected.calls(), CallText.calls(reply.further()), number));
    Address actual = PortSubject.address(operation, reply);
    if (!actual.equals(expected.answer())) {
      first.keep(
          new Difference(
              Difference.Rule.ANSWER,
              null,
              number,
              wording.of(expected.answer()),
              wording.of(actual)));
    }
    first.keep(
        new Difference(
            Difference.Rule.CALL,
            null,
            number,
            String.join("; ", supply),
            String.join("; ", reply.further())));
  }

  @Override
  public @Nullable Difference audit() {
    if (first.get() != null) {
      return first.get();
    }
    try {
      contents.all(operationCount);
      port.settle();
      first.keep(first.get() == null ? ofImages() : null);
      first.keep(first.get() == null ? audit.find(operationCount) : null);
      HostFault intrusion = first.get() == null ? port.intrusion() : null;
      if (intrusion != null) {
        first.keep(intrusion, operationCount);
      }
    } catch (HostFault fault) {
      first.keep(fault, operationCount);
    }
    return first.get();
  }

  private @Nullable Difference ofImages() {
    if (!(reference instanceof ModelSubject model)) {
      return null;
    }
    PeekedImage image = new PeekedImage(model.state(), port);
    ImageComparison.Finding finding = image.find();
    imageCheckCount += image.isShown() ? 1 : 0;
    return finding == null
        ? null
        : new Difference(
            Difference.Rule.IMAGE, null, operationCount, finding.expected(), finding.actual());
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
    return imageCheckCount;
  }
}
