package org.poolproof.specs.lockstep;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.subject.BlockMemory;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.HeapImage;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;
import org.poolproof.specs.subject.impl.ImplSubject;
import org.poolproof.specs.subject.impl.Variant;

/** The implementation, but for one wrong, done to the memory or in place of the answer. */
final class WrongImpl implements Subject {

  /** What it does, in the operation whose number it is told. */
  enum Wrong {
    NOTHING,
    /** Changes the first byte of the block that it answered first. */
    SPOILS_FIRST,
    /** Changes the last of so many bytes of the block that it answers. */
    SPOILS_ANSWERED,
    ANSWERS_NULL,
    ANSWERS_MISALIGNED,
    ANSWERS_FIRST_AGAIN,
    THROWS,
    ASSERTS,
    RECURSES,
    CANNOT_HOLD,
    /** Its image has a field more. */
    SHOWS_MORE,
    /** Its image cannot be walked. */
    CANNOT_BE_WALKED
  }

  private final ImplSubject honest;
  private final Wrong wrong;
  private final int operationNumber;
  private final int spoiltIndex;
  private final List<Address> answers = new ArrayList<>();
  private int operationCount;

  WrongImpl(Geometry geometry, Wrong wrong, int operationNumber, int spoiltIndex) {
    honest = new ImplSubject(geometry, Variant.PRODUCTION, LayersBelow.firstArena(geometry));
    this.wrong = wrong;
    this.operationNumber = operationNumber;
    this.spoiltIndex = spoiltIndex;
  }

  @Override
  public String name() {
    return "wrong";
  }

  @Override
  public Geometry geometry() {
    return honest.geometry();
  }

  @Override
  public Performed perform(Operation operation, LayersBelow below) {
    operationCount++;
    Performed truth = honest.perform(operation, below);
    answers.add(truth.answer());
    return operationCount == operationNumber ? wrong(truth) : truth;
  }

  private Performed wrong(Performed truth) {
    Address answer = truth.answer();
    switch (wrong) {
      case SPOILS_FIRST -> spoil(answers.getFirst(), 0);
      case SPOILS_ANSWERED -> spoil(answer, spoiltIndex);
      case ANSWERS_NULL -> answer = Address.NULL;
      case ANSWERS_MISALIGNED -> answer = answer.plus(8);
      case ANSWERS_FIRST_AGAIN -> answer = answers.getFirst();
      case THROWS -> throw new IllegalStateException("out of order");
      case ASSERTS -> throw new AssertionError("out of order");
      case RECURSES -> throw new StackOverflowError("out of order");
      case CANNOT_HOLD -> throw new CannotHold("out of room");
      case NOTHING, SHOWS_MORE, CANNOT_BE_WALKED -> {}
    }
    return new Performed(answer, truth.calls());
  }

  private void spoil(Address block, int index) {
    MemorySegment segment = honest.memory().segment();
    long at = honest.memory().offsetOf(block) + index;
    byte old = segment.get(ValueLayout.JAVA_BYTE, at);
    segment.set(ValueLayout.JAVA_BYTE, at, (byte) (old + 1));
  }

  @Override
  public Boolean isInArena(Address address) {
    return honest.isInArena(address);
  }

  @Override
  public HeapCounters counters() {
    return honest.counters();
  }

  @Override
  public String statisticsText() {
    return honest.statisticsText();
  }

  @Override
  public List<String> faults() {
    return honest.faults();
  }

  @Override
  public BlockMemory memory() {
    return honest.memory();
  }

  @Override
  public HeapImage image() {
    HeapImage image = honest.image();
    return new HeapImage() {
      @Override
      public void visit(FieldVisitor fields, BlockVisitor blocks) {
        if (wrong == Wrong.CANNOT_BE_WALKED) {
          throw new IllegalStateException("a list without end");
        }
        image.visit(fields, blocks);
        if (wrong == Wrong.SHOWS_MORE) {
          fields.field("pool.szidx", 0x1234, 4, 5);
        }
      }

      @Override
      public Address controlAddress() {
        return image.controlAddress();
      }

      @Override
      public Address placeOf(Address granted) {
        return image.placeOf(granted);
      }
    };
  }

  @Override
  public void close() {
    honest.close();
  }
}
