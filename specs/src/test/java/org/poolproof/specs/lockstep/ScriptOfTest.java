package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.lockstep.LyingSubject.Lie;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.ModelSubject;

/** Instructions become scripts that say what the model does, and agree with it. */
class ScriptOfTest {

  private static final Geometry GEOMETRY = Geometries.named("cpython-3.9");
  private static final Geometry TINY =
      Geometries.named("tiny:classes=1,blocks=2,pools=2,arenas=2,keep=none");

  private static final List<Instruction> LIFE =
      List.of(
          Bouts.malloc(0, 48),
          Bouts.calloc(1, 2, 400),
          Bouts.realloc(1, 900),
          Instruction.of(new Action.ReallocNull(Domain.RAW, 2, new ByteCount(7))),
          Bouts.refused(Bouts.malloc(3, 700)),
          Bouts.free(3),
          Bouts.realloc(4, 7),
          Bouts.free(1),
          Bouts.realloc(0, 24),
          Instruction.of(new Action.FreeNull(Domain.MEM)),
          Bouts.malloc(0, 700),
          Bouts.free(0));

  private static Script life() {
    return ScriptOf.of(LIFE, new ModelSubject(GEOMETRY), Level.PLACEMENT, true);
  }

  @Test
  void scriptSaysWhatTheModelAnswersAndAsksBelow() throws Unreadable {
    String text = life().text();
    assertEquals(
        """
        # poolproof 1; geometry cpython-3.9; level placement; below recorded
        b0 = malloc 48            -> a0+0x30
          raw realloc null 768    -> 0x10
          arena 262144            -> 0x7f0000100000
        b1 = calloc 2 400         -> r1
          raw calloc 2 400        -> 0x310
        b1 = realloc b1 900       -> r2
          raw realloc r1 900      -> 0x630
        b2 = raw realloc null 7   -> r3
          raw realloc null 7      -> 0x9c0
        b3 = malloc 700           -> null
          raw malloc 700          -> null
        free b3                   -> -
        b4 = realloc b4 7         -> -
        free b1
          raw free r2
        b0 = realloc b0 24        -> a0+0x1030
        mem free null
        b0 = malloc 700           -> r4
          raw malloc 700          -> 0x9d0
        free b0
          raw free r4
        end blocks 1 arenas 1 freed 0 high 1
        """,
        text.substring(0, text.indexOf("statistics")));
    assertNull(Recordings.replay(text).difference());
  }

  @Test
  void scriptOfAnArenaThatComesAndGoesNamesIt() throws Unreadable {
    List<Instruction> instructions =
        List.of(Bouts.malloc(0, 8), Bouts.free(0), Bouts.malloc(1, 8), Bouts.free(1));
    Script script = ScriptOf.of(instructions, new ModelSubject(TINY), Level.STRUCTURE, false);
    assertEquals(
        """
        # poolproof 1; geometry %s; level structure; below recorded
        b0 = malloc 8             -> a0+0x30
          raw realloc null 48     -> 0x10
          arena 256               -> 0x800
        free b0
          arena free a0 256
        b1 = malloc 8             -> a1+0x30
          arena 256               -> 0x800
        free b1
          arena free a1 256
        """
            .formatted(TINY),
        script.text());
    assertNull(Recordings.replay(script.text()).difference());
  }

  @Test
  void scriptForTheContractSaysWhatIsAskedBelowOnly() {
    Script script = ScriptOf.of(LIFE, new LyingSubject(GEOMETRY, Lie.NONE));
    assertEquals(
        """
        # poolproof 1; geometry cpython-3.9; level contract
        b0 = malloc 48
          raw realloc null 768    -> 0x10
          arena 262144            -> 0x7f0000100000
        b1 = calloc 2 400
          raw calloc 2 400        -> 0x310
        b1 = realloc b1 900
          raw realloc r1 900      -> 0x630
        b2 = raw realloc null 7
          raw realloc null 7      -> 0x9c0
        b3 = malloc 700
          raw malloc 700          -> null
        free b3
        b4 = realloc b4 7
        free b1
          raw free r2
        b0 = realloc b0 24
        mem free null
        b0 = malloc 700
          raw malloc 700          -> 0x9d0
        free b0
          raw free r4
        """,
        script.text());
  }

  @Test
  void scriptOnPlannedLayersSaysAnswersOnly() throws Unreadable {
    Script script = PlannedScript.of(LIFE, new ModelSubject(GEOMETRY));
    assertEquals(
        """
        # poolproof 1; geometry cpython-3.9; level placement
        b0 = malloc 48            -> 0x7f0000100030
        b1 = calloc 2 400         -> 0x310
        b1 = realloc b1 900       -> 0x630
        b2 = raw realloc null 7   -> 0x310
        b3 = malloc 700           -> 0x320
        free b3
        b4 = realloc b4 7         -> -
        free b1
        b0 = realloc b0 24        -> 0x7f0000101030
        mem free null
        b0 = malloc 700           -> 0x320
        free b0
        """,
        script.text());
    assertNull(Recordings.replay(script.text()).difference());
  }

  @Test
  void lastOperationKnowsWhatWasBeforeAndIsAfter() {
    LastOperation last = LastOperation.of(life());
    assertEquals(12, last.number());
    assertEquals(new Action.Free(Domain.OBJ, 0), last.step().action());
    assertEquals(new Address(0x9d0), last.named());
    assertEquals(Address.NULL, last.answer());
    assertEquals("r4", last.grantsBefore().name(last.named()));
    assertEquals("0x9d0", last.grantsAfter().name(last.named()));
    assertEquals(List.of(new Address(0x7f00_0010_0000L)), last.grantsAfter().arenas());
    assertEquals(5, last.grantsAfter().rawBlocks().size());
    assertEquals(7, last.grantsAfter().rawBlocks().get(3).lengthBytes());
  }

  @Test
  void lastOperationOnANameThatIsNotBoundChangesNothing() {
    List<Instruction> twice = List.of(Bouts.malloc(0, 48), Bouts.free(0), Bouts.free(0));
    Script script = ScriptOf.of(twice, new ModelSubject(GEOMETRY), Level.PLACEMENT, false);
    LastOperation last = LastOperation.of(script);
    assertEquals(3, last.number());
    assertNull(last.named());
    assertEquals(last.before(), last.after());
  }

  @Test
  void lastOperationOfATraceIsNotKnown() throws Unreadable {
    byte[] trace = Recordings.trace("decimal", 5);
    try (ScriptReader reader = ScriptReader.open("trace", new ByteArrayInputStream(trace))) {
      Script script = Script.rest(reader);
      assertThrows(IllegalArgumentException.class, () -> LastOperation.of(script));
    }
  }

  @Test
  void scriptWithoutAnOperationHasNoLast() {
    Script empty = ScriptOf.of(List.of(), new ModelSubject(GEOMETRY), Level.PLACEMENT, true);
    assertThrows(IllegalArgumentException.class, () -> LastOperation.of(empty));
  }
}
