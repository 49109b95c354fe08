package org.poolproof.specs.lockstep;

import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.subject.Subject;

/** A client without an allocator, which takes for granted what one owes it. */
final class PresumedBout implements Bout {

  private final Presumption presumption;
  private long operationCount;
  private boolean isGranted;

  PresumedBout(@NotOwning Subject subject) {
    presumption = new Presumption(subject);
  }

  @Override
  public @Nullable Difference perform(Instruction instruction) {
    operationCount++;
    isGranted =
        presumption.isDefined(instruction.action()) && presumption.isGranted(instruction.action());
    return null;
  }

  @Override
  public @Nullable Difference audit() {
    return null;
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
    return 0;
  }

  @Override
  public long imageCheckCount() {
    return 0;
  }
}
