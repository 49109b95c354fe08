package org.poolproof.specs.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Conditions;
import org.poolproof.specs.script.Conditions.ArenaPlace;
import org.poolproof.specs.script.Instruction;

/** Each simpler instruction differs in one respect, and none is as simple as the given one. */
class SimplerTest {

  private static final Action LEAST = new Action.FreeNull(Domain.OBJ);

  /** Nothing is simpler than the action, but its own kind again. */
  private static List<Conditions> simpler(Conditions conditions) {
    return Simpler.than(new Instruction(LEAST, conditions)).stream()
        .map(Instruction::conditions)
        .filter(each -> !each.equals(conditions))
        .toList();
  }

  @Test
  void nothingIsSimplerThanCalm() {
    assertEquals(List.of(), simpler(Conditions.CALM));
  }

  @Test
  void refusalsAreTakenAwayAllButOneAndOneByOne() {
    assertEquals(
        List.of(
            Conditions.CALM,
            new Conditions(0b00100, false, null),
            new Conditions(0b11000, false, null),
            new Conditions(0b01000, false, null),
            new Conditions(0b10100, false, null),
            new Conditions(0b10000, false, null),
            new Conditions(0b01100, false, null)),
        simpler(new Conditions(0b11100, false, null)).stream().distinct().toList());
  }

  @Test
  void placeGoesOrComesCloser() {
    assertEquals(
        List.of(
            Conditions.CALM,
            new Conditions(0, false, new ArenaPlace(2, 4096)),
            new Conditions(0, true, null),
            new Conditions(0, true, new ArenaPlace(2, 0)),
            new Conditions(0, true, new ArenaPlace(0, 0)),
            new Conditions(0, true, new ArenaPlace(0, 16)),
            new Conditions(0, true, new ArenaPlace(0, 4096)),
            new Conditions(0, true, new ArenaPlace(2, 16)),
            new Conditions(0, true, new ArenaPlace(1, 4096))),
        simpler(new Conditions(0, true, new ArenaPlace(2, 4096))).stream().distinct().toList());
  }

  @Test
  void callocBecomesAMallocOfTheSameBytes() {
    Action calloc = new Action.Calloc(Domain.MEM, 3, 5, new ByteCount(7));
    assertEquals(
        List.of(
            Instruction.of(new Action.Malloc(Domain.OBJ, 3, new ByteCount(35))),
            Instruction.of(new Action.Malloc(Domain.MEM, 3, new ByteCount(35))),
            Instruction.of(new Action.Calloc(Domain.MEM, 3, 1, new ByteCount(35))),
            Instruction.of(new Action.Calloc(Domain.OBJ, 3, 5, new ByteCount(7)))),
        Simpler.than(Instruction.of(calloc)));
  }
}
