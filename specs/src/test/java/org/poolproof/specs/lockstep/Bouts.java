package org.poolproof.specs.lockstep;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Conditions;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Subject;

/** Short bouts of a subject against the model, audited at their end. */
final class Bouts {

  private Bouts() {}

  static Instruction malloc(int number, long bytes) {
    return Instruction.of(new Action.Malloc(Domain.OBJ, number, new ByteCount(bytes)));
  }

  static Instruction calloc(int number, long count, long bytes) {
    return Instruction.of(new Action.Calloc(Domain.OBJ, number, count, new ByteCount(bytes)));
  }

  static Instruction realloc(int number, long bytes) {
    return Instruction.of(new Action.Realloc(Domain.OBJ, number, new ByteCount(bytes)));
  }

  static Instruction free(int number) {
    return Instruction.of(new Action.Free(Domain.OBJ, number));
  }

  static Instruction refused(Instruction instruction) {
    return new Instruction(instruction.action(), new Conditions(Conditions.ALL, false, null));
  }

  static Set<Compared> all() {
    return EnumSet.allOf(Compared.class);
  }

  static Set<Compared> without(Compared... left) {
    Set<Compared> rest = all();
    rest.removeAll(List.of(left));
    return rest;
  }

  /** The first difference of {@code subject} against the model, null if there is none. */
  static @Nullable Difference difference(
      Subject subject, Level level, Set<Compared> compared, List<Instruction> instructions) {
    try (subject;
        ModelSubject model = new ModelSubject(subject.geometry())) {
      Bout bout = Bout.of(model, subject, level, compared);
      for (Instruction each : instructions) {
        Difference difference = bout.perform(each);
        if (difference != null) {
          return difference;
        }
      }
      return bout.audit();
    }
  }
}
