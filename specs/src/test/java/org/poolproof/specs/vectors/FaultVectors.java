package org.poolproof.specs.vectors;

import java.util.EnumSet;
import java.util.Set;
import org.poolproof.specs.check.Check;
import org.poolproof.specs.check.CheckResult;
import org.poolproof.specs.check.Contestants;
import org.poolproof.specs.check.Counterexample;
import org.poolproof.specs.check.Failure;
import org.poolproof.specs.faulty.Fault;
import org.poolproof.specs.faulty.FaultyContestants;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.scenario.Campaign;
import org.poolproof.specs.script.Level;

/** For each seeded fault what {@code check} with its default settings makes of it. */
final class FaultVectors {
  private static final long SEED = 1;
  private static final Set<Compared> ALL = EnumSet.allOf(Compared.class);

  private FaultVectors() {}

  /** What a check without options finds, null if nothing. */
  static Failure found(Contestants contestants) {
    Campaign campaign = new Campaign(Campaign.geometries(), SEED, Campaign.DEFAULT_OPERATION_COUNT);
    CheckResult result = Check.run(campaign, contestants, count -> true);
    if (result.obstacle() != null) {
      throw new IllegalStateException(result.obstacle());
    }
    return result.failure();
  }

  /** The counterexample to {@code fault}. */
  static Vector of(Fault fault) {
    FaultyContestants contestants = FaultyContestants.of(fault);
    Failure failure = found(contestants);
    if (failure == null) {
      throw new IllegalStateException(fault + " is not found");
    }
    Counterexample example = Counterexample.of(failure, contestants, ALL, Level.PLACEMENT);
    String shows =
        "the fault "
            + fault.name()
            + ": "
            + fault.sentence()
            + (example.shrunk().isMinimal() ? "" : " (perhaps not the fewest operations)");
    return new Vector(name(fault), shows, "the seeded faults of this project", example.script());
  }

  static String name(Fault fault) {
    return "placement/fault-" + fault.name();
  }
}
