package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.lockstep.Difference.Rule;
import org.poolproof.specs.lockstep.LyingSubject.Lie;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.subject.ModelSubject;

/** Each lie of a subject is found in a bout by the comparison that it is a lie about. */
class LiesInBoutsTest {

  private static final Geometry GEOMETRY =
      Geometries.named("tiny:arenas=3,pools=2,keep=none,index=radix");

  /** Arenas come and go; raw memory is asked for blocks of each kind. */
  private static List<Instruction> life() {
    List<Instruction> life = new ArrayList<>();
    for (int number = 0; number < 14; number++) {
      life.add(Bouts.malloc(number, 16));
    }
    ByteCount size = new ByteCount(300);
    life.add(Instruction.of(new Action.Calloc(Domain.RAW, 20, 2, size)));
    life.add(Instruction.of(new Action.Realloc(Domain.RAW, 20, new ByteCount(700))));
    life.add(Instruction.of(new Action.Malloc(Domain.RAW, 21, size)));
    life.add(Instruction.of(new Action.Free(Domain.RAW, 21)));
    for (int number = 0; number < 14; number++) {
      life.add(Bouts.free(number));
    }
    return life;
  }

  private static @Nullable Difference difference(Lie lie, Level level, Set<Compared> compared) {
    return Bouts.difference(new LyingSubject(GEOMETRY, lie), level, compared, life());
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void honestSubjectAgrees(Level level) {
    assertNull(difference(Lie.NONE, level, Bouts.all()));
  }

  @ParameterizedTest
  @CsvSource({
    "CALL_ADDED, CALL, RAW_MALLOC",
    "ARENA_SIZE, CALL, ARENA_REQUEST",
    "RAW_MALLOC_SIZE, CALL, RAW_MALLOC",
    "RAW_CALLOC_SIZE, CALL, RAW_CALLOC",
    "RAW_REALLOC_SIZE, CALL, RAW_REALLOC",
    "RAW_FREE_ADDRESS, CALL, RAW_FREE",
    "ARENA_KEPT, CALL, ARENA_RELEASE",
    "ARENA_OF_ANOTHER, CALL, ARENA_RELEASE",
    "BLOCK_COUNT, FINAL_COUNTER, COUNTERS",
    "ARENAS_EVER, FINAL_COUNTER, COUNTERS",
    "ARENAS_FREED, FINAL_COUNTER, COUNTERS",
    "ARENAS_HIGH, FINAL_COUNTER, COUNTERS",
    "TEXT_CHARACTER, STATISTICS, STATISTICS",
    "TEXT_LINE_MISSING, STATISTICS, STATISTICS",
    "TEXT_LINE_MORE, STATISTICS, STATISTICS",
    "FAULT, INVARIANT, INVARIANTS"
  })
  void lieIsFoundByItsComparisonAloneAndByNoOther(Lie lie, Rule rule, Compared by) {
    for (Level level : EnumSet.of(Level.STRUCTURE, Level.PLACEMENT)) {
      Difference difference = difference(lie, level, Bouts.all());
      assertNotNull(difference, lie + " at " + level);
      assertEquals(rule, difference.rule());
      assertEquals(difference, difference(lie, level, EnumSet.of(by)));
      assertNull(difference(lie, level, Bouts.without(by)));
    }
    assertNull(difference(lie, Level.CONTRACT, Bouts.all()));
  }

  @ParameterizedTest
  @EnumSource(names = {"CALL_SWALLOWED", "CALLS_SWAPPED"})
  void orderAndNumberOfCallsCount(Lie lie) {
    for (Level level : EnumSet.of(Level.STRUCTURE, Level.PLACEMENT)) {
      Difference difference = difference(lie, level, Bouts.all());
      assertEquals(Rule.CALL, difference.rule());
      assertEquals(1, difference.operation());
    }
  }

  @Test
  void answersAreComparedAsTheLevelDemands() {
    assertEquals(Rule.ANSWER, difference(Lie.ANSWER_BESIDE, Level.PLACEMENT, Bouts.all()).rule());
    assertNull(difference(Lie.ANSWER_BESIDE, Level.PLACEMENT, Bouts.without(Compared.ANSWER)));
    Difference refused = difference(Lie.ANSWER_NULL, Level.STRUCTURE, Bouts.all());
    assertEquals(Rule.ANSWER, refused.rule());
    assertEquals("a block", refused.expected());
    assertEquals("null", refused.actual());
    assertEquals(Rule.SERVED, difference(Lie.ANSWER_NULL, Level.CONTRACT, Bouts.all()).rule());
  }

  @Test
  void ownershipIsComparedAroundArenas() {
    List<Instruction> first = life().subList(0, 3);
    for (Level level : EnumSet.of(Level.STRUCTURE, Level.PLACEMENT)) {
      var liar = new LyingSubject(GEOMETRY, Lie.ARENA_DENIED);
      Difference difference = Bouts.difference(liar, level, Bouts.all(), first);
      assertEquals(Rule.OWNERSHIP, difference.rule());
      assertTrue(difference.expected().endsWith(" lies in an arena"), difference.expected());
      assertTrue(difference.actual().endsWith(" lies in no arena"), difference.actual());
      liar = new LyingSubject(GEOMETRY, Lie.ARENA_DENIED);
      assertNull(Bouts.difference(liar, level, Bouts.without(Compared.OWNERSHIP), first));
    }
  }

  @Test
  void whatIsGivenBackTwiceIsFoundWithoutAReference() {
    Difference difference = difference(Lie.RETURNED_TWICE, Level.CONTRACT, Bouts.all());
    assertEquals(Rule.LAYER, difference.rule());
    assertEquals("the return of what was granted", difference.expected());
    assertNotNull(difference.operation());
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void boutCountsItsOperationsAndItsLiveBlocks(Level level) {
    try (ModelSubject model = new ModelSubject(GEOMETRY);
        LyingSubject subject = new LyingSubject(GEOMETRY, Lie.NONE)) {
      Bout bout = Bout.of(model, subject, level, Bouts.all());
      assertNull(bout.perform(Bouts.free(5)));
      assertFalse(bout.isGranted());
      assertNull(bout.perform(Bouts.malloc(0, 8)));
      assertTrue(bout.isGranted());
      assertNull(bout.perform(Bouts.malloc(1, 8)));
      assertNull(bout.perform(Bouts.free(0)));
      assertFalse(bout.isGranted());
      assertNull(bout.perform(Bouts.refused(Bouts.realloc(1, 9_000))));
      assertFalse(bout.isGranted());
      assertEquals(5, bout.operationCount());
      assertEquals(2, bout.greatestLiveBlockCount());
      assertEquals(0, bout.imageCheckCount());
    }
  }

  @Test
  void allocatorAloneIsNotCompared() {
    try (LyingSubject subject = new LyingSubject(GEOMETRY, Lie.FAULT)) {
      Bout bout = Bout.alone(subject);
      assertNull(bout.perform(Bouts.malloc(0, 8)));
      assertTrue(bout.isGranted());
      assertNull(bout.audit());
      assertEquals(0, bout.imageCheckCount());
      assertEquals(1, bout.operationCount());
    }
  }
}
