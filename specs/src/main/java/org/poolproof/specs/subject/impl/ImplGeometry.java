package org.poolproof.specs.subject.impl;

import java.util.ArrayList;
import java.util.List;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.model.geometry.ClientRules;
import org.poolproof.model.geometry.Ownership;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.specs.subject.CannotHold;

/** The implementation's constants for a geometry of the model. */
public final class ImplGeometry {

  /** The widest root of a radix tree that is laid out; real ones have 15 bits. */
  private static final int GREATEST_TOP_BITS = 20;

  private ImplGeometry() {}

  /**
   * The constants.
   *
   * @throws CannotHold if there are none
   */
  public static Geometry of(org.poolproof.model.geometry.Geometry model) {
    List<Integer> maxNextOffsets = new ArrayList<>();
    for (int index = 0; index < model.sizeClassCount(); index++) {
      maxNextOffsets.add(model.maxNextOffset(new SizeClass(index)));
    }
    ClientRules rules = model.clientRules();
    try {
      return new Geometry(
          model.wordBytes(),
          model.alignmentBytes(),
          model.sizeClassCount(),
          model.poolBytes(),
          model.arenaBytes(),
          model.poolHeaderBytes(),
          maxNextOffsets,
          index(model.ownership()),
          model.keepsLastArena(),
          model.initialRecordCount(),
          new Geometry.Rules(
              rules.foreignToZeroAsksForOne(), !rules.rawHasHooks(), rules.memServed()));
    } catch (IllegalArgumentException refused) {
      throw new CannotHold("geometry " + model.name() + ": impl has " + refused.getMessage());
    }
  }

  private static Geometry.Index index(Ownership ownership) {
    return switch (ownership) {
      case Ownership.Table() -> new Geometry.Table();
      case Ownership.Radix(int top, int middle, int bottom) -> {
        if (Math.max(top, Math.max(middle, bottom)) > GREATEST_TOP_BITS) {
          throw new CannotHold(
              "radix="
                  + top
                  + "/"
                  + middle
                  + "/"
                  + bottom
                  + ": impl has nodes of at most "
                  + GREATEST_TOP_BITS
                  + " bits");
        }
        yield new Geometry.Radix(top, middle, bottom);
      }
    };
  }
}
