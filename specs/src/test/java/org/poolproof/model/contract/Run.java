package org.poolproof.model.contract;

import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Operation;

/** A run of one allocator under one contract, up to the first rule that it breaks. */
final class Run {
  final FixtureAllocator allocator;
  final Contract contract;
  private final @Nullable Memory memory;
  private Verdict verdict = new Verdict.Kept(true);

  Run(
      FixtureAllocator allocator,
      Profile profile,
      Scrutiny scrutiny,
      Set<Rule> judged,
      boolean isReadable) {
    this.allocator = allocator;
    this.contract = new Contract(profile, scrutiny, judged);
    this.memory = isReadable ? allocator.memory : null;
  }

  /** The last verdict. */
  Verdict verdict() {
    return verdict;
  }

  boolean isBroken() {
    return verdict instanceof Verdict.Broken;
  }

  Address malloc(long size) {
    return perform(Operations.malloc(size));
  }

  Address calloc(long count, long size) {
    return perform(Operations.calloc(count, size));
  }

  Address realloc(Address block, long size) {
    return perform(Operations.realloc(block, size));
  }

  void free(Address block) {
    perform(Operations.free(block));
  }

  void verifyAll() {
    if (!isBroken() && memory != null) {
      verdict = contract.verifyAll(memory);
    }
  }

  /** The answer; the null address once a rule is broken. */
  Address perform(Operation operation) {
    if (isBroken()) {
      return Address.NULL;
    }
    verdict = contract.before(operation, memory);
    if (isBroken()) {
      return Address.NULL;
    }
    Address answer = allocator.perform(operation);
    verdict = contract.judge(operation, answer, allocator.refusedBelow, memory);
    return answer;
  }
}
