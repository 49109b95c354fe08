package org.poolproof.specs.explore;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.pymalloc.invariant.Invariants;
import org.poolproof.model.pymalloc.invariant.Violation;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Difference.Rule;
import org.poolproof.specs.script.Instruction;

/** The situations of a heap, and each operation under each behaviour of the layers below. */
final class HeapSpace implements Space {

  private final Places places;
  private final Examiner examiner;
  private final Moves moves;
  private final Choices choices;
  private final Codec codec;
  private final Reduction reduction;
  private final Specified specified;
  private final String name;

  /**
   * @param name what is asked of the transitions
   * @param reduction which of them are asked
   */
  HeapSpace(Places places, Examiner examiner, Reduction reduction, String name) {
    this(places, examiner, reduction, new Choices(places), name);
  }

  /**
   * @param choices what the layers below may do
   */
  HeapSpace(Places places, Examiner examiner, Reduction reduction, Choices choices, String name) {
    this.places = places;
    this.examiner = examiner;
    this.reduction = reduction;
    specified = new Specified(places);
    this.name = name + " on " + places.geometry().name() + ", reduction " + reduction;
    moves = new Moves(places);
    this.choices = choices;
    codec = new Codec(places);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public byte[] start() {
    return codec.exactly(Situation.initial(places.geometry()));
  }

  @Override
  public @Nullable Difference differenceOf(byte[] node) {
    Situation situation = codec.decode(node);
    List<Violation> violations = Invariants.check(situation.state());
    if (!violations.isEmpty()) {
      Violation first = violations.getFirst();
      return new Difference(
          Rule.INVARIANT, null, null, first.invariant().sentence(), first.toString());
    }
    return situation.equals(Situation.initial(places.geometry())) ? examiner.ofEmptyHeap() : null;
  }

  @Override
  public long orbitSize(byte[] node) {
    return reduction.orbitSize(codec.decode(node));
  }

  @Override
  public @Nullable String specified(byte[] node) {
    return reduction.equals(Reduction.NONE) ? specified.heap(codec.decode(node)) : null;
  }

  @Override
  public void forEachEdge(byte[] node, Consumer<Edge> visitor) {
    List<Situation> members = reduction.members(codec.decode(node));
    Set<ByteBuffer> expected = null;
    int[] count = new int[1];
    for (Situation member : members) {
      Set<ByteBuffer> targets = new HashSet<>();
      forEachTransition(
          member,
          (from, transition) -> {
            Situation to = from.after(transition.operation(), transition.done());
            byte[] target = isSame(from, to) ? node : target(to);
            if (members.size() > 1) {
              targets.add(ByteBuffer.wrap(target));
            }
            visitor.accept(
                new Edge(
                    count[0]++,
                    target,
                    transition.done().rules(),
                    examiner.check(transition),
                    () -> codec.exactly(to)));
          });
      if (expected != null && !expected.equals(targets)) {
        throw new IllegalStateException(member + " leads elsewhere than " + members.getFirst());
      }
      expected = targets;
    }
  }

  private byte[] target(Situation to) {
    return codec.encode(reduction.representative(to));
  }

  @SuppressWarnings("interning:not.interned") // an operation without effect
  private static boolean isSame(Situation from, Situation to) {
    return from == to;
  }

  private interface Visitor {
    void visit(Situation situation, Transition transition);
  }

  private void forEachTransition(Situation situation, Visitor visitor) {
    examiner.enter(situation);
    for (Operation operation : moves.in(situation)) {
      choices.forEach(
          situation, operation, done -> visitor.visit(situation, new Transition(operation, done)));
    }
  }

  /**
   * Reduced, a path leads from representative to representative; the operations lead to members of
   * what these stand for.
   */
  @Override
  public List<Instruction> instructions(List<byte[]> path, @Nullable Edge last) {
    ScriptOfPath script = new ScriptOfPath(places);
    Situation situation = Situation.initial(places.geometry());
    for (byte[] next : path.subList(1, path.size())) {
      Transition transition = transition(situation, next);
      script.add(situation, transition);
      situation = situation.after(transition.operation(), transition.done());
    }
    if (last != null) {
      script.add(situation, different(situation, last));
    }
    return script.instructions();
  }

  /** The first transition from {@code situation} to what {@code target} stands for. */
  private Transition transition(Situation situation, byte[] target) {
    List<Transition> found = new ArrayList<>();
    forEachTransition(
        situation,
        (from, transition) -> {
          Situation to = from.after(transition.operation(), transition.done());
          if (found.isEmpty() && Arrays.equals(target(to), target)) {
            found.add(transition);
          }
        });
    return found.getFirst();
  }

  /** The first transition with a difference; if it is another member that has one, the like. */
  private Transition different(Situation situation, Edge edge) {
    List<Transition> all = new ArrayList<>();
    List<Transition> found = new ArrayList<>();
    forEachTransition(
        situation,
        (from, transition) -> {
          all.add(transition);
          if (found.isEmpty() && examiner.check(transition) != null) {
            found.add(transition);
          }
        });
    return found.isEmpty() ? all.get(edge.operationIndex() % all.size()) : found.getFirst();
  }
}
