package org.poolproof.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.operation.Request;
import org.poolproof.model.operation.Supply;
import org.poolproof.model.pymalloc.state.State;

/** A step is total and pure, and asks for one answer at a time. */
class ModelTest {
  private static final Answer TABLE = new Answer.Granted(new Address(0x7000));
  private static final Answer ARENA = new Answer.Granted(new Address(0x7f00_0000_0000L));
  private static final Answer MIDDLE = new Answer.Granted(new Address(0x8000));
  private static final Answer BOTTOM = new Answer.Granted(new Address(0x9000));
  private static final Operation MALLOC = new Operation.Malloc(Domain.OBJ, new ByteCount(16));

  private static final List<Request> REQUESTS =
      List.of(
          new Request.RawRealloc(Address.NULL, new ByteCount(768)),
          new Request.ArenaAlloc(new ByteCount(1 << 20)),
          new Request.RawCalloc(1, new ByteCount(262144)),
          new Request.RawCalloc(1, new ByteCount(131072)));

  private final State initial = Model.initial(Geometries.named("cpython-3.13"));

  private static Step.Done done(Step step) {
    return assertInstanceOf(Step.Done.class, step);
  }

  @Test
  void stepAsksForOneAnswerAfterTheOther() {
    List<Answer> answers = List.of(TABLE, ARENA, MIDDLE, BOTTOM);
    for (int given = 0; given < 4; given++) {
      Supply supply = new Supply(answers.subList(0, given));
      assertEquals(new Step.Asks(REQUESTS.get(given)), Model.step(initial, MALLOC, supply));
    }
    Step.Done done = done(Model.step(initial, MALLOC, new Supply(answers)));
    assertTrue(done.unused().isEmpty());
    List<Call> calls = new ArrayList<>();
    for (int call = 0; call < 4; call++) {
      calls.add(new Call(REQUESTS.get(call), answers.get(call)));
    }
    assertEquals(calls, done.calls());
  }

  @Test
  void answersThatAreNotConsumedAreReported() {
    Supply all = Supply.of(TABLE, ARENA, MIDDLE, BOTTOM, Answer.REFUSED, TABLE);
    Step.Done done = done(Model.step(initial, MALLOC, all));
    assertEquals(Supply.of(Answer.REFUSED, TABLE), done.unused());
    State after = done.state();
    Step.Done free =
        done(Model.step(after, new Operation.Free(Domain.OBJ, Address.NULL), Supply.of(TABLE)));
    assertEquals(Supply.of(TABLE), free.unused());
    assertEquals(List.of(), free.calls());
  }

  @Test
  void releasesConsumeNoAnswer() {
    Step.Done first = done(Model.step(initial, MALLOC, Supply.of(Answer.REFUSED, MIDDLE)));
    Operation free = new Operation.Free(Domain.OBJ, new Address(0x8000));
    Step.Done done = done(Model.step(first.state(), free, Supply.EMPTY));
    assertEquals(List.of(Call.of(new Request.RawFree(new Address(0x8000)))), done.calls());
    assertEquals(Outcome.NOTHING, done.outcome());
  }

  @Test
  void stepLeavesTheStateBeforeItAsItWas() {
    State copy = Model.initial(Geometries.named("cpython-3.13"));
    Step.Done done = done(Model.step(initial, MALLOC, Supply.of(TABLE, ARENA, MIDDLE, BOTTOM)));
    assertEquals(copy, initial);
    assertNotEquals(initial, done.state());
    Supply none = Supply.EMPTY;
    Step.Done second = done(Model.step(done.state(), MALLOC, none));
    Step.Done again = done(Model.step(done.state(), MALLOC, none));
    assertEquals(second, again);
    assertEquals(second.state().hashCode(), again.state().hashCode());
    assertNotEquals(done.state(), second.state());
  }

  @Test
  void callsOfAStepCannotBeChanged() {
    Step.Done done = done(Model.step(initial, MALLOC, Supply.of(Answer.REFUSED, Answer.REFUSED)));
    assertThrows(UnsupportedOperationException.class, () -> done.calls().clear());
  }
}
