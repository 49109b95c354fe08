package org.poolproof.model.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.poolproof.model.contract.Operations.calloc;
import static org.poolproof.model.contract.Operations.free;
import static org.poolproof.model.contract.Operations.malloc;
import static org.poolproof.model.contract.Operations.realloc;

import java.util.Arrays;
import java.util.HexFormat;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Operation;

/** C4 to C7: what the ledger writes into blocks, and what it finds there, to the byte. */
class ContentsTest {
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

  private byte[] bytesAt(Address address, int length) {
    byte[] bytes = new byte[length];
    memory.read(address, bytes, length);
    return bytes;
  }

  @Test
  void grantedBlockIsFilledUpToItsLastByteAndNoFurther() {
    assertEquals(KEPT, judge(malloc(13), A));
    for (int index = 0; index < 13; index++) {
      assertEquals(1, memory.bytes[index] & 1);
    }
    assertEquals(0, memory.bytes[13]);
  }

  @Test
  void brokenAnswerLeavesTheBytesAsTheyAre() {
    memory.fill(A, 16, 0);
    memory.damage(A.plus(3));
    assertBroken(judge(calloc(1, 16), A), Rule.ZEROED, A, 3L);
    assertArrayEquals(new byte[] {0, 0, 0, 2, 0}, bytesAt(A, 5));
    assertNull(contract.liveBlockAt(A));
  }

  @Test
  void brokenByteIsShownWithWhatItShouldBe() {
    judge(malloc(16), A);
    byte[] pattern = bytesAt(A, 16);
    memory.bytes[15] = 7;
    Verdict.Broken broken =
        assertInstanceOf(Verdict.Broken.class, contract.before(free(A), memory));
    assertEquals("0x" + HexFormat.of().toHexDigits(pattern[15]), broken.expected());
    assertEquals("0x07", broken.actual());
    assertEquals(
        "C4: Every byte of a live block is what its owner wrote there last. Expected "
            + broken.expected()
            + ", was 0x07; block 1 at 0x1000 of 16 bytes, byte 15",
        broken.toString());
  }

  @Test
  void callocZeroesExactlyCountTimesSize() {
    memory.fill(A, 64, 0xAA);
    memory.fill(A, 15, 0);
    assertEquals(KEPT, judge(calloc(3, 5), A));
    memory.fill(B, 14, 0);
    memory.damage(B.plus(14));
    assertBroken(judge(calloc(5, 3), B), Rule.ZEROED, B, 14L);
  }

  @Test
  void mallocMayBeDirty() {
    memory.fill(A, 64, 0xAA);
    assertEquals(KEPT, judge(malloc(15), A));
    assertEquals(KEPT, judge(realloc(Address.NULL, 15), A.plus(16)));
  }

  @Test
  void reallocKeepsTheLesserPrefixAndNoMore() {
    judge(malloc(32), A);
    memory.copy(A, B, 17);
    assertEquals(KEPT, judge(realloc(A, 17), B));
    memory.copy(B, D, 17);
    assertEquals(KEPT, judge(realloc(B, 40), D));
    memory.copy(D, A, 40);
    memory.damage(A.plus(39));
    assertBroken(judge(realloc(D, 40), A), Rule.PREFIX_KEPT, A, 39L);
  }

  @Test
  void reallocThatGrowsKeepsTheLastByteOfTheOldRequest() {
    judge(malloc(17), A);
    memory.copy(A, B, 17);
    memory.damage(B.plus(16));
    assertBroken(judge(realloc(A, 40), B), Rule.PREFIX_KEPT, B, 16L);
  }

  @Test
  void reallocInPlaceIsFilledAnew() {
    judge(malloc(16), A);
    byte[] old = bytesAt(A, 16);
    judge(realloc(A, 16), A);
    byte[] fresh = bytesAt(A, 16);
    assertEquals(2, present(contract.liveBlockAt(A)).serial());
    assertFalse(Arrays.equals(old, fresh));
    assertEquals(KEPT, contract.verifyAll(memory));
  }

  private static LiveBlock present(@Nullable LiveBlock block) {
    assertNotNull(block);
    return block;
  }

  @Test
  void refusedReallocIsLookedAtAtOnce() {
    judge(malloc(16), A);
    assertEquals(KEPT, contract.judge(realloc(A, 32), Address.NULL, true, memory));
    memory.damage(A.plus(15));
    assertBroken(
        contract.judge(realloc(A, 32), Address.NULL, true, memory), Rule.REFUSAL_KEEPS, A, 15L);
  }

  @Test
  void reallocRefusedForItsSizeIsLookedAtToo() {
    judge(malloc(16), A);
    memory.damage(A);
    assertBroken(judge(realloc(A, -1), Address.NULL), Rule.REFUSAL_KEEPS, A, 0L);
  }

  @Test
  void blockIsLookedAtWholeBeforeItIsGivenUp() {
    judge(malloc(16), A);
    judge(malloc(16), B);
    assertEquals(KEPT, contract.before(free(A), memory));
    assertEquals(KEPT, contract.before(realloc(A, 1), memory));
    memory.damage(B.plus(15));
    assertEquals(KEPT, contract.before(malloc(1), memory));
    assertEquals(KEPT, contract.before(calloc(1, 1), memory));
    assertEquals(KEPT, contract.before(free(Address.NULL), memory));
    assertEquals(KEPT, contract.before(realloc(Address.NULL, 1), memory));
    assertEquals(KEPT, contract.before(free(A), memory));
    assertBroken(contract.before(realloc(B, 1), memory), Rule.CONTENTS_KEPT, B, 15L);
  }

  @Test
  void verifyAllLooksAtEveryBlock() {
    for (Address address : new Address[] {D, A, B}) {
      contract = new Contract(Profile.python(16, 8), NO_VISITS);
      judge(malloc(16), A);
      judge(malloc(16), B);
      judge(malloc(16), D);
      assertEquals(KEPT, contract.verifyAll(memory));
      memory.damage(address.plus(1));
      assertBroken(contract.verifyAll(memory), Rule.CONTENTS_KEPT, address, 1L);
    }
  }

  @Test
  void edgesOfLargeBlocksAreJudgedAndNotTheirMiddle() {
    contract = new Contract(Profile.python(16, 8), new Scrutiny(16, 0));
    judge(malloc(37), A); // edges 0..15 and 16..36: the last starts at a multiple of 8
    judge(malloc(64), B); // edges 0..15 and 48..63
    for (int offset : new int[] {16, 47}) {
      memory.damage(B.plus(offset));
    }
    assertEquals(KEPT, contract.verifyAll(memory));
    memory.copy(B, D, 64);
    memory.damage(D.plus(63));
    assertEquals(KEPT, judge(realloc(B, 63), D));
    memory.damage(A.plus(16));
    assertBroken(contract.verifyAll(memory), Rule.CONTENTS_KEPT, A, 16L);
  }

  @Test
  void keptPrefixMayEndInTheLastEdge() {
    for (int offset : new int[] {0, 15, 48, 49}) {
      contract = new Contract(Profile.python(16, 8), new Scrutiny(16, 0));
      judge(malloc(64), A);
      memory.copy(A, B, 64);
      memory.damage(B.plus(offset));
      assertBroken(judge(realloc(A, 50), B), Rule.PREFIX_KEPT, B, (long) offset);
    }
    contract = new Contract(Profile.python(16, 8), new Scrutiny(16, 0));
    judge(malloc(64), A);
    memory.copy(A, B, 64);
    memory.damage(B.plus(50));
    assertEquals(KEPT, judge(realloc(A, 50), B));
  }
}
