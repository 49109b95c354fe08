package org.poolproof.specs.lockstep;

import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.subject.jvm.AllocatorSubject;

/** Steady work on an allocator of this virtual machine, which says itself what it holds. */
final class AllocatorWorker implements Growth.Worker {

  private final AllocatorSubject subject;
  private final Client client = new Client();
  private long number;

  AllocatorWorker(@NotOwning AllocatorSubject subject) {
    this.subject = subject;
  }

  @Override
  public void perform(Action action) {
    number++;
    Client.Turn turn = client.turn(action);
    Operation operation = turn.operation();
    if (operation != null) {
      client.keep(turn, subject.perform(operation).answer(), number);
    }
  }

  @Override
  public @Nullable Long heldBytes() {
    return subject.heldBytes();
  }
}
