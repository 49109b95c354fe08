package org.poolproof.model.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.poolproof.model.contract.Operations.calloc;
import static org.poolproof.model.contract.Operations.free;
import static org.poolproof.model.contract.Operations.malloc;
import static org.poolproof.model.contract.Operations.realloc;

import java.util.EnumSet;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Operation;

/** For every rule on pointers: an answer that breaks it by the least, and the one beside it. */
class AnswersTest {
  static final Profile PYTHON = Profile.python(16, 8);
  static final Profile PYTHON_32 = Profile.python(8, 4);
  static final Profile C = Profile.c(16, 8);
  static final Profile C_32 = Profile.c(8, 4);
  private static final long NULL = 0;
  private static final long LIMIT = Long.MAX_VALUE;

  /** Answers by hand, without memory. */
  static final class Court {
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
  }

  static Court under(Profile profile) {
    return new Court(profile);
  }

  private static void assertShown(
      Verdict.Broken broken,
      String expected,
      String actual,
      @Nullable LiveBlock block,
      @Nullable ByteCount offset) {
    assertEquals(new Verdict.Broken(broken.rule(), expected, actual, block, offset), broken);
  }

  private static LiveBlock block(long address, long size, long serial) {
    return new LiveBlock(new Address(address), new ByteCount(size), serial, false);
  }

  @Nested
  class Addressable {
    @Test
    void onePastTheLastByteMayBeTheLastAddress() {
      under(PYTHON).allows(malloc(15), -16);
      under(PYTHON_32).allows(malloc(7), 0xffff_fff8L);
    }

    @Test
    void onePastTheLastByteIsNotNull() {
      assertShown(
          under(PYTHON).breaks(Rule.ADDRESSABLE, malloc(16), -16),
          "an end not above 0xffffffffffffffff",
          "0xfffffffffffffff0",
          block(-16, 16, 1),
          null);
      assertShown(
          under(PYTHON_32).breaks(Rule.ADDRESSABLE, malloc(8), 0xffff_fff8L),
          "an end not above 0xffffffff",
          "0xfffffff8",
          block(0xffff_fff8L, 8, 1),
          null);
    }

    @Test
    void addressFitsIntoAWord() {
      under(PYTHON_32).allows(malloc(0), 0xffff_fff8L);
      under(PYTHON_32).breaks(Rule.ADDRESSABLE, malloc(0), 0x1_0000_0000L);
      under(C_32).allows(malloc(0), 0xffff_fffeL);
      under(C_32).breaks(Rule.ADDRESSABLE, malloc(0), 0xffff_ffffL);
      under(PYTHON_32).breaks(Rule.ADDRESSABLE, malloc(0), 0x8000_0001_0000_0000L);
    }

    @Test
    void bytesMustExistUpToTheLast() {
      ArrayMemory memory = new ArrayMemory(0x1000, 32);
      assertEquals(
          new Verdict.Kept(true),
          new Contract(PYTHON, Scrutiny.WHOLE)
              .judge(malloc(16), new Address(0x1010), false, memory));
      assertShown(
          assertInstanceOf(
              Verdict.Broken.class,
              new Contract(PYTHON, Scrutiny.WHOLE)
                  .judge(malloc(17), new Address(0x1010), false, memory)),
          "bytes that exist",
          "0x1010",
          new LiveBlock(new Address(0x1010), new ByteCount(17), 1, true),
          null);
    }

    @Test
    void blockOfNoBytesNeedsNone() {
      assertEquals(
          new Verdict.Kept(true),
          new Contract(PYTHON, Scrutiny.WHOLE)
              .judge(malloc(0), new Address(0x2000), false, new ArrayMemory(0x1000, 16)));
    }

    @Test
    void memoryThatCannotKnowSaysYes() {
      Memory memory =
          new Memory() {
            @Override
            public void read(Address from, byte[] into, int lengthBytes) {}

            @Override
            public void write(Address into, byte[] from, int lengthBytes) {}
          };
      assertEquals(
          new Verdict.Kept(true),
          new Contract(PYTHON, new Scrutiny(8, 0))
              .judge(malloc(16), new Address(0x2000), false, memory));
    }
  }

  @Nested
  class Aligned {
    @Test
    void everyPythonBlockIsAlignedForAnyObject() {
      under(PYTHON).allows(malloc(1), 0x1010);
      assertShown(
          under(PYTHON).breaks(Rule.ALIGNED, malloc(1), 0x1008),
          "a multiple of 16",
          "0x1008",
          block(0x1008, 1, 1),
          null);
      under(PYTHON).breaks(Rule.ALIGNED, malloc(0), 0x1001);
      under(Profile.python(8, 8)).allows(malloc(1), 0x1008);
      under(Profile.python(8, 8)).breaks(Rule.ALIGNED, malloc(1), 0x1004);
    }

    @Test
    void cBlockIsAlignedForWhatFits() {
      under(C).allows(malloc(15), 0x1008);
      under(C).breaks(Rule.ALIGNED, malloc(15), 0x1004);
      under(C).breaks(Rule.ALIGNED, malloc(16), 0x1008);
      under(C).breaks(Rule.ALIGNED, calloc(2, 8), 0x1008);
      under(C).allows(malloc(1), 0x1001);
      under(C).breaks(Rule.ALIGNED, malloc(2), 0x1001);
    }

    @Test
    void reallocatedBlockIsAlignedForItsNewSize() {
      under(C).allows(malloc(8), 0x1008).breaks(Rule.ALIGNED, realloc(0x1008, 16), 0x1008);
    }
  }

  @Nested
  class Disjoint {
    private Court court() {
      return under(C).allows(malloc(16), 0x1010);
    }

    @Test
    void neighboursMayTouch() {
      court().allows(malloc(16), 0x1000).allows(malloc(16), 0x1020);
    }

    @Test
    void noFirstByteInTheLastByteOfAnother() {
      court().allows(malloc(1), 0x1020);
      assertShown(
          court().breaks(Rule.DISJOINT, malloc(1), 0x101f),
          "no byte of a live block",
          "0x101f..0x101f",
          block(0x1010, 16, 1),
          new ByteCount(15));
    }

    @Test
    void noLastByteInTheFirstByteOfAnother() {
      court().allows(malloc(16), 0x1000);
      assertShown(
          court().breaks(Rule.DISJOINT, malloc(17), 0x1000),
          "no byte of a live block",
          "0x1000..0x1010",
          block(0x1010, 16, 1),
          ByteCount.ZERO);
    }

    @Test
    void noBlockTwice() {
      assertEquals(ByteCount.ZERO, court().breaks(Rule.DISJOINT, malloc(16), 0x1010).offset());
    }

    @Test
    void noBlockAroundAnother() {
      court().breaks(Rule.DISJOINT, malloc(48), 0x1000);
    }

    @Test
    void blockOfNoBytesHasAnAddressOfItsOwn() {
      court().allows(malloc(0), 0x100f).allows(malloc(0), 0x1020);
      court().breaks(Rule.DISJOINT, malloc(0), 0x1010);
      court().breaks(Rule.DISJOINT, malloc(0), 0x101f);
      Court court = court().allows(calloc(0, 8), 0x1020);
      court.breaks(Rule.DISJOINT, calloc(8, 0), 0x1020);
      court().allows(malloc(0), 0x1020).breaks(Rule.DISJOINT, malloc(1), 0x1020);
    }

    @Test
    void freedPlaceMayBeAnsweredAgain() {
      court().allows(free(0x1010), NULL).allows(malloc(32), 0x1000);
    }

    @Test
    void reallocMayStayOrOverlapItsOldSelf() {
      court().allows(realloc(0x1010, 32), 0x1000).allows(realloc(0x1000, 16), 0x1000);
      court().allows(realloc(0x1010, 8), 0x1018).allows(malloc(8), 0x1010);
    }

    @Test
    void reallocOverlapsNoOtherBlock() {
      court().allows(malloc(16), 0x1000).breaks(Rule.DISJOINT, realloc(0x1000, 17), 0x1000);
    }

    @Test
    void theUpperHalfOfTheAddressSpaceLiesAboveTheLower() {
      under(C).allows(malloc(32), LIMIT - 15).breaks(Rule.DISJOINT, malloc(16), Long.MIN_VALUE);
      under(C).allows(malloc(16), LIMIT - 15).allows(malloc(16), Long.MIN_VALUE);
    }
  }

  @Nested
  class ZeroServed {
    @Test
    void pythonAnswersABlockForNoBytes() {
      assertShown(
          under(PYTHON).breaks(Rule.ZERO_SERVED, malloc(0), NULL),
          "a block",
          "null, and no layer below had refused",
          null,
          null);
      under(PYTHON).breaks(Rule.ZERO_SERVED, calloc(0, 1), NULL);
      under(PYTHON).breaks(Rule.ZERO_SERVED, calloc(1, 0), NULL);
      under(PYTHON).breaks(Rule.ZERO_SERVED, calloc(-1, 0), NULL);
      under(PYTHON).breaks(Rule.ZERO_SERVED, realloc(NULL, 0), NULL);
      under(PYTHON).allows(malloc(0), 0x1000).allows(calloc(-1, 0), 0x1010);
    }

    @Test
    void pythonResizesToNoBytesAndDoesNotFree() {
      Court court = under(PYTHON).allows(malloc(16), 0x1000);
      assertEquals(
          block(0x1000, 16, 1), court.breaks(Rule.ZERO_SERVED, realloc(0x1000, 0), NULL).block());
      under(PYTHON)
          .allows(malloc(16), 0x1000)
          .allows(realloc(0x1000, 0), 0x1010)
          .allows(free(0x1010), NULL);
    }

    @Test
    void pythonMayAnswerNullIfALayerBelowRefused() {
      Court court = under(PYTHON).allows(malloc(0), NULL, true).allows(malloc(16), 0x1000);
      court.allows(realloc(0x1000, 0), NULL, true);
      assertEquals(block(0x1000, 16, 1), court.contract.liveBlockAt(new Address(0x1000)));
    }

    @Test
    void cMayAnswerNullForNoBytes() {
      under(C).allows(malloc(0), NULL).allows(calloc(0, 8), NULL).allows(calloc(8, 0), NULL);
      under(C).allows(realloc(NULL, 0), NULL).allows(malloc(0), 0x1001);
      under(C.mustSucceeding()).allows(malloc(0), NULL);
    }

    @Test
    void cEndsABlockByReallocToNoBytesThatAnswersNull() {
      Court court = under(C).allows(malloc(16), 0x1000).allows(malloc(16), 0x1010);
      court.allows(realloc(0x1000, 0), NULL);
      assertNull(court.contract.liveBlockAt(new Address(0x1000)));
      assertEquals(1, court.contract.liveBlockCount());
      court.allows(malloc(16), 0x1000);
    }

    @Test
    void cKeepsABlockByReallocToNoBytesThatAnswersABlock() {
      Court court = under(C).allows(malloc(16), 0x1000).allows(realloc(0x1000, 0), 0x1000);
      assertEquals(block(0x1000, 0, 2), court.contract.liveBlockAt(new Address(0x1000)));
      court.breaks(Rule.DISJOINT, malloc(16), 0x1000);
    }
  }

  @Nested
  class Limited {
    @Test
    void requestOverTheLimitIsAnsweredNull() {
      under(PYTHON).allows(malloc(LIMIT + 1), NULL).allows(malloc(-1), NULL);
      assertShown(
          under(PYTHON).breaks(Rule.LIMITED, malloc(LIMIT + 1), 0x1000),
          "null",
          "0x1000",
          block(0x1000, LIMIT + 1, 1),
          null);
      under(C).allows(malloc(LIMIT + 1), NULL).breaks(Rule.LIMITED, malloc(-1), 0x1000);
      under(PYTHON_32).breaks(Rule.LIMITED, malloc(0x8000_0000L), 0x1000);
      under(PYTHON_32).allows(malloc(0x8000_0000L), NULL);
    }

    @Test
    void requestOfTheLimitMayBeServed() {
      under(PYTHON).allows(malloc(LIMIT), 0x1000);
      under(PYTHON_32).allows(malloc(0x7fff_ffffL), 0x1000);
    }

    @Test
    void productOverTheLimitThatASizeHoldsIsAnsweredNull() {
      under(PYTHON).allows(calloc(1L << 62, 2), NULL);
      under(PYTHON).breaks(Rule.LIMITED, calloc(1L << 62, 2), 0x1000);
      under(PYTHON).allows(calloc(LIMIT / 7, 7), 0x1000);
      under(PYTHON_32).breaks(Rule.LIMITED, calloc(1L << 16, 1L << 15), 0x1000);
      under(PYTHON_32).allows(calloc((1L << 16) - 1, 1L << 15), 0x1000);
    }

    @Test
    void blockStaysWhenItCannotGrowOverTheLimit() {
      Court court = under(PYTHON).allows(malloc(16), 0x1000);
      court.allows(realloc(0x1000, LIMIT + 1), NULL).allows(realloc(0x1000, 32), 0x1000);
      court.breaks(Rule.LIMITED, realloc(0x1000, LIMIT + 1), 0x1000);
    }
  }

  @Nested
  class OverflowSeen {
    @Test
    void productThatNoSizeHoldsIsAnsweredNull() {
      under(PYTHON).allows(calloc(1L << 32, 1L << 32), NULL).allows(calloc(-1, 2), NULL);
      assertShown(
          under(PYTHON).breaks(Rule.OVERFLOW_SEEN, calloc(1L << 32, 1L << 32), 0x1000),
          "null",
          "0x1000",
          null,
          null);
      under(C).allows(calloc(-1, 2), NULL).breaks(Rule.OVERFLOW_SEEN, calloc(2, -1), 0x1000);
    }

    @Test
    void greatestProductThatASizeHoldsIsNoOverflow() {
      under(PYTHON).breaks(Rule.LIMITED, calloc(-1, 1), 0x1000);
      under(PYTHON).breaks(Rule.OVERFLOW_SEEN, calloc(1L << 63, 2), 0x1000);
      under(PYTHON_32).breaks(Rule.LIMITED, calloc(0xffff_ffffL, 1), 0x1000);
      under(PYTHON_32).breaks(Rule.OVERFLOW_SEEN, calloc(1L << 16, 1L << 16), 0x1000);
      under(PYTHON_32).allows(calloc(1L << 16, 1L << 16), NULL);
    }

    @Test
    void manyElementsOfNoBytesAreNoOverflow() {
      under(PYTHON).allows(calloc(-1, 0), 0x1000).allows(calloc(0, -1), 0x1010);
    }

    @Test
    void whatRemainsOfTheProductIsTheBlockOnceTheRuleIsNotJudged() {
      Contract contract =
          new Contract(
              PYTHON_32, Scrutiny.WHOLE, EnumSet.complementOf(EnumSet.of(Rule.OVERFLOW_SEEN)));
      contract.judge(calloc((1L << 28) + 1, 16), new Address(0x1000), false, null);
      assertEquals(block(0x1000, 16, 1), contract.liveBlockAt(new Address(0x1000)));
    }
  }

  @Nested
  class Served {
    @Test
    void pythonAnswersNullOnlyForAReason() {
      assertShown(
          under(PYTHON).breaks(Rule.SERVED, malloc(1), NULL),
          "a block of 1 bytes",
          "null, and no layer below had refused",
          null,
          null);
      under(PYTHON).breaks(Rule.SERVED, malloc(LIMIT), NULL);
      under(PYTHON).breaks(Rule.SERVED, calloc(1, 1), NULL);
      under(PYTHON).breaks(Rule.SERVED, realloc(NULL, 1), NULL);
      under(PYTHON).allows(malloc(1), NULL, true);
    }

    @Test
    void pythonMustShrinkToo() {
      Court court = under(PYTHON).allows(malloc(512), 0x1000);
      court.allows(realloc(0x1000, 1), NULL, true);
      assertEquals(
          block(0x1000, 512, 1), court.breaks(Rule.SERVED, realloc(0x1000, 1), NULL).block());
    }

    @Test
    void cMayAnswerNullAtAnyTime() {
      under(C).allows(malloc(1), NULL).allows(calloc(1, 1), NULL).allows(malloc(1), 0x1000);
      Court court = under(C).allows(malloc(1), 0x1000).allows(realloc(0x1000, 2), NULL);
      court.breaks(Rule.DISJOINT, malloc(1), 0x1000);
    }

    @Test
    void cThatMustSucceedNeedsAReason() {
      under(C.mustSucceeding()).breaks(Rule.SERVED, malloc(1), NULL);
      under(C.mustSucceeding()).allows(malloc(1), NULL, true).allows(malloc(LIMIT + 1), NULL);
    }
  }
}
