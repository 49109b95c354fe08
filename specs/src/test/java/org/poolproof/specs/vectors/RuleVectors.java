package org.poolproof.specs.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.lockstep.Bout;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.ScriptOf;
import org.poolproof.specs.scenario.Campaign;
import org.poolproof.specs.scenario.Episode;
import org.poolproof.specs.scenario.Scenario;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.shrink.Shrinker;
import org.poolproof.specs.shrink.Shrunk;
import org.poolproof.specs.shrink.Trial;
import org.poolproof.specs.subject.ModelSubject;

/** For each rule of the algorithm the shortest script known whose last operation takes it. */
final class RuleVectors {
  private static final int EPISODES = 5_000;
  private static final int SHRUNK = 6;
  private static final long OPERATION_BUDGET = 2_000_000;

  /** Small ones first: where a rule needs fewer operations, and where it is easier to see. */
  private static final List<String> GEOMETRIES =
      List.of(
          "tiny:classes=2,blocks=3,pools=4,arenas=2",
          "tiny:classes=2,blocks=3,pools=4,arenas=3,keep=none",
          "tiny:classes=2,blocks=3,pools=4,arenas=3,base=none",
          "tiny:classes=2,blocks=3,pools=4,arenas=3,base=none,index=radix",
          "tiny:classes=4,blocks=2,pools=2,arenas=3",
          "tiny:classes=4,blocks=2,pools=2,arenas=3,keep=none",
          "tiny:classes=5,blocks=2,pools=4,arenas=3,base=none,index=radix",
          "cpython-3.6",
          "cpython-2.7");

  private RuleVectors() {}

  /** The rules that some sequence can take. */
  static Stream<Rule> rules() {
    return Stream.of(Rule.values()).filter(Rule::isReachable);
  }

  static Vector of(Rule rule) {
    Shrunk best = null;
    Geometry bestGeometry = null;
    for (String name : GEOMETRIES) {
      Geometry geometry = Geometries.named(name);
      boolean isWanted = best == null || geometry.slots() != null;
      if (isWanted && rule.appliesTo(geometry)) {
        Shrunk found = shortest(rule, geometry);
        if (found != null && (best == null || isSimpler(found, best))) {
          best = found;
          bestGeometry = geometry;
        }
      }
    }
    if (best == null) {
      throw new IllegalStateException("nothing takes " + rule);
    }
    try (ModelSubject model = new ModelSubject(bestGeometry)) {
      Script script = ScriptOf.of(best.instructions(), model, Level.PLACEMENT, false);
      return new Vector("placement/" + name(rule), shows(rule), source(rule), script);
    }
  }

  static String name(Rule rule) {
    return "rule-" + rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String shows(Rule rule) {
    return rule.name() + ": " + rule.sentence() + ".";
  }

  static String source(Rule rule) {
    return "PYMALLOC.md " + rule.section();
  }

  /** A trial that "fails" at the first operation that takes {@code rule}. */
  static Trial taking(Rule rule, Geometry geometry) {
    return instructions -> {
      try (ModelSubject model = new ModelSubject(geometry)) {
        Bout bout = Bout.alone(model);
        for (Instruction instruction : instructions) {
          bout.perform(instruction);
          if (model.coverage().get(rule) > 0) {
            return new Difference(
                Difference.Rule.MODEL, null, bout.operationCount(), "", rule.name());
          }
        }
        return null;
      }
    };
  }

  private static Shrunk shortest(Rule rule, Geometry geometry) {
    Trial trial = taking(rule, geometry);
    Campaign campaign = new Campaign(List.of(geometry), 1, Long.MAX_VALUE);
    Shrunk best = null;
    int shrunk = 0;
    for (int episode = 0; episode < EPISODES && shrunk < SHRUNK; episode++) {
      List<Instruction> instructions = instructions(campaign.supplement(geometry));
      Optional<Difference> taken = Optional.ofNullable(trial.run(instructions));
      if (taken.isPresent()) {
        Shrunk found = Shrinker.shrink(trial, instructions, taken.get(), OPERATION_BUDGET);
        best = best == null || isSimpler(found, best) ? found : best;
        shrunk++;
      }
    }
    return best;
  }

  private static boolean isSimpler(Shrunk one, Shrunk other) {
    int order = Integer.compare(one.instructions().size(), other.instructions().size());
    return order == 0
        ? one.instructions().toString().compareTo(other.instructions().toString()) < 0
        : order < 0;
  }

  private static List<Instruction> instructions(Episode episode) {
    List<Instruction> instructions = new ArrayList<>();
    try (ModelSubject model = new ModelSubject(episode.geometry())) {
      Bout bout = Bout.alone(model);
      Scenario scenario = new Scenario(episode);
      while (instructions.size() < Math.min(episode.operationCount(), 1_000)) {
        Instruction next = scenario.next();
        instructions.add(next);
        bout.perform(next);
        scenario.answered(bout.isGranted());
      }
    }
    return instructions;
  }
}
