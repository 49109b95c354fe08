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

/** What is offered as simpler: it is, but for an action that is as simple as its kind can be. */
class SimplerTest {

  private static final Action LEAST = new Action.FreeNull(Domain.OBJ);

  private static ByteCount bytes(long count) {
    return new ByteCount(count);
  }

  /** The conditions offered; the action itself is offered again, under those given. */
  private static List<Conditions> simpler(Conditions conditions) {
    return Simpler.than(new Instruction(LEAST, conditions)).stream()
        .map(Instruction::conditions)
        .filter(each -> !each.equals(conditions))
        .toList();
  }

  @Test
  void nothingIsSimplerThanCalm() {
    assertEquals(List.of(Instruction.of(LEAST)), Simpler.than(Instruction.of(LEAST)));
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
  void conditionsOfferedAsSimplerAre() {
    for (Instruction each : Sample.random(3, 500)) {
      for (Instruction simpler : Simpler.than(each)) {
        if (!simpler.conditions().equals(each.conditions())) {
          assertTrue(Shortlex.compare(simpler, each) < 0, simpler + " for " + each);
        }
      }
    }
  }

  @Test
  void simplerActionsOfCalloc() {
    Instruction calloc = Instruction.of(new Action.Calloc(Domain.RAW, 3, 6, bytes(7)));
    assertEquals(
        List.of(
            Instruction.of(new Action.Malloc(Domain.OBJ, 3, bytes(42))),
            Instruction.of(new Action.Malloc(Domain.RAW, 3, bytes(42))),
            Instruction.of(new Action.Calloc(Domain.RAW, 3, 1, bytes(42))),
            Instruction.of(new Action.Calloc(Domain.OBJ, 3, 6, bytes(7)))),
        Simpler.than(calloc));
  }

  @Test
  void simplerActionsOfTheOthers() {
    assertEquals(
        List.of(Sample.malloc(1, 5)),
        Simpler.than(Instruction.of(new Action.Malloc(Domain.RAW, 1, bytes(5)))));
    assertEquals(
        List.of(
            Sample.malloc(1, 5),
            Instruction.of(new Action.Malloc(Domain.MEM, 1, bytes(5))),
            Instruction.of(new Action.ReallocNull(Domain.OBJ, 1, bytes(5)))),
        Simpler.than(Instruction.of(new Action.ReallocNull(Domain.MEM, 1, bytes(5)))));
    assertEquals(
        List.of(
            Instruction.of(new Action.Free(Domain.RAW, 1)),
            Instruction.of(new Action.Realloc(Domain.OBJ, 1, bytes(5)))),
        Simpler.than(Instruction.of(new Action.Realloc(Domain.RAW, 1, bytes(5)))));
    assertEquals(
        List.of(Sample.free(1)), Simpler.than(Instruction.of(new Action.Free(Domain.RAW, 1))));
    assertEquals(
        List.of(Instruction.of(new Action.FreeNull(Domain.OBJ))),
        Simpler.than(Instruction.of(new Action.FreeNull(Domain.RAW))));
  }

  @Test
  void simplerConditionsKeepOnePart() {
    Conditions conditions = new Conditions(0b101, true, new ArenaPlace(3, 64));
    List<Conditions> simpler = simpler(conditions);
    ArenaPlace place = new ArenaPlace(3, 64);
    assertEquals(Conditions.CALM, simpler.getFirst());
    for (Conditions wanted :
        List.of(
            new Conditions(0b101, false, null),
            new Conditions(0b101, false, place),
            new Conditions(0b101, true, null),
            new Conditions(0b001, true, place),
            new Conditions(0b100, true, place),
            new Conditions(0b101, true, new ArenaPlace(3, 0)),
            new Conditions(0b101, true, new ArenaPlace(0, 0)),
            new Conditions(0b101, true, new ArenaPlace(0, 16)),
            new Conditions(0b101, true, new ArenaPlace(0, 64)),
            new Conditions(0b101, true, new ArenaPlace(3, 16)),
            new Conditions(0b101, true, new ArenaPlace(1, 64)),
            new Conditions(0b101, true, new ArenaPlace(2, 64)))) {
      assertTrue(simpler.contains(wanted), wanted.toString());
    }
  }

  @Test
  void lowerSizesAreAllSmallOnesAndThoseAroundPowersOfTwo() {
    List<Long> lower = sizes(3_000);
    for (long each = 0; each <= 1025; each++) {
      assertEquals(each, lower.get((int) each));
    }
    assertEquals(List.of(2047L, 2048L, 2049L, 2999L), lower.subList(1026, lower.size()));
    assertEquals(List.of(0L, 1L, 2L), sizes(3));
    assertEquals(List.of(), sizes(0));
    assertEquals(1_024, sizes(1_024).size());
    assertEquals(1_024 + 54 * 3, sizes(-1).stream().distinct().count());
  }

  private static List<Long> sizes(long value) {
    return new Simpler.Size(value, size -> new Action.Malloc(Domain.OBJ, 0, bytes(size))).lower();
  }
}
