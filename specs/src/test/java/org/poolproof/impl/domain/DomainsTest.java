package org.poolproof.impl.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.impl.domain.Domain.MEM;
import static org.poolproof.impl.domain.Domain.OBJECT;
import static org.poolproof.impl.domain.Domain.RAW;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;
import static org.poolproof.impl.pymalloc.Ground.raw;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Presets;
import org.poolproof.impl.pymalloc.Ground;
import org.poolproof.impl.pymalloc.Pymalloc;

/** The public functions by hand (PYMALLOC.md 2): what reaches the raw domain, and what the heap. */
class DomainsTest {
  private static final long LIMIT = Long.MAX_VALUE;

  private Ground ground;
  private Pymalloc heap;
  private Domains domains;

  @AfterEach
  void close() {
    ground.close();
  }

  private void open(Geometry geometry) {
    ground = new Ground(geometry);
    heap = ground.open();
    domains = new Domains(geometry, heap, ground);
  }

  @Test
  void theRawDomainSeesEverySizeUpToTheLimit() {
    open(Presets.cpython311());
    assertEquals(raw(0), domains.malloc(RAW, LIMIT));
    assertEquals(raw(1), domains.malloc(RAW, 16));
    assertEquals(raw(2), domains.malloc(RAW, 0));
    assertEquals(
        "malloc 9223372036854775807 -> 100000\nmalloc 16 -> 200000\nmalloc 0 -> 300000",
        ground.calls());
  }

  /** However small they are; sys.getallocatedblocks knows nothing of them. */
  @Test
  void rawBlocksAreNoneOfTheHeaps() {
    open(Presets.cpython311());
    assertEquals(raw(0), domains.malloc(RAW, 16));
    assertEquals(raw(1), domains.calloc(RAW, 2, 8));
    assertEquals(raw(2), domains.realloc(RAW, 0, 16));
    assertEquals(
        "malloc 16 -> 100000\ncalloc 2 8 -> 200000\nrealloc 0 16 -> 300000", ground.calls());
    assertEquals(0, heap.allocatedBlockCount());
    domains.free(RAW, raw(1));
    assertEquals(0, heap.allocatedBlockCount());
    assertEquals(2, ground.rawGrantCount());
  }

  @Test
  void nothingIsCalledBeyondTheLimit() {
    open(Presets.cpython311());
    long grant = domains.malloc(RAW, 16);
    ground.calls();
    for (Domain domain : Domain.values()) {
      for (long bytes : new long[] {LIMIT + 1, -1}) {
        assertEquals(0, domains.malloc(domain, bytes));
        assertEquals(0, domains.calloc(domain, 1, bytes));
        assertEquals(0, domains.calloc(domain, bytes, 1));
        assertEquals(0, domains.realloc(domain, grant, bytes));
      }
    }
    assertEquals("", ground.calls());
    assertEquals(1, ground.rawGrantCount());
  }

  /** The greatest count of each size, and one more; no bytes are never too many. */
  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 1",
    "4611686018427387903, 2",
    "1317624576693539401, 7",
    "1, 9223372036854775807",
    "1, 4611686018427387904",
    "0, -1"
  })
  void productsReachTheRawDomainUpToTheLimit(long count, long bytes) {
    open(Presets.cpython311());
    assertEquals(raw(0), domains.calloc(RAW, count, bytes));
    assertEquals("calloc " + count + " " + bytes + " -> 100000", ground.calls());
    assertEquals(0, domains.calloc(RAW, count + 1, bytes));
    assertEquals("", ground.calls());
  }

  @Test
  void anyCountOfNothingReachesTheRawDomain() {
    open(Presets.cpython311());
    assertEquals(raw(0), domains.calloc(RAW, -1, 0));
    assertEquals("calloc 18446744073709551615 0 -> 100000", ground.calls());
  }

  @Test
  void rawReallocIsPassedOnUpToTheLimit() {
    open(Presets.cpython311());
    assertEquals(raw(0), domains.realloc(RAW, 0, 5));
    assertEquals(raw(1), domains.realloc(RAW, raw(0), 0));
    ground.rawAnswers(false);
    assertEquals(0, domains.realloc(RAW, raw(1), LIMIT));
    domains.free(RAW, raw(1));
    assertEquals(
        """
        realloc 0 5 -> 100000
        realloc 100000 0 -> 200000
        realloc 200000 9223372036854775807 -> 0
        free 200000\
        """,
        ground.calls());
  }

  @Test
  void fourByteWordsHalveWhatTheyCanSay() {
    open(Presets.cpython39Of32Bits());
    assertEquals(raw(0), domains.malloc(RAW, Integer.MAX_VALUE));
    assertEquals(0, domains.malloc(RAW, 1L << 31));
    assertEquals(raw(1), domains.calloc(RAW, 0x3FFF_FFFF, 2));
    assertEquals(0, domains.calloc(RAW, 0x4000_0000, 2));
    assertEquals("malloc 2147483647 -> 100000\ncalloc 1073741823 2 -> 200000", ground.calls());
  }

  @Test
  void theMemAndObjectDomainsShareTheHeap() {
    open(Presets.cpython39());
    ground.arenas(ARENAS);
    assertEquals(ARENAS + 48, domains.malloc(MEM, 16));
    assertEquals(ARENAS + 64, domains.calloc(OBJECT, 2, 8));
    domains.free(OBJECT, ARENAS + 48);
    assertEquals(ARENAS + 48, domains.realloc(MEM, 0, 9));
    assertEquals(ARENAS + 4096 + 48, domains.realloc(OBJECT, ARENAS + 48, 30));
    domains.free(MEM, ARENAS + 64);
    assertEquals("realloc 0 768 -> 100000\narena 262144 -> 4000000", ground.calls());
  }

  /** 2.7 has the C library there, which it asks for a byte itself; calloc sees its arguments. */
  @Test
  void the27ServesTheObjectDomainAlone() {
    open(Presets.cpython27());
    assertEquals(raw(0), domains.malloc(MEM, 16));
    assertEquals(raw(1), domains.malloc(MEM, 0));
    assertEquals(raw(2), domains.calloc(MEM, 0, 3));
    assertEquals(raw(3), domains.realloc(MEM, raw(0), 0));
    domains.free(MEM, raw(3));
    assertEquals(
        """
        malloc 16 -> 100000
        malloc 1 -> 200000
        calloc 0 3 -> 300000
        realloc 100000 1 -> 400000
        free 400000\
        """,
        ground.calls());
    ground.arenas(ARENAS);
    assertEquals(ARENAS + 48, domains.malloc(OBJECT, 16));
  }
}
