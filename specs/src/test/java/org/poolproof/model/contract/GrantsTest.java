package org.poolproof.model.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.poolproof.model.contract.Court.C;
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

import java.util.EnumSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;

/** C8 to C11: for each an answer that breaks it by the least, and the one beside it. */
class GrantsTest {

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
    }

    @Test
    void cThatServesMayAnswerNullForNoBytesToReallocOnly() {
      under(C.serving(LIMIT)).breaks(Rule.ZERO_SERVED, malloc(0), NULL);
      under(C.serving(LIMIT)).breaks(Rule.ZERO_SERVED, calloc(0, 8), NULL);
      under(C.serving(LIMIT)).breaks(Rule.ZERO_SERVED, realloc(NULL, 0), NULL);
      Court court = under(C.serving(LIMIT)).allows(malloc(16), 0x1000);
      court.allows(realloc(0x1000, 0), NULL).allows(malloc(16), 0x1000);
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
      under(C.serving(-1)).allows(malloc(LIMIT + 1), NULL).breaks(Rule.SERVED, malloc(LIMIT), NULL);
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
    void cThatServesNeedsAReasonUpToItsBound() {
      under(C.serving(64)).breaks(Rule.SERVED, malloc(64), NULL);
      under(C.serving(64)).allows(malloc(65), NULL);
      under(C.serving(LIMIT)).breaks(Rule.SERVED, malloc(1), NULL);
      under(C.serving(LIMIT)).allows(malloc(1), NULL, true).allows(malloc(LIMIT + 1), NULL);
    }
  }
}
