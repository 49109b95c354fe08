package org.poolproof.model.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.poolproof.model.contract.Court.C;
import static org.poolproof.model.contract.Court.C_32;
import static org.poolproof.model.contract.Court.LIMIT;
import static org.poolproof.model.contract.Court.NULL;
import static org.poolproof.model.contract.Court.PYTHON;
import static org.poolproof.model.contract.Court.PYTHON_32;
import static org.poolproof.model.contract.Court.assertShown;
import static org.poolproof.model.contract.Court.block;
import static org.poolproof.model.contract.Court.under;
import static org.poolproof.model.contract.Operations.calloc;
import static org.poolproof.model.contract.Operations.free;
import static org.poolproof.model.contract.Operations.malloc;
import static org.poolproof.model.contract.Operations.realloc;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;

/** C1 to C3: for each an answer that breaks it by the least, and the one beside it. */
class PlacesTest {

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
}
