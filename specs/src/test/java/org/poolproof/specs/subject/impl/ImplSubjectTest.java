package org.poolproof.specs.subject.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.LayersBelow;

class ImplSubjectTest {

  private static final Address ARENA = new Address(0x7f00_0000_0000L);
  private static final Geometry GEOMETRY = Geometries.named("cpython-3.8");

  private static final LayersBelow GENEROUS =
      new LayersBelow() {
        @Override
        public Answer answer(Request request) {
          return new Answer.Granted(
              request instanceof Request.ArenaAlloc ? ARENA : new Address(0x1000));
        }

        @Override
        public void takeBack(Request release) {
          // Forgets it.
        }
      };

  @ParameterizedTest
  @EnumSource(Variant.class)
  void blockLiesInTheFirstPoolOfItsArena(Variant variant) {
    try (ImplSubject subject = new ImplSubject(GEOMETRY, variant, ARENA)) {
      Operation malloc = new Operation.Malloc(Domain.OBJ, new ByteCount(8));
      assertEquals(ARENA.plus(48), subject.perform(malloc, GENEROUS).answer());
      assertEquals(new HeapCounters(1, 1, 0, 1), subject.counters());
      assertTrue(subject.isInArena(ARENA.plus(48)));
      assertTrue(subject.statisticsText().contains("# arenas allocated current"));
      Operation free = new Operation.Free(Domain.OBJ, ARENA.plus(48));
      assertEquals(1, subject.perform(free, GENEROUS).calls().size());
      assertEquals(new HeapCounters(0, 1, 1, 1), subject.counters());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"21/1/1", "1/21/1", "1/1/21"})
  void radixNodesOfSixteenMebibytesAndMoreAreNotHeld(String radix) {
    Geometry geometry = Geometries.named("tiny:index=radix,radix=" + radix);
    assertThrows(
        CannotHold.class, () -> new ImplSubject(geometry, Variant.PRODUCTION, new Address(0)));
  }
}
