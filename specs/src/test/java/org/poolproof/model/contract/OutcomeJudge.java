package org.poolproof.model.contract;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Contents;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.operation.Request;

/**
 * Judges outcomes, which say what happens to bytes, instead of an allocator, which does it: this is
 * how the model is shown to refine the contract. It does to a virtual memory what the outcome says,
 * and the worst where nothing is said: what is not promised is overwritten, in answered blocks and
 * in those given up. The raw layer is taken to keep its own contract.
 */
final class OutcomeJudge {
  /** Who supplies the answers of the layers below refuses larger requests. */
  static final int GREATEST_GRANT_BYTES = 1 << 20;

  private final Contract contract;
  private final VirtualMemory memory = new VirtualMemory();

  OutcomeJudge(Contract contract) {
    this.contract = contract;
  }

  /**
   * The verdict on {@code outcome} of {@code operation}, during which {@code calls} were made to
   * the layers below.
   *
   * @throws IllegalArgumentException if the outcome is that the client broke the rules, or the
   *     grant is larger than {@link #GREATEST_GRANT_BYTES}
   */
  Verdict judge(Operation operation, Outcome outcome, List<Call> calls) {
    Verdict before = contract.before(operation, memory);
    if (before instanceof Verdict.Broken) {
      return before;
    }
    LiveBlock old = contract.liveBlockAt(blockOf(operation));
    Address answer =
        switch (outcome) {
          case Outcome.Block(Address address, Contents contents) -> {
            grant(sizeOf(operation), address, contents, old, calls);
            yield address;
          }
          case Outcome.Null() -> Address.NULL;
          case Outcome.Nothing() -> {
            scribble(old);
            yield Address.NULL;
          }
          case Outcome.Undefined(String reason) -> throw new IllegalArgumentException(reason);
        };
    boolean refusedBelow = calls.stream().anyMatch(call -> call.answer() instanceof Answer.Refused);
    return contract.judge(operation, answer, refusedBelow, memory);
  }

  Verdict verifyAll() {
    return contract.verifyAll(memory);
  }

  private void grant(
      ByteCount size,
      Address address,
      Contents contents,
      @Nullable LiveBlock old,
      List<Call> calls) {
    if (size.exceeds(contract.profile().limitBytes())) {
      return; // judged before any byte is looked at
    }
    switch (contents) {
      case Contents.Arbitrary() -> fill(address, size, VirtualMemory.SCRIBBLE);
      case Contents.Zeroed(ByteCount zeroed) -> {
        fill(address, size, VirtualMemory.SCRIBBLE);
        fill(address, zeroed, (byte) 0);
      }
      case Contents.InPlace() -> {}
      case Contents.Copied(ByteCount copied) -> move(old, address, size, copied);
      case Contents.FromBelow() -> grantBelow(size, address, old, calls);
    }
  }

  private void grantBelow(
      ByteCount size, Address address, @Nullable LiveBlock old, List<Call> calls) {
    for (Call call : calls) {
      if (call.answer() instanceof Answer.Granted(Address granted) && granted.equals(address)) {
        switch (call.request()) {
          case Request.ArenaAlloc arena -> {}
          case Request.RawMalloc malloc -> fill(address, size, VirtualMemory.SCRIBBLE);
          case Request.RawCalloc calloc -> fill(address, size, (byte) 0);
          case Request.RawRealloc realloc ->
              move(
                  old,
                  address,
                  size,
                  old == null || old.size().exceeds(size.value()) ? size : old.size());
          case Request.ArenaFree free -> {}
          case Request.RawFree free -> {}
        }
      }
    }
  }

  /** Copies; then overwrites what was given up, and what is not copied of what is answered. */
  private void move(@Nullable LiveBlock old, Address address, ByteCount size, ByteCount copied) {
    if (old == null) {
      fill(address, size, VirtualMemory.SCRIBBLE);
      return;
    }
    int keptBytes = bytes(copied);
    byte[] kept = new byte[keptBytes];
    memory.read(old.address(), kept, keptBytes);
    scribble(old);
    fill(address, size, VirtualMemory.SCRIBBLE);
    memory.write(address, kept, keptBytes);
  }

  private void scribble(@Nullable LiveBlock block) {
    if (block != null) {
      fill(block.address(), block.size(), VirtualMemory.SCRIBBLE);
    }
  }

  private void fill(Address address, ByteCount size, byte value) {
    memory.fill(address, bytes(size), value);
  }

  private static int bytes(ByteCount size) {
    if (size.exceeds(GREATEST_GRANT_BYTES)) {
      throw new IllegalArgumentException(size + " bytes granted: refuse so large a request below");
    }
    return (int) size.value();
  }

  private static Address blockOf(Operation operation) {
    return switch (operation) {
      case Operation.Malloc malloc -> Address.NULL;
      case Operation.Calloc calloc -> Address.NULL;
      case Operation.Realloc realloc -> realloc.block();
      case Operation.Free free -> free.block();
    };
  }

  private static ByteCount sizeOf(Operation operation) {
    return switch (operation) {
      case Operation.Malloc malloc -> malloc.size();
      case Operation.Calloc calloc ->
          new ByteCount(calloc.elementCount() * calloc.elementSize().value());
      case Operation.Realloc realloc -> realloc.size();
      case Operation.Free free -> ByteCount.ZERO;
    };
  }
}
