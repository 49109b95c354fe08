package org.poolproof.model.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Contents;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.pymalloc.Heap;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.model.pymalloc.state.State;

/** The public functions: who serves which, and what none of them passes on. PYMALLOC.md 2. */
class DomainsTest {
  private static final long MAX_64 = Long.MAX_VALUE;
  private static final long MAX_32 = Integer.MAX_VALUE;
  private static final Outcome FROM_BELOW =
      new Outcome.Block(new Address(0x10000), Contents.FROM_BELOW);

  private static Operation malloc(Domain domain, long size) {
    return new Operation.Malloc(domain, new ByteCount(size));
  }

  private static Operation calloc(Domain domain, long count, long size) {
    return new Operation.Calloc(domain, count, new ByteCount(size));
  }

  private static Operation realloc(Domain domain, long block, long size) {
    return new Operation.Realloc(domain, new Address(block), new ByteCount(size));
  }

  private static Operation free(Domain domain, long block) {
    return new Operation.Free(domain, new Address(block));
  }

  private static void refused(Heap heap, Operation operation, Rule rule) {
    State before = heap.state();
    assertEquals(Outcome.NULL, heap.perform(operation), operation.toString());
    assertEquals(List.of(), heap.calls());
    assertEquals(EnumSet.of(rule), heap.last().rules());
    assertEquals(before, heap.state());
  }

  /** {@code operation} reaches raw memory, which refuses. */
  private static void passed(Heap heap, Operation operation, String call) {
    assertEquals(Outcome.NULL, heap.below(0).perform(operation), operation.toString());
    assertEquals(List.of(call + " = 0"), heap.calls());
    assertFalse(heap.applied(Rule.SIZE_OVER_LIMIT) || heap.applied(Rule.CALLOC_OVERFLOW));
  }

  @ParameterizedTest
  @EnumSource
  void greatestSignedWordIsTheLimitOfEveryFunction(Domain domain) {
    Heap heap = Heap.of("cpython-3.12");
    passed(heap, malloc(domain, MAX_64), "M 9223372036854775807");
    refused(heap, malloc(domain, MAX_64 + 1), Rule.SIZE_OVER_LIMIT);
    refused(heap, malloc(domain, -1), Rule.SIZE_OVER_LIMIT);
    passed(heap, realloc(domain, 0x5000, MAX_64), "R 5000 9223372036854775807");
    refused(heap, realloc(domain, 0x5000, MAX_64 + 1), Rule.SIZE_OVER_LIMIT);
    refused(heap, realloc(domain, 0, -1), Rule.SIZE_OVER_LIMIT);
  }

  @ParameterizedTest
  @EnumSource
  void greatestSignedFourByteWordIsTheLimitOfEveryFunction(Domain domain) {
    Heap heap = Heap.of("cpython-3.11-i386");
    passed(heap, malloc(domain, MAX_32), "M 2147483647");
    refused(heap, malloc(domain, MAX_32 + 1), Rule.SIZE_OVER_LIMIT);
    passed(heap, realloc(domain, 0x5000, MAX_32), "R 5000 2147483647");
    refused(heap, realloc(domain, 0x5000, MAX_32 + 1), Rule.SIZE_OVER_LIMIT);
    passed(heap, calloc(domain, 1, MAX_32), "C 1 2147483647");
    refused(heap, calloc(domain, 2, 1L << 30), Rule.CALLOC_OVERFLOW);
    refused(heap, calloc(domain, 0xffff_ffffL, 0xffff_ffffL), Rule.CALLOC_OVERFLOW);
  }

  @ParameterizedTest
  @EnumSource
  void callocRefusesProductsAboveTheLimit(Domain domain) {
    Heap heap = Heap.of("cpython-3.12");
    passed(heap, calloc(domain, 1, MAX_64), "C 1 9223372036854775807");
    passed(heap, calloc(domain, MAX_64, 1), "C 9223372036854775807 1");
    refused(heap, calloc(domain, 1, MAX_64 + 1), Rule.CALLOC_OVERFLOW);
    refused(heap, calloc(domain, MAX_64 + 1, 1), Rule.CALLOC_OVERFLOW);
    refused(heap, calloc(domain, -1, 1), Rule.CALLOC_OVERFLOW);
    // 7 x 1317624576693539401 = 2^63 - 1, and 2^32 x 2^31 is one more.
    passed(heap, calloc(domain, 7, 1317624576693539401L), "C 7 1317624576693539401");
    passed(heap, calloc(domain, 1317624576693539401L, 7), "C 1317624576693539401 7");
    refused(heap, calloc(domain, 8, 1317624576693539401L), Rule.CALLOC_OVERFLOW);
    refused(heap, calloc(domain, 1317624576693539402L, 7), Rule.CALLOC_OVERFLOW);
    refused(heap, calloc(domain, 1L << 32, 1L << 31), Rule.CALLOC_OVERFLOW);
    // 2^32 x 2^32 is zero in 64 bits.
    refused(heap, calloc(domain, 1L << 32, 1L << 32), Rule.CALLOC_OVERFLOW);
  }

  @ParameterizedTest
  @EnumSource
  void callocOfEmptyElementsIsForwardedWhateverTheirNumber(Domain domain) {
    Heap heap = Heap.of("cpython-3.12");
    passed(heap, calloc(domain, -1, 0), "C -1 0");
    passed(heap, calloc(domain, 0, MAX_64), "C 0 9223372036854775807");
    // Zero elements are never too many, whatever their size.
    passed(heap, calloc(domain, 0, -1), "C 0 18446744073709551615");
  }

  @Test
  void rawDomainAsksRawMemoryUnchanged() {
    Heap heap = Heap.of("cpython-3.12");
    assertEquals(FROM_BELOW, heap.perform(malloc(Domain.RAW, 0)));
    assertEquals(List.of("M 0 = 10000"), heap.calls());
    assertEquals(EnumSet.of(Rule.PASSED_TO_RAW), heap.last().rules());
    heap.perform(malloc(Domain.RAW, 16));
    assertEquals(List.of("M 16 = 11000"), heap.calls());
    heap.perform(calloc(Domain.RAW, 3, 5));
    assertEquals(List.of("C 3 5 = 12000"), heap.calls());
    heap.perform(realloc(Domain.RAW, 0, 0));
    assertEquals(List.of("R 0 0 = 13000"), heap.calls());
    assertEquals(Outcome.NOTHING, heap.perform(free(Domain.RAW, 0x10000)));
    assertEquals(List.of("F 10000"), heap.calls());
    assertEquals(Outcome.NOTHING, heap.perform(free(Domain.RAW, 0)));
    assertEquals(List.of("F 0"), heap.calls());
    assertEquals(Heap.of("cpython-3.12").state(), heap.state());
  }

  @ParameterizedTest
  @CsvSource({"MEM, OBJ", "OBJ, MEM"})
  void memAndObjShareOnePymallocFromThreeSixOn(Domain creator, Domain releaser) {
    Heap heap = Heap.of("cpython-3.6");
    heap.malloc(32);
    heap.perform(malloc(creator, 16));
    assertEquals(List.of(), heap.calls());
    Address block = ((Outcome.Block) heap.last().outcome()).address();
    assertEquals(new Address(Heap.ARENAS + 0x1030), block);
    assertFalse(heap.applied(Rule.PASSED_TO_RAW) || heap.applied(Rule.MEM_PASSED_TO_RAW));
    heap.perform(realloc(releaser, block.value(), 15));
    assertTrue(heap.applied(Rule.REALLOC_IN_PLACE));
    assertEquals(Outcome.NOTHING, heap.perform(free(releaser, block.value())));
    assertEquals("80000000: 63 of 64 free [1], next 2", heap.arena(0));
  }

  @Test
  void memDomainOfTwoSevenIsTheLibrarys() {
    Heap heap = Heap.of("cpython-2.7");
    assertEquals(FROM_BELOW, heap.perform(malloc(Domain.MEM, 16)));
    assertEquals(List.of("M 16 = 10000"), heap.calls());
    assertEquals(EnumSet.of(Rule.MEM_PASSED_TO_RAW), heap.last().rules());
    heap.perform(malloc(Domain.MEM, 0));
    assertEquals(List.of("M 1 = 11000"), heap.calls());
    heap.perform(realloc(Domain.MEM, 0x11000, 0));
    assertEquals(List.of("R 11000 1 = 12000"), heap.calls());
    heap.perform(realloc(Domain.MEM, 0x11000, 2));
    assertEquals(List.of("R 11000 2 = 13000"), heap.calls());
    heap.perform(free(Domain.MEM, 0x12000));
    assertEquals(List.of("F 12000"), heap.calls());
    assertEquals(EnumSet.of(Rule.MEM_PASSED_TO_RAW), heap.last().rules());
    assertEquals(0, heap.state().allocatedBlockCount());
  }

  @Test
  void pymallocOfTwoSevenAsksTheLibraryForOneByteInsteadOfNone() {
    Heap heap = Heap.of("cpython-2.7");
    heap.malloc(0);
    assertEquals(List.of("M 1 = 10000"), heap.calls());
    heap.perform(malloc(Domain.RAW, 0));
    assertEquals(List.of("M 1 = 11000"), heap.calls());
    assertEquals(EnumSet.of(Rule.PASSED_TO_RAW), heap.last().rules());
    assertEquals(1, heap.state().allocatedBlockCount());
  }
}
