package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.lockstep.Difference.Rule;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.subject.port.NativeFixture;
import org.poolproof.specs.subject.port.PortSubject;

/**
 * An allocator behind a pipe: each of these sequences shows one fault, and is kept by the sound
 * one.
 */
class PipedContractBoutTest {

  private static Action malloc(int number, long size) {
    return new Action.Malloc(Domain.OBJ, number, new ByteCount(size));
  }

  private static Action calloc(int number, long count, long size) {
    return new Action.Calloc(Domain.OBJ, number, count, new ByteCount(size));
  }

  private static Action realloc(int number, long size) {
    return new Action.Realloc(Domain.OBJ, number, new ByteCount(size));
  }

  private static Action free(int number) {
    return new Action.Free(Domain.OBJ, number);
  }

  private static final Action FREE_NULL = new Action.FreeNull(Domain.OBJ);

  private static @Nullable Difference run(Path library, boolean isStepwise, List<Action> actions) {
    try (PortSubject subject = NativeFixture.open(library)) {
      if (isStepwise) {
        subject.port().goStepwise();
      }
      Bout bout = Bout.of(null, subject, Level.CONTRACT, EnumSet.allOf(Compared.class));
      for (Action action : actions) {
        Difference difference = bout.perform(Instruction.of(action));
        if (difference != null) {
          return difference;
        }
      }
      return bout.audit();
    }
  }

  /** Difference of fault {@code fault}; the sound allocator shows none. */
  private static Difference found(int fault, Action... actions) {
    assertNull(run(NativeFixture.sound(), true, List.of(actions)));
    assertNull(run(NativeFixture.sound(), false, List.of(actions)));
    Difference late = run(NativeFixture.faulty(fault), false, List.of(actions));
    Difference difference = run(NativeFixture.faulty(fault), true, List.of(actions));
    assertNotNull(late);
    assertNotNull(difference);
    assertEquals(difference.rule(), late.rule());
    return difference;
  }

  private static void assertFound(
      Rule rule, long operation, String expected, String actual, Difference difference) {
    assertEquals(rule, difference.rule());
    assertEquals(operation, difference.operation());
    assertEquals(expected, difference.expected());
    assertTrue(difference.actual().startsWith(actual), difference.actual());
  }

  @Test
  void blockThatIsTooSmallMeetsItsNeighbour() {
    assertFound(
        Rule.DISJOINT,
        2,
        "no byte of a live block",
        "0x",
        found(1, malloc(0, 321), malloc(1, 320)));
  }

  @Test
  void misplacedBlockIsNotAligned() {
    List<Action> actions = new ArrayList<>();
    for (int number = 0; number < 6; number++) {
      actions.add(malloc(number, 16 + 16 * number));
    }
    assertFound(
        Rule.ALIGNED, 6, "a multiple of 16", "0x", found(2, actions.toArray(Action[]::new)));
  }

  @Test
  void dirtyCallocIsSeen() {
    assertFound(
        Rule.ZEROED,
        3,
        "byte 8 of b1 is 0x00",
        "it is 0x",
        found(5, malloc(0, 16), free(0), calloc(1, 4, 4)));
  }

  @Test
  void overflowIsSeen() {
    assertFound(Rule.OVERFLOW_SEEN, 1, "null", "0x", found(6, calloc(0, (1L << 63) + 1, 2)));
  }

  @Test
  void byteThatReallocLosesIsSeen() {
    assertFound(
        Rule.PREFIX_KEPT,
        2,
        "byte 66000 of b0 is 0xd4",
        "it is 0xd5",
        found(7, malloc(0, 100_000), realloc(0, 300_000)));
  }

  @Test
  void blockThatARefusedReallocGaveUpIsSeen() {
    Difference difference = found(8, malloc(0, 100), realloc(0, -1), malloc(1, 100));
    assertFound(Rule.REFUSAL_KEEPS, 2, "byte 0 of b0 is 0x02", "it is 0x", difference);
  }

  @Test
  void nullForNoBytesIsSeen() {
    assertFound(Rule.ZERO_SERVED, 1, "a block", "null", found(11, malloc(0, 0)));
  }

  @Test
  void nullFromReallocOfNullIsSeen() {
    Action resized = new Action.ReallocNull(Domain.OBJ, 0, new ByteCount(8));
    assertFound(Rule.SERVED, 1, "a block of 8 bytes", "null", found(18, resized));
  }

  @Test
  void crashIsToldWithTheOperation() {
    assertFound(
        Rule.SUBJECT,
        2,
        "an answer",
        "it was ended by SIGSEGV; awaited was 'free null'",
        found(17, malloc(0, 8), FREE_NULL));
  }

  @Test
  void hangIsToldWithTheOperation() {
    Difference difference =
        found(14, malloc(0, 1024), malloc(1, 1024), malloc(2, 1), free(1), free(0));
    assertFound(Rule.SUBJECT, 5, "an answer", "no line within 1.00", difference);
    assertTrue(difference.actual().contains("last answer 'free b1'"), difference.actual());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void unusualAllocatorsAreSound(int way) {
    List<Action> actions = new ArrayList<>();
    for (int number = 0; number < 300; number++) {
      actions.add(number % 3 == 0 ? calloc(number, 3, number) : malloc(number, 40L * number));
      if (number % 5 == 4) {
        actions.add(realloc(number - 2, 90L * number));
        actions.add(free(number - 3));
      }
    }
    assertNull(run(NativeFixture.unusual(way), false, actions));
  }

  @Test
  void nameThatIsNotBoundIsPassedOver() {
    assertNull(
        run(
            NativeFixture.sound(),
            true,
            List.of(free(7), realloc(7, 10), malloc(0, 1L << 62), realloc(0, 5), free(0))));
  }

  @Test
  void reallocToNoBytesIsNotAsked() {
    try (PortSubject subject = NativeFixture.open(NativeFixture.sound())) {
      Bout bout = Bout.of(null, subject, Level.CONTRACT, EnumSet.allOf(Compared.class));
      assertNull(bout.perform(Instruction.of(malloc(0, 8))));
      assertTrue(bout.isGranted());
      assertNull(bout.perform(Instruction.of(realloc(0, 0))));
      assertFalse(bout.isGranted());
      assertNull(bout.audit());
      assertEquals(2, bout.operationCount());
      assertEquals(1, bout.greatestLiveBlockCount());
      assertEquals(0, bout.imageCheckCount());
    }
  }

  @Test
  void clientOnItsOwnPresumesWhatOneIsOwed() {
    try (PortSubject subject = NativeFixture.open(NativeFixture.sound())) {
      Bout alone = Bout.alone(subject);
      List<Action> actions =
          List.of(
              malloc(0, 16 << 20),
              malloc(1, (16 << 20) + 1),
              calloc(2, 1 << 12, 1 << 12),
              calloc(3, 1 << 12, (1 << 12) + 1),
              realloc(0, 9),
              realloc(1, 9),
              realloc(0, 0),
              free(0),
              realloc(0, 9),
              FREE_NULL,
              new Action.ReallocNull(Domain.OBJ, 4, new ByteCount(9)));
      StringBuilder granted = new StringBuilder();
      for (Action action : actions) {
        assertNull(alone.perform(Instruction.of(action)));
        granted.append(alone.isGranted() ? '+' : '-');
      }
      assertEquals("+-+-+-----+", granted.toString());
      assertEquals(actions.size(), alone.operationCount());
      assertNull(alone.audit());
      assertEquals(0, alone.greatestLiveBlockCount() + alone.imageCheckCount());
    }
  }
}
