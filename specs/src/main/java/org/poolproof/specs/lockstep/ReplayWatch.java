package org.poolproof.specs.lockstep;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/**
 * What a replay looks at beside what is recorded: the contents of blocks, where the subject shows
 * them; below placement the contract; the model on the same operations, where it shows its image;
 * what it says of itself.
 */
final class ReplayWatch {

  private final Subject subject;
  private final @Nullable ModelBeside beside;
  private @Nullable ClientMemory memory;
  private final @Nullable PortContents behindPipe;

  /** Below placement: at placement the model says where blocks lie. */
  private final @Nullable Judge judge;

  ReplayWatch(@NotOwning Subject subject, Level level, Wording wording) {
    this.subject = subject;
    boolean hasImage = level == Level.PLACEMENT && subject.image() != null;
    beside = hasImage ? new ModelBeside(subject, wording) : null;
    boolean isPlaced = level == Level.PLACEMENT;
    memory = isPlaced ? ClientMemory.of(subject, EnumSet.allOf(Compared.class)) : null;
    judge = isPlaced ? null : new Judge(subject);
    behindPipe = PortContents.of(subject);
  }

  /** From now on, contents are not looked at: blocks may share bytes. */
  void overlookContents() {
    memory = null;
  }

  /** What is wrong with the block that {@code turn} names; the difference, null if nothing is. */
  @Nullable Difference before(
      Client.Turn turn, Operation operation, @Nullable Long line, long number) {
    Difference behind = behindPipe == null ? null : behindPipe.before(turn, number);
    if (behind != null) {
      return at(line, behind);
    }
    if (judge != null) {
      return at(line, judge.before(operation, number));
    }
    String spoilt = memory == null ? null : memory.before(turn);
    return spoilt == null ? null : ofContents(ClientMemory.KEPT, spoilt, line, number);
  }

  /** What is wrong with what the subject {@code performed}; the difference, null if nothing is. */
  @Nullable Difference after(
      Client.Turn turn,
      Operation operation,
      Performed performed,
      @Nullable Long line,
      long number) {
    Difference difference = judged(operation, performed, line, number);
    if (difference == null && behindPipe != null) {
      difference = at(line, behindPipe.after(turn, performed.answer(), number));
    }
    if (difference != null || memory == null) {
      return difference;
    }
    Address answer = performed.answer();
    String wrong = memory.after(turn, answer);
    return wrong == null ? null : ofContents(ClientMemory.expectation(turn), wrong, line, number);
  }

  private @Nullable Difference judged(
      Operation operation, Performed performed, @Nullable Long line, long number) {
    if (judge != null) {
      return at(line, judge.after(operation, performed, number));
    }
    return beside == null ? null : beside.follow(operation, performed, line, number);
  }

  /** What is wrong between two operations; the difference, null if nothing is. */
  @Nullable Difference audit(Names names, @Nullable Long line, long number) {
    List<String> faults = subject.faults();
    if (!faults.isEmpty()) {
      return new Difference(
          Difference.Rule.INVARIANT, line, number, "every invariant", String.join("; ", faults));
    }
    Difference behind = behindPipe == null ? null : behindPipe.all(number);
    if (behind != null) {
      return at(line, behind);
    }
    if (judge != null) {
      return at(line, judge.all(number));
    }
    String spoilt = memory == null ? null : memory.all(names);
    if (spoilt != null) {
      return ofContents(ClientMemory.KEPT, spoilt, line, number);
    }
    return beside == null ? null : beside.audit(line, number);
  }

  private static @Nullable Difference at(@Nullable Long line, @Nullable Difference difference) {
    return difference == null
        ? null
        : new Difference(
            difference.rule(),
            line,
            difference.operation(),
            difference.expected(),
            difference.actual());
  }

  private static Difference ofContents(
      String expected, String actual, @Nullable Long line, long number) {
    return new Difference(Difference.Rule.CONTENT, line, number, expected, actual);
  }

  /** How often the images were compared. */
  long imageCheckCount() {
    return beside == null ? 0 : beside.imageCheckCount();
  }

  /** In how many steps each rule of the geometry was applied; empty without a model. */
  Map<Rule, Long> coverage() {
    if (subject instanceof ModelSubject model) {
      return model.coverage();
    }
    return beside == null ? Map.of() : beside.coverage();
  }
}
