package org.poolproof.specs.lockstep;

import java.lang.foreign.MemorySegment;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.contract.Contract;
import org.poolproof.model.contract.Memory;
import org.poolproof.model.contract.Scrutiny;
import org.poolproof.model.contract.Verdict;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.subject.BlockMemory;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/** The contract, judging a subject: its verdicts as differences. */
final class Judge {

  private final Contract contract;
  private final @Nullable Memory memory;
  private boolean isBroken;

  Judge(@NotOwning Subject subject) {
    contract = new Contract(subject.profile(), Scrutiny.EDGES);
    BlockMemory blocks = subject.memory();
    memory = blocks == null ? null : new SegmentMemory(blocks.segment(), blocks);
  }

  /** The last look at the block that {@code operation} gives up; the difference, null if none. */
  @Nullable Difference before(Operation operation, long number) {
    return difference(contract.before(operation, memory), number);
  }

  /** What rule {@code performed} breaks; the difference, null if none. */
  @Nullable Difference after(Operation operation, Performed performed, long number) {
    boolean isRefusedBelow =
        performed.calls().stream().anyMatch(call -> call.answer() instanceof Answer.Refused);
    return difference(
        contract.judge(operation, performed.answer(), isRefusedBelow, memory), number);
  }

  /** What is wrong with the contents of any block; the difference, null if nothing is. */
  @Nullable Difference all(long number) {
    return memory == null || isBroken ? null : difference(contract.verifyAll(memory), number);
  }

  private @Nullable Difference difference(Verdict verdict, long number) {
    return switch (verdict) {
      case Verdict.Kept kept -> null;
      case Verdict.Broken broken -> {
        isBroken = true;
        yield new Difference(
            Difference.Rule.of(broken.rule()),
            null,
            number,
            broken.expected(),
            broken.actual()
                + (broken.block() == null ? "" : ", " + broken.block())
                + (broken.offset() == null ? "" : ", byte " + broken.offset()));
      }
    };
  }

  /** A subject's memory as the contract reads and writes it. */
  private record SegmentMemory(MemorySegment segment, BlockMemory blocks) implements Memory {

    @Override
    public void read(Address from, byte[] into, int lengthBytes) {
      MemorySegment.copy(
          segment, blocks.offsetOf(from), MemorySegment.ofArray(into), 0, lengthBytes);
    }

    @Override
    public void write(Address into, byte[] from, int lengthBytes) {
      MemorySegment.copy(
          MemorySegment.ofArray(from), 0, segment, blocks.offsetOf(into), lengthBytes);
    }
  }
}
