package org.poolproof.specs.lockstep;

import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.ScriptWriter;
import org.poolproof.specs.subject.port.Port;
import org.poolproof.specs.subject.port.PortSubject;

/** Steady work behind a pipe: asked ahead, and awaited when somebody wants to know. */
final class PortWorker implements Growth.Worker {

  private static final int FILL_SEED = 1;

  private final PortSubject subject;
  private final Port port;

  PortWorker(@NotOwning PortSubject subject) {
    this.subject = subject;
    port = subject.port();
  }

  @Override
  public void perform(Action action) {
    port.ask(ScriptWriter.text(action), reply -> {});
    switch (action) {
      case Action.Malloc m -> fill(m.blockNumber());
      case Action.Calloc c -> fill(c.blockNumber());
      case Action.ReallocNull r -> fill(r.blockNumber());
      case Action.Realloc r -> fill(r.blockNumber());
      case Action.Free f -> {}
      case Action.FreeNull f -> {}
    }
  }

  private void fill(int number) {
    port.ask("fill b" + number + " " + FILL_SEED, reply -> {});
  }

  @Override
  public @Nullable Long heldBytes() {
    port.settle();
    return subject.heldBytes();
  }
}
