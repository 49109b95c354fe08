package org.poolproof.model.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Operation;

/** Answers by hand, without memory. */
final class Court {
  static final Profile PYTHON = Profile.python(16, 8);
  static final Profile PYTHON_32 = Profile.python(8, 4);
  static final Profile C = Profile.c(16, 8);
  static final Profile C_32 = Profile.c(8, 4);
  static final long NULL = 0;
  static final long LIMIT = Long.MAX_VALUE;

  static Court under(Profile profile) {
    return new Court(profile);
  }

  final Contract contract;

  Court(Profile profile) {
    contract = new Contract(profile, Scrutiny.WHOLE);
  }

  Court allows(Operation operation, long answer) {
    return allows(operation, answer, false);
  }

  Court allows(Operation operation, long answer, boolean refusedBelow) {
    assertEquals(
        new Verdict.Kept(false),
        contract.judge(operation, new Address(answer), refusedBelow, null));
    return this;
  }

  Verdict.Broken breaks(Rule rule, Operation operation, long answer) {
    Verdict.Broken broken =
        assertInstanceOf(
            Verdict.Broken.class,
            contract.judge(operation, new Address(answer), false, null),
            operation.toString());
    assertEquals(rule, broken.rule());
    return broken;
  }

  static void assertShown(
      Verdict.Broken broken,
      String expected,
      String actual,
      @Nullable LiveBlock block,
      @Nullable ByteCount offset) {
    assertEquals(new Verdict.Broken(broken.rule(), expected, actual, block, offset), broken);
  }

  static LiveBlock block(long address, long size, long serial) {
    return new LiveBlock(new Address(address), new ByteCount(size), serial, false);
  }
}
