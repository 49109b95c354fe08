package org.poolproof.specs.explore;

import org.poolproof.model.geometry.Geometry;

/** The heaps of a geometry cannot be explored. */
public final class Unexplorable extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  Unexplorable(Geometry geometry, String reason) {
    super("explore " + geometry.name() + ": " + reason);
  }
}
