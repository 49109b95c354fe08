package org.poolproof.specs.lockstep;

import java.util.EnumSet;
import java.util.Set;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.subject.Subject;
import org.poolproof.specs.subject.port.PortSubject;

/** An allocator under test and what it is held against, operation by operation. */
public interface Bout {

  /**
   * A subject against a reference, both with empty heaps.
   *
   * @param reference null: the contract judges the subject alone, as it does at level contract
   */
  static Bout of(
      @NotOwning @Nullable Subject reference,
      @NotOwning Subject subject,
      Level level,
      Set<Compared> compared) {
    if (reference == null) {
      return judged(subject, compared);
    }
    return switch (level) {
      case CONTRACT -> judged(subject, compared);
      case STRUCTURE -> new StructureBout(reference, subject, compared);
      case PLACEMENT ->
          subject instanceof PortSubject port
              ? new PipedLockstep(reference, port)
              : new Lockstep(reference, subject, compared);
    };
  }

  private static Bout judged(@NotOwning Subject subject, Set<Compared> compared) {
    return subject instanceof PortSubject port && !subject.isOnGivenLayers()
        ? new PipedContractBout(port)
        : new ContractBout(subject, compared);
  }

  /** One allocator alone, of which only the answers are wanted. */
  static Bout alone(@NotOwning Subject subject) {
    if (subject.isOnGivenLayers()) {
      return Lockstep.of(subject);
    }
    return subject instanceof PortSubject
        ? new PresumedBout(subject)
        : new ContractBout(subject, EnumSet.allOf(Compared.class));
  }

  /** Carries out {@code instruction}; the difference, null if there is none. */
  @Nullable Difference perform(Instruction instruction);

  /**
   * Looks at everything that is not looked at in each operation: the contents of all blocks, and of
   * two heaps the image, the invariants, counters, statistics. The difference, null if there is
   * none.
   */
  @Nullable Difference audit();

  /** How many operations there were. */
  long operationCount();

  /** Whether the last operation, a creation or realloc, was granted. */
  boolean isGranted();

  /** The most blocks that were live at a time. */
  int greatestLiveBlockCount();

  /** How often the image was compared. */
  long imageCheckCount();
}
