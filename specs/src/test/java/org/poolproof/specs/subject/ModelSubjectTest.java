package org.poolproof.specs.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Request;

class ModelSubjectTest {

  private static final Address ARENA = new Address(0x7f00_0000_0000L);
  private static final Address TABLE = new Address(0x1000);
  private static final Operation MALLOC = new Operation.Malloc(Domain.OBJ, new ByteCount(8));

  private final ModelSubject subject = new ModelSubject(Geometries.named("cpython-3.8"));
  private final List<Request> asked = new ArrayList<>();
  private final LayersBelow generous =
      new LayersBelow() {
        @Override
        public Answer answer(Request request) {
          asked.add(request);
          return new Answer.Granted(request instanceof Request.ArenaAlloc ? ARENA : TABLE);
        }

        @Override
        public void takeBack(Request release) {
          asked.add(release);
        }
      };

  @Test
  void everyRequestIsAskedOnceAndReported() {
    Performed performed = subject.perform(MALLOC, generous);
    assertEquals(ARENA.plus(48), performed.answer());
    assertEquals(asked, performed.calls().stream().map(Call::request).toList());
    assertEquals(2, asked.size());
    assertTrue(subject.isInArena(ARENA));
    assertFalse(subject.isInArena(ARENA.plus(262_144)));
    assertEquals(new HeapCounters(1, 1, 0, 1), subject.counters());
  }

  @Test
  void everyReleaseIsPassedOn() {
    Performed block = subject.perform(MALLOC, generous);
    asked.clear();
    subject.perform(new Operation.Free(Domain.OBJ, block.answer()), generous);
    assertEquals(List.of(new Request.ArenaFree(ARENA, new ByteCount(262_144))), asked);
    assertEquals(new HeapCounters(0, 1, 1, 1), subject.counters());
  }

  @Test
  void rulesAreCountedByOperation() {
    assertTrue(subject.coverage().values().stream().allMatch(count -> count == 0));
    for (int count = 0; count < 3; count++) {
      subject.perform(MALLOC, generous);
    }
    assertTrue(subject.coverage().containsValue(2L));
    assertFalse(subject.coverage().containsValue(4L));
  }

  @Test
  void freeOfWhatIsNoBlockIsAFaultOfTheCaller() {
    subject.perform(MALLOC, generous);
    Operation free = new Operation.Free(Domain.OBJ, ARENA.plus(64));
    assertThrows(UndefinedOperation.class, () -> subject.perform(free, generous));
  }
}
