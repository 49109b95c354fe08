package org.poolproof.specs.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private final String name;

  /**
   * @param name what is asked of the transitions
   */
  HeapSpace(Places places, Examiner examiner, String name) {
    this.places = places;
    this.examiner = examiner;
    this.name = name + " on " + places.geometry().name();
    moves = new Moves(places);
    choices = new Choices(places);
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
    codec.exactly(situation);
    List<Violation> violations = Invariants.check(situation.state());
    if (!violations.isEmpty()) {
      Violation first = violations.getFirst();
      return new Difference(
          Rule.INVARIANT, null, null, first.invariant().sentence(), first.toString());
    }
    return situation.equals(Situation.initial(places.geometry())) ? examiner.ofEmptyHeap() : null;
  }

  @Override
  public void forEachEdge(byte[] node, Consumer<Edge> visitor) {
    Numbered edges = new Numbered(visitor);
    forEachTransition(codec.decode(node), edges::add);
  }

  /** Examines transitions and numbers them. */
  private final class Numbered {
    private final Consumer<Edge> visitor;
    private int count;

    Numbered(Consumer<Edge> visitor) {
      this.visitor = visitor;
    }

    void add(Situation situation, Transition transition) {
      Situation target = situation.after(transition.operation(), transition.done());
      visitor.accept(
          new Edge(
              count++,
              codec.encode(target),
              transition.done().rules(),
              examiner.check(transition)));
    }
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

  @Override
  public List<Instruction> instructions(List<byte[]> path, @Nullable Edge last) {
    ScriptOfPath script = new ScriptOfPath(places);
    for (int at = 0; at < path.size(); at++) {
      Situation situation = codec.decode(path.get(at));
      if (at + 1 < path.size()) {
        script.add(situation, transition(situation, path.get(at + 1)));
      } else if (last != null) {
        script.add(situation, transition(situation, last.operationIndex()));
      }
    }
    return script.instructions();
  }

  /** The first transition from {@code situation} to {@code target}. */
  private Transition transition(Situation situation, byte[] target) {
    List<Transition> found = new ArrayList<>();
    forEachTransition(
        situation,
        (from, transition) -> {
          Situation to = from.after(transition.operation(), transition.done());
          if (found.isEmpty() && Arrays.equals(codec.encode(to), target)) {
            found.add(transition);
          }
        });
    return found.getFirst();
  }

  private Transition transition(Situation situation, int operationIndex) {
    List<Transition> all = new ArrayList<>();
    forEachTransition(situation, (from, transition) -> all.add(transition));
    return all.get(operationIndex);
  }
}
