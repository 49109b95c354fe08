package org.poolproof.model.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.poolproof.model.contract.Operations.calloc;
import static org.poolproof.model.contract.Operations.free;
import static org.poolproof.model.contract.Operations.malloc;
import static org.poolproof.model.contract.Operations.realloc;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Operation;

/** The ledger: when it looks at what, and what it refuses. */
class ContractTest {
  private static final Verdict KEPT = new Verdict.Kept(true);
  private static final Verdict UNREAD = new Verdict.Kept(false);
  private static final Scrutiny NO_VISITS = new Scrutiny(Scrutiny.WHOLE.edgeBytes(), 0);
  private static final Address A = new Address(0x1000);
  private static final Address B = new Address(0x1100);
  private static final Address D = new Address(0x1200);

  private final ArrayMemory memory = new ArrayMemory(0x1000, 0x4000);
  private Contract contract = new Contract(Profile.python(16, 8), NO_VISITS);

  private Verdict judge(Operation operation, Address answer) {
    return contract.judge(operation, answer, false, memory);
  }

  private static void assertBroken(
      Verdict verdict, Rule rule, @Nullable Address block, @Nullable Long offset) {
    Verdict.Broken broken = assertInstanceOf(Verdict.Broken.class, verdict);
    assertEquals(rule, broken.rule());
    assertEquals(block, broken.block() == null ? null : broken.block().address());
    assertEquals(offset == null ? null : new ByteCount(offset), broken.offset());
  }

  @Test
  void verdictWithoutBlockSaysOnlyTheRule() {
    assertEquals(
        "C8: A request for no bytes is answered with a block, unless a layer below refused."
            + " Expected a block, was null, and no layer below had refused",
        judge(malloc(0), Address.NULL).toString());
  }

  @Test
  void visitsGoRoundByAddress() {
    contract = new Contract(Profile.python(16, 8), new Scrutiny(64, 1));
    judge(malloc(16), A); // visits A
    judge(malloc(16), B); // visits B
    judge(malloc(16), D); // visits D
    memory.damage(B);
    assertEquals(KEPT, judge(free(Address.NULL), Address.NULL)); // visits A
    assertBroken(judge(free(Address.NULL), Address.NULL), Rule.CONTENTS_KEPT, B, 0L);
  }

  @Test
  void visitsAreAsManyAsAskedAsLongAsABlockLives() {
    contract = new Contract(Profile.python(16, 8), new Scrutiny(64, 2));
    judge(malloc(16), A);
    judge(malloc(16), B);
    judge(malloc(16), D);
    memory.readBytes = 0;
    judge(free(Address.NULL), Address.NULL);
    assertEquals(32, memory.readBytes);
    judge(free(A), Address.NULL);
    judge(free(B), Address.NULL);
    memory.readBytes = 0;
    judge(free(Address.NULL), Address.NULL);
    assertEquals(32, memory.readBytes);
    judge(free(D), Address.NULL);
    memory.readBytes = 0;
    assertEquals(KEPT, judge(free(Address.NULL), Address.NULL));
    assertEquals(0, memory.readBytes);
  }

  @Test
  void visitsFollowAnswersRefusalsAndFrees() {
    contract = new Contract(Profile.python(16, 8), new Scrutiny(64, 1));
    judge(malloc(16), A);
    judge(malloc(16), B);
    judge(malloc(16), D);
    memory.readBytes = 0;
    contract.judge(malloc(1), Address.NULL, true, memory);
    assertEquals(16, memory.readBytes);
    judge(free(B), Address.NULL);
    assertEquals(32, memory.readBytes);
    judge(malloc(8), B);
    assertEquals(40, memory.readBytes - 8);
  }

  @Test
  void memoryThatCannotBeReadIsSaid() {
    assertEquals(UNREAD, contract.before(malloc(16), null));
    assertEquals(UNREAD, contract.judge(malloc(16), A, false, null));
    assertEquals(UNREAD, contract.before(realloc(A, 17), null));
    assertEquals(UNREAD, contract.judge(realloc(A, 17), A, false, null));
    assertEquals(UNREAD, contract.judge(realloc(A, 18), Address.NULL, true, null));
    assertEquals(UNREAD, contract.judge(free(A), Address.NULL, false, null));
  }

  @Test
  void blockGrantedWhileMemoryCouldNotBeReadIsNotJudgedUntilItIsFilled() {
    contract.judge(malloc(16), A, false, null);
    assertEquals(UNREAD, contract.before(realloc(A, 16), memory));
    assertEquals(UNREAD, contract.verifyAll(memory));
    assertEquals(UNREAD, judge(realloc(A, 16), A));
    assertEquals(KEPT, contract.before(realloc(A, 16), memory));
    assertEquals(KEPT, contract.verifyAll(memory));
    assertEquals(KEPT, judge(realloc(A, 16), A));
  }

  @Test
  void memoryMayCeaseToBeReadable() {
    contract = new Contract(Profile.python(16, 8), new Scrutiny(64, 1));
    judge(malloc(16), A);
    memory.damage(A);
    assertEquals(UNREAD, contract.before(free(A), null));
    assertEquals(UNREAD, contract.judge(realloc(A, 32), Address.NULL, true, null));
    assertEquals(UNREAD, contract.judge(free(Address.NULL), Address.NULL, false, null));
    assertEquals(UNREAD, contract.judge(realloc(A, 32), B, false, null));
  }

  @Test
  void visitsWaitForReadableMemory() {
    contract = new Contract(Profile.python(16, 8), new Scrutiny(64, 1));
    judge(malloc(16), A);
    judge(malloc(16), B);
    memory.damage(A);
    assertEquals(UNREAD, contract.judge(free(Address.NULL), Address.NULL, false, null));
    assertBroken(judge(free(Address.NULL), Address.NULL), Rule.CONTENTS_KEPT, A, 0L);
  }

  @Test
  void oneUnfilledBlockAmongManyIsSaid() {
    contract.judge(malloc(16), A, false, null);
    judge(malloc(16), B);
    assertEquals(UNREAD, contract.verifyAll(memory));
    assertEquals(KEPT, judge(free(Address.NULL), Address.NULL));
  }

  @Test
  void operationOnWhatIsNotLiveIsTheClientsFault() {
    judge(malloc(16), A);
    for (Operation fault : new Operation[] {free(B), realloc(A.plus(1), 1), free(A.plus(-1))}) {
      assertThrows(IllegalArgumentException.class, () -> contract.before(fault, memory));
      assertThrows(
          IllegalArgumentException.class, () -> contract.judge(fault, Address.NULL, false, memory));
    }
    judge(free(A), Address.NULL);
    assertEquals(
        "0x1000 is not a live block: the client's fault, not the allocator's",
        assertThrows(IllegalArgumentException.class, () -> judge(free(A), Address.NULL))
            .getMessage());
    assertEquals(KEPT, judge(malloc(16), A));
  }

  @Test
  void freeHasNoAnswer() {
    judge(malloc(16), A);
    assertThrows(IllegalArgumentException.class, () -> judge(free(A), A));
    assertEquals(1, contract.liveBlockCount());
    assertThrows(IllegalArgumentException.class, () -> judge(free(Address.NULL), A));
  }

  @Test
  void nothingIsJudgedAfterABrokenVerdict() {
    judge(malloc(16), A);
    memory.damage(A);
    assertBroken(contract.verifyAll(memory), Rule.CONTENTS_KEPT, A, 0L);
    assertThrows(IllegalStateException.class, () -> contract.verifyAll(memory));
    assertThrows(IllegalStateException.class, () -> contract.before(malloc(1), memory));
    assertThrows(IllegalStateException.class, () -> judge(malloc(1), B));
  }

  @Test
  void ledgerKnowsItsBlocks() {
    judge(malloc(5), A);
    judge(calloc(0, 1), B);
    memory.copy(A, D, 5);
    judge(realloc(A, 6), D);
    judge(free(Address.NULL), Address.NULL);
    assertEquals(2, contract.liveBlockCount());
    assertNull(contract.liveBlockAt(A));
    assertNull(contract.liveBlockAt(B.plus(1)));
    assertEquals(new LiveBlock(B, ByteCount.ZERO, 2, true), contract.liveBlockAt(B));
    assertEquals(Profile.python(16, 8), contract.profile());
  }
}
