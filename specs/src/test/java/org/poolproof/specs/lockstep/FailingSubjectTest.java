package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/** A subject that throws is a counterexample, whatever it was asked for. */
class FailingSubjectTest {

  private enum Question {
    OPERATION,
    COUNTERS,
    STATISTICS
  }

  private record FailingSubject(ModelSubject honest, Question question) implements Subject {

    private void failAt(Question asked) {
      if (question == asked) {
        throw new IllegalStateException("out of order");
      }
    }

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public Geometry geometry() {
      return honest.geometry();
    }

    @Override
    public Performed perform(Operation operation, LayersBelow below) {
      failAt(Question.OPERATION);
      return honest.perform(operation, below);
    }

    @Override
    public Boolean isInArena(Address address) {
      return honest.isInArena(address);
    }

    @Override
    public HeapCounters counters() {
      failAt(Question.COUNTERS);
      return honest.counters();
    }

    @Override
    public String statisticsText() {
      failAt(Question.STATISTICS);
      return honest.statisticsText();
    }

    @Override
    public List<String> faults() {
      return honest.faults();
    }

    @Override
    public void close() {
      honest.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Question.class)
  void failureIsADifference(Question question) throws Unreadable {
    String recording = Recordings.golden("3.8.18", 50);
    Subject subject =
        new FailingSubject(new ModelSubject(Geometries.named("cpython-3.8")), question);
    byte[] content = recording.getBytes(StandardCharsets.ISO_8859_1);
    Difference difference = Recordings.replay(content, subject, null).difference();
    assertNotNull(difference);
    assertEquals(Difference.Rule.SUBJECT, difference.rule());
    assertEquals("java.lang.IllegalStateException: out of order", difference.actual());
    assertEquals(question == Question.OPERATION, difference.operation() != null);
  }
}
