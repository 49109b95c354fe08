package org.poolproof.specs.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Conditions;
import org.poolproof.specs.script.Conditions.ArenaPlace;
import org.poolproof.specs.script.Instruction;

/** What is simpler than what. */
class ShortlexTest {

  private static ByteCount bytes(long count) {
    return new ByteCount(count);
  }

  private static void assertAscending(List<Instruction> instructions) {
    for (int one = 0; one < instructions.size(); one++) {
      for (int other = 0; other < instructions.size(); other++) {
        int order = Shortlex.compare(instructions.get(one), instructions.get(other));
        assertEquals(
            Integer.compare(one, other),
            Integer.signum(order),
            instructions.get(one) + " and " + instructions.get(other));
      }
    }
  }

  @Test
  void fewerOperationsAreSimplerWhateverTheyAre() {
    List<Instruction> one = List.of(Sample.malloc(9, -1));
    List<Instruction> two = List.of(Sample.free(0), Sample.free(0));
    assertTrue(Shortlex.ORDER.compare(one, two) < 0);
    assertTrue(Shortlex.ORDER.compare(two, one) > 0);
    assertTrue(Shortlex.ORDER.compare(two, List.of(Sample.free(0), Sample.free(1))) < 0);
    assertEquals(0, Shortlex.ORDER.compare(two, List.copyOf(two)));
  }

  @Test
  void actionsGoFromFreeToRealloc() {
    assertAscending(
        List.of(
            Instruction.of(new Action.FreeNull(Domain.OBJ)),
            Instruction.of(new Action.FreeNull(Domain.MEM)),
            Instruction.of(new Action.FreeNull(Domain.RAW)),
            Instruction.of(new Action.Free(Domain.OBJ, 1)),
            Instruction.of(new Action.Free(Domain.OBJ, 2)),
            Instruction.of(new Action.Free(Domain.RAW, 0)),
            Instruction.of(new Action.Malloc(Domain.OBJ, 0, bytes(1))),
            Instruction.of(new Action.Malloc(Domain.OBJ, 5, bytes(1))),
            Instruction.of(new Action.Malloc(Domain.OBJ, 0, bytes(2))),
            Instruction.of(new Action.Malloc(Domain.OBJ, 0, bytes(-1))),
            Instruction.of(new Action.Malloc(Domain.MEM, 0, bytes(1))),
            Instruction.of(new Action.ReallocNull(Domain.OBJ, 0, bytes(1))),
            Instruction.of(new Action.ReallocNull(Domain.OBJ, 0, bytes(3))),
            Instruction.of(new Action.ReallocNull(Domain.MEM, 0, bytes(1))),
            Instruction.of(new Action.Calloc(Domain.OBJ, 0, 1, bytes(9))),
            Instruction.of(new Action.Calloc(Domain.OBJ, 1, 1, bytes(9))),
            Instruction.of(new Action.Calloc(Domain.OBJ, 0, 2, bytes(1))),
            Instruction.of(new Action.Calloc(Domain.RAW, 0, 1, bytes(1))),
            Instruction.of(new Action.Realloc(Domain.OBJ, 0, bytes(1))),
            Instruction.of(new Action.Realloc(Domain.OBJ, 0, bytes(2))),
            Instruction.of(new Action.Realloc(Domain.MEM, 0, bytes(0)))));
  }

  @Test
  void conditionsGoFromCalmToManyRefusals() {
    List<Conditions> conditions =
        List.of(
            Conditions.CALM,
            new Conditions(0, false, new ArenaPlace(0, 0)),
            new Conditions(0, false, new ArenaPlace(0, 16)),
            new Conditions(0, false, new ArenaPlace(1, 0)),
            new Conditions(0, true, null),
            new Conditions(1, false, null),
            new Conditions(2, false, null),
            new Conditions(1 << 31, false, null),
            new Conditions(3, false, null),
            new Conditions(3, true, new ArenaPlace(0, 0)),
            new Conditions(Conditions.ALL, false, null));
    assertAscending(
        conditions.stream()
            .map(each -> new Instruction(new Action.FreeNull(Domain.OBJ), each))
            .toList());
  }

  @Test
  void actionCountsBeforeConditions() {
    Instruction plain = Instruction.of(new Action.Free(Domain.OBJ, 1));
    Instruction special =
        new Instruction(new Action.Free(Domain.OBJ, 0), new Conditions(-1, true, null));
    assertTrue(Shortlex.compare(special, plain) < 0);
  }
}
