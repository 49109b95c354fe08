package org.poolproof.model.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.poolproof.model.contract.Operations.calloc;
import static org.poolproof.model.contract.Operations.free;
import static org.poolproof.model.contract.Operations.malloc;
import static org.poolproof.model.contract.Operations.realloc;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Contents;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.operation.Request;

/** What outcomes say of bytes is done and judged: no fault of the model's goes through here. */
class OutcomeJudgeTest {
  private static final long A = 0x1000;
  private static final long B = 0x1030;
  private static final long RAW = 0x9000;
  private static final Call NO_ARENA =
      new Call(new Request.ArenaAlloc(new ByteCount(0x40000)), Answer.REFUSED);

  private final OutcomeJudge judge =
      new OutcomeJudge(new Contract(Profile.python(16, 8), Scrutiny.WHOLE));

  private static Outcome block(long address, Contents contents) {
    return new Outcome.Block(new Address(address), contents);
  }

  private static Contents zeroed(long size) {
    return new Contents.Zeroed(new ByteCount(size));
  }

  private static Contents copied(long size) {
    return new Contents.Copied(new ByteCount(size));
  }

  private static Call granted(Request request, long address) {
    return new Call(request, new Answer.Granted(new Address(address)));
  }

  private void allows(Operation operation, Outcome outcome, Call... calls) {
    assertEquals(new Verdict.Kept(true), judge.judge(operation, outcome, List.of(calls)));
  }

  private void breaks(Rule rule, Operation operation, Outcome outcome, Call... calls) {
    assertEquals(
        rule,
        assertInstanceOf(Verdict.Broken.class, judge.judge(operation, outcome, List.of(calls)))
            .rule());
  }

  @Test
  void honestOutcomesAreKept() {
    allows(malloc(40), block(A, Contents.ARBITRARY));
    allows(calloc(3, 5), block(B, zeroed(15)));
    allows(realloc(A, 48), block(A, Contents.IN_PLACE));
    allows(realloc(A, 64), block(0x2000, copied(48)));
    allows(realloc(0x2000, 16), block(A, copied(16)));
    allows(free(B), Outcome.NOTHING);
    allows(free(Address.NULL), Outcome.NOTHING);
    allows(malloc(-1), Outcome.NULL);
    assertEquals(new Verdict.Kept(true), judge.verifyAll());
  }

  @Test
  void rawLayerIsTakenToKeepItsContract() {
    ByteCount size = new ByteCount(600);
    allows(malloc(600), block(RAW, Contents.FROM_BELOW), granted(new Request.RawMalloc(size), RAW));
    Call moved = granted(new Request.RawRealloc(new Address(RAW), size), 0xA000);
    allows(realloc(RAW, 700), block(0xA000, Contents.FROM_BELOW), moved);
    Call shrunk = granted(new Request.RawRealloc(new Address(0xA000), size), RAW);
    allows(realloc(0xA000, 0), block(RAW, Contents.FROM_BELOW), shrunk);
    Call cleared = granted(new Request.RawCalloc(2, size), 0xB000);
    allows(calloc(2, 600), block(0xB000, Contents.FROM_BELOW), NO_ARENA, cleared);
    Call fresh = granted(new Request.RawRealloc(Address.NULL, size), 0xC000);
    allows(realloc(Address.NULL, 600), block(0xC000, Contents.FROM_BELOW), fresh);
    assertEquals(new Verdict.Kept(true), judge.verifyAll());
  }

  @Test
  void refusalNeedsAReasonBelow() {
    allows(malloc(1), Outcome.NULL, NO_ARENA);
    breaks(Rule.SERVED, malloc(1), Outcome.NULL);
  }

  @Test
  void copyOfOneByteTooFewIsFound() {
    allows(malloc(40), block(A, Contents.ARBITRARY));
    breaks(Rule.PREFIX_KEPT, realloc(A, 64), block(0x2000, copied(39)));
  }

  @Test
  void copyIntoTheNeighbourIsFound() {
    allows(malloc(48), block(A, Contents.ARBITRARY));
    allows(malloc(16), block(B, Contents.ARBITRARY));
    allows(malloc(64), block(0x2000, Contents.ARBITRARY));
    allows(realloc(0x2000, 64), block(0x3000, copied(64)));
    allows(free(A), Outcome.NOTHING);
    allows(realloc(0x3000, 48), block(A, copied(49)));
    assertEquals(
        Rule.CONTENTS_KEPT, assertInstanceOf(Verdict.Broken.class, judge.verifyAll()).rule());
  }

  @Test
  void contentsThatStayBehindAreFound() {
    allows(malloc(40), block(A, Contents.ARBITRARY));
    breaks(Rule.PREFIX_KEPT, realloc(A, 41), block(0x2000, Contents.IN_PLACE));
  }

  @Test
  void callocNotZeroedToItsLastByteIsFound() {
    allows(calloc(3, 5), block(A, zeroed(15)));
    breaks(Rule.ZEROED, calloc(3, 5), block(B, zeroed(14)));
  }

  @Test
  void callocOfArbitraryContentsIsFound() {
    breaks(Rule.ZEROED, calloc(3, 5), block(B, Contents.ARBITRARY));
  }

  @Test
  void grantOverTheLimitIsFoundBeforeItsBytes() {
    breaks(Rule.LIMITED, malloc(-1), block(A, Contents.ARBITRARY));
  }

  @Test
  void clientsFaultsAndHugeGrantsAreTheDriversFault() {
    allows(malloc(16), block(A, Contents.ARBITRARY));
    assertThrows(
        IllegalArgumentException.class,
        () -> judge.judge(free(A), new Outcome.Undefined("not live"), List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> judge.judge(malloc(1L << 30), block(0x10000, Contents.ARBITRARY), List.of()));
  }
}
