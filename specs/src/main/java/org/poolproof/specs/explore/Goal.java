package org.poolproof.specs.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.model.pymalloc.state.State;

/**
 * Something that may happen to a heap, to be looked for: the counterexample to whoever says that it
 * never does.
 *
 * @param name what the command line calls it
 * @param sentence what happens
 * @param appliesTo whether a geometry has the rule that this is, if it is one
 * @param isReached whether a transition, from a state, is or leads to it
 */
public record Goal(
    String name,
    String sentence,
    Predicate<Geometry> appliesTo,
    BiPredicate<State, Transition> isReached) {

  /** Every goal: the landmarks, and each rule of the algorithm. */
  public static List<Goal> all() {
    List<Goal> goals = new ArrayList<>();
    for (Landmark landmark : Landmark.values()) {
      goals.add(new Goal(spelled(landmark), landmark.sentence(), any -> true, landmark::isReached));
    }
    Arrays.stream(Rule.values()).map(Goal::of).forEach(goals::add);
    return goals;
  }

  private static Goal of(Rule rule) {
    return new Goal(
        spelled(rule),
        "step " + rule.section() + ": " + rule.sentence(),
        rule::appliesTo,
        (before, transition) -> transition.done().rules().contains(rule));
  }

  private static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The goal called {@code name}, null if there is none. */
  public static @Nullable Goal named(String name) {
    return all().stream().filter(goal -> goal.name().equals(name)).findFirst().orElse(null);
  }
}
