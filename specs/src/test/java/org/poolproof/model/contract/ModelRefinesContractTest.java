package org.poolproof.model.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Contents;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.pymalloc.Heap;
import org.poolproof.model.pymalloc.Workload;

/**
 * The model keeps the contract: what it says of addresses and of bytes is done to a virtual memory,
 * and judged.
 */
@Tag("long")
class ModelRefinesContractTest {
  private static final Verdict KEPT = new Verdict.Kept(true);

  private static OutcomeJudge judge(Geometry geometry) {
    Profile profile = Profile.python(geometry.alignmentBytes(), geometry.wordBytes());
    return new OutcomeJudge(new Contract(profile, Scrutiny.WHOLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cpython-2.7",
        "cpython-3.6",
        "cpython-3.8",
        "cpython-3.9",
        "cpython-3.10",
        "cpython-3.13",
        "cpython-3.9-i386",
        "cpython-3.11-i386",
        "founding-64",
        "tiny",
        "tiny:base=none,keep=none",
        "tiny:base=mixed,index=radix,arenas=3",
        "tiny:base=pool,index=radix,radix=0/0/3,word=4",
        "tiny:blocks=2,pools=2,classes=4",
      })
  void everyOutcomeIsKept(String name) {
    Geometry geometry = Geometries.named(name);
    for (int refusalPercent : new int[] {0, 5, 40}) {
      OutcomeJudge judge = judge(geometry);
      Workload workload = new Workload(geometry, 7 + refusalPercent).refusing(refusalPercent);
      for (int operation = 0; operation < 1500; operation++) {
        workload.growing(operation / 300 % 2 == 0 ? 75 : 35);
        Workload.Turn turn = workload.next();
        Verdict verdict = judge.judge(turn.operation(), turn.done().outcome(), turn.done().calls());
        assertEquals(KEPT, verdict, () -> turn.operation() + " " + turn.done().outcome());
      }
      assertEquals(KEPT, judge.verifyAll());
    }
  }

  /** Performs {@code operations} on the model; the judge is told the last outcome altered. */
  private static Rule brokenBy(UnaryOperator<Outcome> fault, Heap heap, Operation... operations) {
    OutcomeJudge judge = judge(heap.geometry());
    Verdict verdict = KEPT;
    for (int index = 0; index < operations.length; index++) {
      assertEquals(KEPT, verdict);
      Outcome outcome = heap.perform(operations[index]);
      boolean isLast = index == operations.length - 1;
      List<Call> calls = heap.last().calls();
      verdict = judge.judge(operations[index], isLast ? fault.apply(outcome) : outcome, calls);
    }
    if (verdict.equals(KEPT)) {
      verdict = judge.verifyAll();
    }
    return assertInstanceOf(Verdict.Broken.class, verdict).rule();
  }

  private static Outcome.Block block(Outcome outcome) {
    return assertInstanceOf(Outcome.Block.class, outcome);
  }

  private static UnaryOperator<Outcome> at(long shiftBytes) {
    return outcome ->
        new Outcome.Block(block(outcome).address().plus(shiftBytes), block(outcome).contents());
  }

  private static UnaryOperator<Outcome> with(Contents contents) {
    return outcome -> new Outcome.Block(block(outcome).address(), contents);
  }

  private static final Address FIRST = new Address(Heap.ARENAS + 0x30);

  @Test
  void addressOffByOneAlignmentIsFound() {
    Operation malloc = Operations.malloc(32);
    assertEquals(Rule.DISJOINT, brokenBy(at(-16), Heap.of("cpython-3.8"), malloc, malloc));
    assertEquals(Rule.DISJOINT, brokenBy(at(-32), Heap.of("cpython-3.8"), malloc, malloc));
    assertEquals(Rule.ALIGNED, brokenBy(at(8), Heap.of("cpython-3.8"), malloc));
  }

  @Test
  void copyOfTooFewBytesIsFound() {
    Heap heap = Heap.of("cpython-3.8");
    Operation[] growth = {Operations.malloc(48), Operations.realloc(FIRST, 49)};
    UnaryOperator<Outcome> short47 = with(new Contents.Copied(new ByteCount(47)));
    assertEquals(Rule.PREFIX_KEPT, brokenBy(short47, heap, growth));
    Operation[] shrink = {Operations.malloc(48), Operations.realloc(FIRST, 20)};
    UnaryOperator<Outcome> short19 = with(new Contents.Copied(new ByteCount(19)));
    assertEquals(Rule.PREFIX_KEPT, brokenBy(short19, Heap.of("cpython-3.8"), shrink));
  }

  @Test
  void copyBeyondTheNewBlockIsFound() {
    // The block of 16 that is answered lies before another, which a copy of 48 overwrites.
    Operation[] operations = {
      Operations.malloc(16),
      Operations.malloc(16),
      Operations.free(FIRST),
      Operations.malloc(48),
      Operations.realloc(new Address(Heap.ARENAS + 0x1030), 16)
    };
    UnaryOperator<Outcome> whole = with(new Contents.Copied(new ByteCount(48)));
    assertEquals(Rule.CONTENTS_KEPT, brokenBy(whole, Heap.of("cpython-3.8"), operations));
  }

  @Test
  void blockZeroedOneByteShortIsFound() {
    UnaryOperator<Outcome> shortByOne = with(new Contents.Zeroed(new ByteCount(14)));
    assertEquals(
        Rule.ZEROED, brokenBy(shortByOne, Heap.of("cpython-3.8"), Operations.calloc(3, 5)));
  }

  @Test
  void refusalWithoutOneBelowIsFound() {
    UnaryOperator<Outcome> refusal = outcome -> Outcome.NULL;
    for (Operation operation : List.of(Operations.malloc(16), Operations.malloc(600))) {
      assertEquals(Rule.SERVED, brokenBy(refusal, Heap.of("cpython-3.8"), operation));
    }
  }

  @Test
  void moveThatIsCalledStayingIsFound() {
    Operation[] growth = {Operations.malloc(48), Operations.realloc(FIRST, 49)};
    assertEquals(
        Rule.PREFIX_KEPT, brokenBy(with(Contents.IN_PLACE), Heap.of("cpython-3.8"), growth));
  }
}
