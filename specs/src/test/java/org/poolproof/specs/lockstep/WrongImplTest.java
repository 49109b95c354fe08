package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.lockstep.Difference.Rule;
import org.poolproof.specs.lockstep.WrongImpl.Wrong;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.subject.CannotHold;

/** What an implementation does wrong to its memory is found at each level, by its comparison. */
class WrongImplTest {

  private static final Geometry GEOMETRY = Geometries.named("cpython-3.9");

  private static final List<Instruction> LIFE =
      List.of(
          Bouts.malloc(0, 48),
          Bouts.malloc(1, 48),
          Bouts.calloc(2, 3, 16),
          Bouts.realloc(1, 400),
          Bouts.refused(Bouts.realloc(0, 70_000)),
          Bouts.malloc(3, 70_000),
          Bouts.realloc(3, 600),
          Bouts.calloc(4, 2, 40_000),
          Bouts.realloc(1, 17),
          Bouts.free(0),
          Bouts.free(3));

  private static @Nullable Difference difference(
      Wrong wrong, int operation, int index, Level level, Set<Compared> compared) {
    WrongImpl subject = new WrongImpl(GEOMETRY, wrong, operation, index);
    return Bouts.difference(subject, level, compared, LIFE);
  }

  private static Difference found(Wrong wrong, int operation, int index, Level level) {
    Difference difference = difference(wrong, operation, index, level, Bouts.all());
    assertNotNull(difference, wrong + " at " + level);
    return difference;
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void implementationAsItIsAgrees(Level level) {
    assertNull(difference(Wrong.NOTHING, 1, 0, level, Bouts.all()));
  }

  @ParameterizedTest
  @CsvSource({
    "CONTRACT, ZEROED, PREFIX_KEPT",
    "STRUCTURE, ZEROED, PREFIX_KEPT",
    "PLACEMENT, CONTENT, CONTENT"
  })
  void dirtAndLossAreFoundInTheirOperation(Level level, Rule dirt, Rule loss) {
    for (int index : new int[] {0, 20, 47}) {
      Difference dirty = found(Wrong.SPOILS_ANSWERED, 3, index, level);
      assertEquals(dirt, dirty.rule());
      assertEquals(3, dirty.operation());
      assertTrue(dirty.actual().contains("byte " + index), dirty.actual());
      Difference lost = found(Wrong.SPOILS_ANSWERED, 4, index, level);
      assertEquals(loss, lost.rule());
      assertEquals(4, lost.operation());
      assertTrue(lost.actual().contains("byte " + index), lost.actual());
    }
    assertEquals(dirt, found(Wrong.SPOILS_ANSWERED, 8, 79_999, level).rule());
    assertEquals(loss, found(Wrong.SPOILS_ANSWERED, 7, 599, level).rule());
    assertEquals(loss, found(Wrong.SPOILS_ANSWERED, 9, 16, level).rule());
    assertNull(difference(Wrong.SPOILS_ANSWERED, 1, 20, level, Bouts.all()));
  }

  @ParameterizedTest
  @CsvSource({"CONTRACT, CONTENTS_KEPT", "STRUCTURE, CONTENTS_KEPT", "PLACEMENT, CONTENT"})
  void changedBlockIsFoundWhenItIsFreed(Level level, Rule rule) {
    Difference difference = found(Wrong.SPOILS_FIRST, 8, 0, level);
    assertEquals(rule, difference.rule());
    assertEquals(10, difference.operation());
  }

  @ParameterizedTest
  @CsvSource({"CONTRACT, REFUSAL_KEEPS", "STRUCTURE, REFUSAL_KEEPS", "PLACEMENT, CONTENT"})
  void blockThatARefusedReallocChangedIsFoundAtOnce(Level level, Rule rule) {
    Difference difference = found(Wrong.SPOILS_FIRST, 5, 0, level);
    assertEquals(rule, difference.rule());
    assertEquals(5, difference.operation());
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void changedBlockThatIsNotTouchedAgainIsFoundByTheAudit(Level level) {
    WrongImpl subject = new WrongImpl(GEOMETRY, Wrong.SPOILS_FIRST, 2, 0);
    Difference difference = Bouts.difference(subject, level, Bouts.all(), LIFE.subList(0, 2));
    assertEquals(level == Level.PLACEMENT ? Rule.CONTENT : Rule.CONTENTS_KEPT, difference.rule());
    assertEquals(2, difference.operation());
    assertTrue(difference.actual().contains("byte 0"), difference.actual());
  }

  @ParameterizedTest
  @CsvSource({
    "ANSWERS_NULL, SERVED, ANSWER, ANSWER",
    "ANSWERS_MISALIGNED, ALIGNED, ALIGNED, ANSWER",
    "ANSWERS_FIRST_AGAIN, DISJOINT, DISJOINT, ANSWER"
  })
  void wrongAnswerBreaksTheRuleOfItsLevel(
      Wrong wrong, Rule contract, Rule structure, Rule placement) {
    for (Level level : Level.values()) {
      Difference difference = found(wrong, 2, 0, level);
      Rule rule =
          switch (level) {
            case CONTRACT -> contract;
            case STRUCTURE -> structure;
            case PLACEMENT -> placement;
          };
      assertEquals(rule, difference.rule());
      assertEquals(2, difference.operation());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Wrong.class,
      names = {"THROWS", "ASSERTS", "RECURSES"})
  void whoDoesNotGetToAnEndIsACounterexample(Wrong wrong) {
    for (Level level : Level.values()) {
      Difference difference = found(wrong, 4, 0, level);
      assertEquals(Rule.SUBJECT, difference.rule());
      assertEquals(4, difference.operation());
      assertTrue(difference.actual().endsWith(": out of order"), difference.actual());
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void whoCannotHoldItIsNotWrong(Level level) {
    assertThrows(CannotHold.class, () -> difference(Wrong.CANNOT_HOLD, 2, 0, level, Bouts.all()));
  }

  @Test
  void imageIsComparedAtPlacementOnly() {
    for (Wrong wrong : EnumSet.of(Wrong.SHOWS_MORE, Wrong.CANNOT_BE_WALKED)) {
      Difference difference = found(wrong, 0, 0, Level.PLACEMENT);
      assertEquals(Rule.IMAGE, difference.rule());
      assertNull(difference(wrong, 0, 0, Level.STRUCTURE, Bouts.all()));
      assertNull(difference(wrong, 0, 0, Level.CONTRACT, Bouts.all()));
      Set<Compared> noImage = Bouts.all();
      noImage.removeIf(each -> each.name().startsWith("IMAGE"));
      assertNull(difference(wrong, 0, 0, Level.PLACEMENT, noImage));
    }
    assertEquals(
        "a list without end", found(Wrong.CANNOT_BE_WALKED, 0, 0, Level.PLACEMENT).actual());
    assertEquals(
        "no live field at 0x1234", found(Wrong.SHOWS_MORE, 0, 0, Level.PLACEMENT).expected());
  }

  @ParameterizedTest
  @CsvSource({
    "SPOILS_ANSWERED, 3, CONTENT_ZEROED",
    "SPOILS_ANSWERED, 4, CONTENT_MOVED",
    "SPOILS_FIRST, 5, CONTENT_KEPT",
    "SPOILS_FIRST, 8, CONTENT_KEPT"
  })
  void whatIsNotComparedIsNotFound(Wrong wrong, int operation, Compared left) {
    assertNotNull(difference(wrong, operation, 0, Level.PLACEMENT, EnumSet.of(left)));
    assertNull(difference(wrong, operation, 0, Level.PLACEMENT, Bouts.without(left)));
  }

  @Test
  void failureThatIsNotComparedIsPassedOver() {
    WrongImpl subject = new WrongImpl(GEOMETRY, Wrong.THROWS, 2, 0);
    for (Level level : List.of(Level.CONTRACT, Level.STRUCTURE)) {
      subject = new WrongImpl(GEOMETRY, Wrong.THROWS, 2, 0);
      Set<Compared> rest = Bouts.without(Compared.FAILURE);
      assertNull(Bouts.difference(subject, level, rest, LIFE.subList(0, 2)), level.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Wrong.class,
      mode = Mode.EXCLUDE,
      names = {"SHOWS_MORE", "CANNOT_BE_WALKED", "CANNOT_HOLD", "NOTHING"})
  void contractJudgesAloneWithoutAReference(Wrong wrong) {
    WrongImpl subject = new WrongImpl(GEOMETRY, wrong, 4, 0);
    try (subject) {
      Bout bout = Bout.of(null, subject, Level.PLACEMENT, Bouts.all());
      Difference difference = null;
      for (Instruction each : LIFE) {
        difference = difference == null ? bout.perform(each) : difference;
      }
      assertNotNull(difference == null ? bout.audit() : difference);
    }
  }
}
