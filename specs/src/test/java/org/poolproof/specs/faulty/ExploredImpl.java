package org.poolproof.specs.faulty;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.check.Failure;
import org.poolproof.specs.explore.Exploration;
import org.poolproof.specs.explore.Explorer;
import org.poolproof.specs.explore.Fingerprinting;
import org.poolproof.specs.explore.Plan;
import org.poolproof.specs.explore.Spaces;

/** The explorer, defined anew together with the implementation that it explores. */
public final class ExploredImpl implements Exploring {
  private static final long MEMORY_BYTES = 1 << 28;

  /** For {@link Exploring#of(Fault)}. */
  public ExploredImpl() {}

  @Override
  public Explored explore(Geometry geometry, boolean mayRefuse) {
    Plan plan = new Plan(new Fingerprinting(64, 0), Plan.TO_CLOSURE, 2, MEMORY_BYTES, null);
    try {
      Exploration result =
          Explorer.run(
              mayRefuse
                  ? Spaces.implementation(geometry)
                  : Spaces.implementationWithoutRefusals(geometry),
              plan,
              (states, transitions) -> true);
      Exploration.Find find = result.find();
      Failure failure =
          find == null
              ? null
              : new Failure(geometry, find.instructions(), false, find.difference());
      return new Explored(result.isClosed(), result.stateCount(), failure);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
