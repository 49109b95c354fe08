package org.poolproof.specs.explore;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.Model;
import org.poolproof.model.Step;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Supply;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Difference.Rule;
import org.poolproof.specs.script.Instruction;

/**
 * Two heaps of different geometries that get the same operations and the same answers from below.
 * As long as they answer alike and ask alike, their clients have the same blocks. Its nodes are
 * those of the two, one behind the other.
 */
final class PairSpace implements Space {

  /** No invariant is checked here. */
  private static final Runnable NOTHING_TO_VERIFY = () -> {};

  private final Places places;
  private final Moves moves;
  private final Choices choices;
  private final Codec codec;
  private final Codec otherCodec;
  private final String name;

  /**
   * @param places of the reference
   * @param otherPlaces of the subject, whose slots are the same
   */
  PairSpace(Places places, Places otherPlaces) {
    this.places = places;
    moves = new Moves(places);
    choices = new Choices(places);
    codec = new Codec(places);
    otherCodec = new Codec(otherPlaces);
    name = otherPlaces.geometry().name() + " against " + places.geometry().name();
  }

  /** The situations of the two. */
  private record Pair(Situation reference, Situation subject) {}

  private interface Visitor {
    void visit(Transition transition, Pair target, @Nullable Difference difference);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public byte[] start() {
    return encode(
        new Pair(Situation.initial(codec.geometry()), Situation.initial(otherCodec.geometry())));
  }

  private byte[] encode(Pair pair) {
    byte[] reference = codec.encode(pair.reference());
    byte[] subject = otherCodec.encode(pair.subject());
    return ByteBuffer.allocate(Short.BYTES + reference.length + subject.length)
        .putShort((short) reference.length)
        .put(reference)
        .put(subject)
        .array();
  }

  private Pair decode(byte[] node) {
    ByteBuffer bytes = ByteBuffer.wrap(node);
    byte[] reference = new byte[Short.toUnsignedInt(bytes.getShort())];
    bytes.get(reference);
    byte[] subject = new byte[bytes.remaining()];
    bytes.get(subject);
    return new Pair(codec.decode(reference), otherCodec.decode(subject));
  }

  @Override
  public @Nullable Difference differenceOf(byte[] node) {
    return null;
  }

  @Override
  public long orbitSize(byte[] node) {
    return 1;
  }

  @Override
  public @Nullable String specified(byte[] node) {
    return null;
  }

  @Override
  public void forEachEdge(byte[] node, Consumer<Edge> visitor) {
    int[] count = new int[1];
    forEachTransition(
        decode(node),
        (transition, target, difference) ->
            visitor.accept(
                new Edge(
                    count[0]++,
                    difference == null ? encode(target) : node,
                    transition.done().rules(),
                    difference,
                    NOTHING_TO_VERIFY)));
  }

  private void forEachTransition(Pair pair, Visitor visitor) {
    for (Operation operation : moves.in(pair.reference())) {
      choices.forEach(pair.reference(), operation, done -> visit(pair, operation, done, visitor));
    }
  }

  private static void visit(Pair pair, Operation operation, Step.Done done, Visitor visitor) {
    Transition transition = new Transition(operation, done);
    List<Answer> answers = new ArrayList<>();
    for (Call call : done.calls()) {
      if (call.answer() != null) {
        answers.add(call.answer());
      }
    }
    Situation reference = pair.reference().after(operation, done);
    switch (Model.step(pair.subject().state(), operation, new Supply(answers))) {
      case Step.Asks(var request) ->
          visitor.visit(
              transition,
              pair,
              new Difference(Rule.CALL, null, null, "no further call", request.toString()));
      case Step.Done other -> {
        Difference difference = difference(done, other);
        Pair target =
            difference == null ? new Pair(reference, pair.subject().after(operation, other)) : pair;
        visitor.visit(transition, target, difference);
      }
    }
  }

  private static @Nullable Difference difference(Step.Done reference, Step.Done subject) {
    if (!reference.outcome().equals(subject.outcome())) {
      return new Difference(
          Rule.ANSWER, null, null, reference.outcome().toString(), subject.outcome().toString());
    }
    return reference.calls().equals(subject.calls())
        ? null
        : new Difference(
            Rule.CALL, null, null, reference.calls().toString(), subject.calls().toString());
  }

  @Override
  public List<Instruction> instructions(List<byte[]> path, @Nullable Edge last) {
    ScriptOfPath script = new ScriptOfPath(places);
    for (int at = 0; at < path.size(); at++) {
      Pair pair = decode(path.get(at));
      byte[] next = at + 1 < path.size() ? path.get(at + 1) : null;
      List<Transition> taken = new ArrayList<>();
      int[] count = new int[1];
      forEachTransition(
          pair,
          (transition, target, difference) -> {
            boolean isTaken =
                next == null
                    ? last != null && last.operationIndex() == count[0]
                    : difference == null && Arrays.equals(encode(target), next);
            count[0]++;
            if (isTaken && taken.isEmpty()) {
              taken.add(transition);
            }
          });
      taken.forEach(transition -> script.add(pair.reference(), transition));
    }
    return script.instructions();
  }
}
